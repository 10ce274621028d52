"""What `circulate` writes, and that it is written once (RULES R8.48, R10.54, R10.55)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.audit.models import Act
from foundation.circulation import workflow
from foundation.circulation.letters import Recipient
from foundation.circulation.models import Circulation, Delivery
from foundation.circulation.states import CirculationState, DeliveryState
from foundation.core.workflow import THE_PORTAL, NotPermitted, Refused
from tests.circulation.letter import Notice, an_event, people
from tests.factories.documents import StoredFileFactory

pytestmark = pytest.mark.django_db


def test_one_delivery_per_address_whoever_shares_it(cast):
    twice = [Recipient("A", "one@test.example"), Recipient("B", "ONE@test.example "), *people(2)]
    circulation = workflow.circulate(Notice(twice), by=cast.aizada)
    assert [row.name for row in circulation.deliveries.all()] == ["A", "Recipient 0", "Recipient 1"]


def test_it_is_held_for_the_minutes_to_call_back(cast):
    circulation = workflow.circulate(Notice(people(1)), by=cast.aizada, hold_minutes=7)
    assert circulation.state == CirculationState.HELD
    assert timedelta(minutes=6) < circulation.leaves_at - timezone.now() < timedelta(minutes=7)
    assert {row.state for row in circulation.deliveries.all()} == {DeliveryState.HELD}


def test_at_once_means_queued(cast):
    circulation = workflow.circulate(Notice(people(1)), by=cast.aizada, at_once=True)
    assert circulation.state == CirculationState.RELEASED
    assert circulation.deliveries.get().state == DeliveryState.QUEUED


def test_one_act_names_who_circulated(cast):
    circulation = workflow.circulate(Notice(people(2)), by=cast.aizada)
    act = Act.objects.about(circulation).get()
    assert (act.verb, act.actor, act.details["recipients"]) == ("circulation.send_out", cast.aizada, 2)


def test_a_letter_that_follows_from_a_members_act_is_sent_by_the_portal(cast):
    circulation = workflow.circulate(Notice(people(1)), by=cast.aiko, at_once=True)
    assert circulation.made_by == cast.aiko
    assert Act.objects.about(circulation).get().hat == "portal"


def test_nobody_to_write_to_is_refused_and_nothing_is_left(cast):
    with pytest.raises(Refused, match="no recipients"):
        workflow.circulate(Notice([]), by=cast.aizada)
    assert not Circulation.objects.exists()


def test_a_person_without_address_fails_at_once_and_is_told_what_to_do(cast):
    circulation = workflow.circulate(Notice([Recipient("Hans", ""), *people(1)]), by=cast.aizada)
    failed = circulation.deliveries.get(name="Hans")
    assert failed.state == DeliveryState.FAILED
    assert failed.server_said.startswith("No e-mail address is known for this person.")


def test_what_is_no_address_fails_at_once(cast):
    circulation = workflow.circulate(Notice([Recipient("Hans", "hans at unhcr")]), by=cast.aizada)
    assert circulation.deliveries.get().server_said.startswith("This is not an e-mail address.")


def test_the_words_are_frozen_in_the_recipients_language_and_escaped_in_html_only(cast):
    letter = Notice([Recipient("Ö. & Co", "o@test.example", language="ru")])
    row = workflow.circulate(letter, by=cast.aizada, note="See <page 2>").deliveries.get()
    assert row.subject == "Draft agenda & papers"
    assert "Ö. & Co" in row.text
    assert "See <page 2>" in row.text
    assert "See &lt;page 2&gt;" in row.html
    assert "&lt;b&gt;alone" in row.html
    assert 'lang="ru"' in row.html


def test_letters_of_one_thread_refer_to_the_earlier_ones_to_the_same_address(cast):
    first = workflow.circulate(Notice(people(2)), by=cast.aizada)
    second = workflow.circulate(Notice(people(3)), by=cast.aizada)
    third = workflow.circulate(Notice(people(1)), by=cast.aizada)
    of = {c: {row.name: row for row in c.deliveries.all()} for c in (first, second, third)}
    assert of[second]["Recipient 0"].references == of[first]["Recipient 0"].message_id
    assert of[second]["Recipient 2"].references == ""
    assert of[third]["Recipient 0"].references.split() == [
        of[first]["Recipient 0"].message_id,
        of[second]["Recipient 0"].message_id,
    ]


def test_a_letter_that_was_called_back_is_not_referred_to(cast):
    first = workflow.circulate(Notice(people(1)), by=cast.aizada)
    workflow.call_back(first, by=cast.aizada)
    assert workflow.circulate(Notice(people(1)), by=cast.aizada).deliveries.get().references == ""


def test_confidential_mail_carries_title_and_link_and_no_file(cast):
    letter = Notice(
        people(1),
        files=[StoredFileFactory()],
        event=an_event(description="a secret note"),
        classification="confidential",
    )
    row = workflow.circulate(letter, by=cast.aizada, note="A secret note").deliveries.get()
    assert not row.attachments.exists()
    assert "Draft agenda & papers" in row.text
    assert "ecret note" not in row.text + row.html + row.calendar
    assert "alone" not in row.text


def test_strictly_confidential_mail_has_not_even_the_title(cast):
    letter = Notice(people(1), classification="strictly-confidential", heading="Case of N.")
    row = workflow.circulate(letter, by=cast.aizada).deliveries.get()
    assert "Case of N." not in row.subject + row.text + row.html


def test_only_narrows_the_recipients(cast):
    letter = Notice([*people(3), Recipient("Key", "key@test.example", key="person:4")])
    circulation = workflow.circulate(letter, by=cast.aizada, only=["RECIPIENT-1@test.example", "person:4"])
    assert [row.name for row in circulation.deliveries.all()] == ["Key", "Recipient 1"]


def test_the_preview_is_what_is_frozen(cast):
    letter = Notice(people(1), files=[StoredFileFactory()], event=an_event())
    shown = workflow.preview(letter, note="Hello")[0]
    row = workflow.circulate(letter, by=cast.aizada, note="Hello").deliveries.get()
    assert (shown.subject, shown.text, shown.html) == (row.subject, row.text, row.html)
    assert shown.attachments == list(row.attachments.all())
    assert shown.calendar_method == row.calendar_method == "REQUEST"


def test_freezing_takes_as_many_queries_for_many_as_for_few(cast, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        workflow.circulate(Notice(people(60), files=[StoredFileFactory()]), by=cast.aizada)
    assert Delivery.objects.count() == 60


def test_calling_back_stops_everything(cast):
    circulation = workflow.circulate(Notice(people(2)), by=cast.aizada)
    workflow.call_back(circulation, by=cast.pavel)
    assert {row.state for row in circulation.deliveries.all()} == {DeliveryState.CALLED_BACK}
    workflow.release_due()
    assert circulation.deliveries.filter(state=DeliveryState.QUEUED).count() == 0


def test_calling_back_after_its_minutes_is_refused(cast, time_machine):
    circulation = workflow.circulate(Notice(people(1)), by=cast.aizada)
    time_machine.move_to(timezone.now() + timedelta(minutes=5, seconds=1))
    with pytest.raises(Refused, match="has passed"):
        workflow.call_back(circulation, by=cast.aizada)


def test_a_member_may_not_call_back(cast):
    circulation = workflow.circulate(Notice(people(1)), by=cast.aizada)
    with pytest.raises(NotPermitted):
        workflow.call_back(circulation, by=cast.aiko)


def test_the_clock_releases_when_due_and_not_before(cast, time_machine):
    circulation = workflow.circulate(Notice(people(1)), by=cast.aizada)
    workflow.release_due()
    circulation.refresh_from_db()
    assert circulation.state == CirculationState.HELD
    with pytest.raises(Refused):
        workflow.release(circulation, by=THE_PORTAL)
    time_machine.move_to(timezone.now() + timedelta(minutes=6))
    workflow.release_due()
    circulation.refresh_from_db()
    assert circulation.state == CirculationState.RELEASED
    assert circulation.deliveries.get().state == DeliveryState.QUEUED


def test_opened_is_noted_once_for_the_reader_of_a_letter_that_was_sent(cast, time_machine):
    about = cast.orgs.unicef
    reader = Recipient("Aiko", "aiko@test.example", user=cast.aiko)
    row = workflow.circulate(Notice([reader], about=about), by=cast.aizada, at_once=True).deliveries.get()
    workflow.note_opened(cast.aiko, about)
    row.refresh_from_db()
    assert row.opened_at is None
    Delivery.objects.filter(pk=row.pk).update(state=DeliveryState.SENDING)
    Delivery.objects.filter(pk=row.pk).update(state=DeliveryState.SENT, sent_at=timezone.now())
    workflow.note_opened(cast.temir, about)
    workflow.note_opened(cast.public, about)
    workflow.note_opened(cast.aiko, about)
    row.refresh_from_db()
    first = row.opened_at
    assert first
    workflow.note_opened(cast.aiko, about)
    row.refresh_from_db()
    assert row.opened_at == first
