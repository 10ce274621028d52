"""Letters about statements: looked at before they leave, and who is told of what (RULES R2.5, R7.38, R7.40, R10.55)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from decisions.models import ConfirmationWish
from decisions.states import AnswerKind
from foundation.circulation.models import Delivery
from foundation.core.moments import moment
from members.recipients import recipients_of_members
from statements import tasks
from statements.models import Statement
from statements.states import StatementState
from statements.tasks_publishing import publish_after_embargo
from statements.workflow import clearance, correcting, publishing
from statements.workflow.statements import round_of
from tests.factories import members
from tests.statements import spoken
from tests.statements.published import embargoed, published

S, K = StatementState, AnswerKind


def sent(occasion):
    return Delivery.objects.filter(circulation__occasion=occasion)


def address(name, statement):
    return reverse(f"statements:{name}", args=[statement.slug])


@pytest.fixture
def draft(cast):
    return spoken.drafted(cast, leads=[cast.orgs.fao])


def chosen(client, draft, **facts):
    """The form is filled in; where it leads."""
    facts = {"hours": "72", "reason": "", "message": "Please look at paragraph 2."} | facts
    return client.post(address("clearance_request", draft), facts)


def test_nobody_is_asked_before_the_letters_were_looked_at_r10_55(cast, as_user, draft):
    client = as_user(cast.aizada)
    assert chosen(client, draft).url == address("clearance_letters", draft)
    html = client.get(address("clearance_letters", draft)).content.decode()
    assert "Please look at paragraph 2." in html
    assert moment(clearance.ends_after(72))[:20] in html
    for one in (cast.temir, cast.aiko, cast.jyldyz):
        assert one.name in html
    assert cast.kubanych.name not in html
    draft.refresh_from_db()
    assert draft.state == S.DRAFT
    assert not Delivery.objects.exists()


def circulate(client, draft, note=""):
    html = client.get(address("clearance_letters", draft)).content.decode()
    key = re.search(r'name="form_key" value="([^"]+)"', html)[1]
    facts = {"step": "circulate", "note": note, "form_key": key}
    return client.post(address("clearance_letters", draft), facts, follow=True)


@pytest.mark.parametrize("who", ["aizada", "ingrid"])
def test_letters_that_were_looked_at_leave_with_the_note_and_only_once_r7_38(cast, as_user, draft, who):
    client = as_user(getattr(cast, who))
    chosen(client, draft)
    assert circulate(client, draft, note="As agreed on Monday.").status_code == 200
    draft.refresh_from_db()
    assert draft.state == S.IN_CLEARANCE
    letter = sent("clearance_asked").get(address=cast.temir.person.email)
    assert "As agreed on Monday." in letter.text
    assert "Please look at paragraph 2." in letter.text
    assert "has to answer expressly" in letter.text
    assert moment(round_of(draft).ends_at) in letter.text
    count = sent("clearance_asked").count()
    tasks.tell_of(draft.pk)
    assert sent("clearance_asked").count() == count
    # What was kept from the form is gone, and the page leads back to the statement.
    assert client.get(address("clearance_letters", draft)).url == draft.get_absolute_url()


def test_haste_without_a_reason_is_refused_on_the_form_and_loses_nothing(cast, as_user, draft):
    page = chosen(as_user(cast.aizada), draft, hours="24")
    assert "Say why it is urgent" in page.content.decode()
    assert "Please look at paragraph 2." in page.content.decode()


def test_who_goes_back_from_the_letters_finds_the_form_as_it_was(cast, as_user, draft):
    client = as_user(cast.aizada)
    chosen(client, draft, hours="96")
    html = client.get(address("clearance_request", draft)).content.decode()
    assert 'value="96"' in html
    assert "Please look at paragraph 2." in html


def test_members_without_anybody_and_languages_without_a_text_are_named_r10_55(cast, as_user):
    members.ParticipationFactory(organisation=members.OrganisationFactory(acronym="UNEP"), part="member")
    draft = spoken.begun(cast)
    spoken.write(cast, draft, "en")
    client = as_user(cast.aizada)
    chosen(client, draft)
    html = client.get(address("clearance_letters", draft)).content.decode()
    assert "they get no letter: UNEP" in html
    assert "The text is not there yet in: Kyrgyz, Russian" in html or "Russian, Kyrgyz" in html


def test_the_focal_point_is_told_that_an_alternate_answered_the_clearance_r2_5(cast):
    ConfirmationWish.objects.create(organisation=cast.orgs.unicef, by=cast.aiko.person)
    statement = spoken.asked(cast)
    given = clearance.clear(statement, by=cast.jyldyz, organisation=cast.orgs.unicef, kind=K.CLEARED)
    for _again in range(2):
        tasks.tell_of(statement.pk)
    letter = sent("clearance_confirmation").get()
    assert letter.address == cast.aiko.person.email
    assert cast.jyldyz.name in letter.text
    assert moment(round_of(statement).ends_at) in letter.subject
    clearance.confirm_clearance(statement, by=cast.aiko, given=given)
    tasks.tell_of(statement.pk)
    assert sent("clearance_confirmation").count() == 1


def test_without_the_wish_of_the_focal_point_nothing_waits_and_nobody_is_written_to_r2_5(cast):
    statement = spoken.asked(cast)
    clearance.clear(statement, by=cast.jyldyz, organisation=cast.orgs.unicef, kind=K.CLEARED)
    tasks.tell_of(statement.pk)
    assert not sent("clearance_confirmation").exists()


def test_all_members_are_told_of_a_publication_once_with_the_sealed_pdf_r7_40(cast):
    cast.temir.language = "ru"
    cast.temir.save()
    out = published(cast, languages=("en", "ru"))
    for _again in range(2):
        tasks.keep_statements()
    letters = sent("statement_published")
    assert {one.address for one in letters} == {one.address for one in recipients_of_members()}
    assert letters.count() == len(recipients_of_members())
    mine = letters.get(address=cast.temir.person.email)
    assert spoken.WORDS["ru"][0] in mine.text
    assert out.in_("ru").get_absolute_url() in mine.text
    assert [one.sha256 for one in mine.attachments.all()] == [out.pdf.sha256]
    assert cast.kubanych.person.email not in {one.address for one in letters}


def test_under_embargo_no_letter_of_publication_leaves_and_at_its_end_it_does_r7_40(cast):
    statement = embargoed(cast, languages=("en",))
    tasks.keep_statements()
    assert not sent("statement_published").exists()
    with time_machine.travel(statement.embargo_until, tick=False):
        publish_after_embargo()
        tasks.keep_statements()
    assert sent("statement_published").exists()


def test_what_was_retracted_or_came_out_long_ago_is_not_told_as_news(cast):
    out = published(cast, languages=("en", "ru"))
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        tasks.tell_of(out.statement_id)
    statement = Statement.objects.get(pk=out.statement_id)
    words = dict.fromkeys(("en", "ru"), "We do not stand by it.")
    correcting.retract(statement, by=cast.tomas, words=words)
    tasks.tell_of(statement.pk)
    assert not sent("statement_published").exists()


def test_publishing_on_its_page_lets_the_letters_leave(cast, as_user, django_capture_on_commit_callbacks):
    statement = spoken.signed(cast, languages=("en",))
    with django_capture_on_commit_callbacks() as callbacks:
        as_user(cast.aizada).post(reverse("publishing:publish", args=[statement.slug]))
    statement.refresh_from_db()
    assert statement.state == S.PUBLISHED
    assert callbacks
    assert publishing.due_to_be_published().count() == 0
