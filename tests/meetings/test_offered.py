"""What the agenda editor offers, the backlog, carry-over, templates, and matters arising (RULES R10.58)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from decisions.workflow.action_points import mark_done, record_action_point, report_progress
from foundation.core.workflow import NotPermitted, Refused
from meetings.models import AgendaItem, BacklogItem
from meetings.states import BacklogState, Generated, ItemState, MeetingKind, MeetingState
from meetings.workflow import agenda, backlog, templates
from meetings.workflow import meeting as life
from meetings.workflow.circulated import issue_agenda, lines_of
from meetings.workflow.matters import matters_arising
from meetings.workflow.offers import offered_to, take_offer
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, MinutesFactory, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast):
    return MeetingFactory(
        number=1,
        title="QM one",
        title_ru="КВ один",
        state=MeetingState.HELD,
        starts_at=in_days(-30),
        ends_at=in_days(-30, 12),
    )


@pytest.fixture
def coming(cast, held):
    return MeetingFactory(number=2, title="QM two", state=MeetingState.CONVENED)


def keys(meeting):
    return [offer.key for offer in offered_to(meeting)]


def test_a_member_proposes_to_the_backlog_and_any_agenda_takes_it_once(cast, coming):
    waiting = backlog.propose_to_backlog(by=cast.temir, organisation=cast.orgs.fao, title="Seasonal work")
    later = MeetingFactory(number=3, starts_at=in_days(90), ends_at=in_days(90, 12))
    key = f"backlog-{waiting.pk}"
    assert key in keys(coming)
    assert key in keys(later)
    item = take_offer(coming, by=cast.aizada, key=key)
    assert (item.title, item.proposed_by, list(item.presenters.all())) == (
        "Seasonal work", cast.orgs.fao, [cast.temir.person],
    )  # fmt: skip
    assert key not in keys(coming)
    assert key not in keys(later)
    with pytest.raises(Refused, match="not offered any more"):
        take_offer(later, by=cast.pavel, key=key)
    agenda.remove_item(item, by=cast.aizada)
    assert key in keys(later)


def test_nobody_proposes_for_an_organisation_that_it_does_not_represent(cast):
    with pytest.raises(Refused, match="only for an organisation that you represent"):
        backlog.propose_to_backlog(by=cast.temir, organisation=cast.orgs.unicef, title="Not mine")
    with pytest.raises(NotPermitted):
        backlog.propose_to_backlog(by=cast.kubanych, organisation=None, title="From outside")


def test_an_item_declined_has_a_reason_and_can_be_offered_again(cast, coming):
    waiting = backlog.propose_to_backlog(by=cast.temir, organisation=cast.orgs.fao, title="Seasonal work")
    with pytest.raises(Refused, match="Say why"):
        backlog.decline_backlog_item(waiting, by=cast.aizada, reason=" ")
    backlog.decline_backlog_item(waiting, by=cast.aizada, reason="Dealt with in the working group")
    assert f"backlog-{waiting.pk}" not in keys(coming)
    backlog.reopen_backlog_item(waiting, by=cast.aizada)
    assert f"backlog-{waiting.pk}" in keys(coming)


def test_what_stands_on_an_agenda_is_neither_declined_nor_withdrawn(cast, coming):
    waiting = backlog.propose_to_backlog(by=cast.temir, organisation=cast.orgs.fao, title="Seasonal work")
    take_offer(coming, by=cast.aizada, key=f"backlog-{waiting.pk}")
    for move, words in (
        (backlog.decline_backlog_item, {"reason": "No"}), (backlog.withdraw_backlog_item, {}),
    ):  # fmt: skip
        with pytest.raises(Refused, match="stands on an agenda"):
            move(waiting, by=cast.aizada, **words)


def test_an_unfinished_item_follows_the_next_meeting_whatever_its_date_becomes(cast, held, coming):
    item = AgendaItemFactory(meeting=held, title="Referral pathway", minutes=25)
    carried = backlog.carry_over(item, by=cast.aizada)
    assert f"backlog-{carried.pk}" in keys(coming)
    taken = take_offer(coming, by=cast.aizada, key=f"backlog-{carried.pk}")
    assert taken.minutes == 25
    life.postpone(coming, by=cast.aizada, reason="Snow", starts_at=in_days(60), ends_at=in_days(60, 12))
    assert f"backlog-{carried.pk}" not in keys(coming)
    life.cancel(coming, by=cast.aizada, reason="No room")
    other = MeetingFactory(number=4, starts_at=in_days(70), ends_at=in_days(70, 12))
    assert f"backlog-{carried.pk}" in keys(other)


def test_carrying_over_waits_for_the_meeting_and_can_be_undone(cast, held, coming):
    with pytest.raises(Refused, match="once the meeting has begun"):
        backlog.carry_over(AgendaItemFactory(meeting=coming), by=cast.aizada)
    item = AgendaItemFactory(meeting=held)
    carried = backlog.carry_over(item, by=cast.aizada)
    backlog.take_back_carry_over(item, by=cast.aizada)
    carried.refresh_from_db()
    assert carried.state == BacklogState.WITHDRAWN
    assert backlog.carry_over(item, by=cast.aizada) == carried
    assert BacklogItem.objects.get().state == BacklogState.OPEN


def test_the_minutes_of_the_previous_meeting_come_back_by_themselves(cast, held, coming):
    MinutesFactory(meeting=held)
    item = take_offer(coming, by=cast.aizada, key=f"minutes-{held.pk}")
    assert (item.title, item.minutes_of, item.generated) == (
        "Minutes of the previous meeting: QM one", held, Generated.PREVIOUS_MINUTES,
    )  # fmt: skip
    assert item.title_ru.endswith("КВ один")
    assert f"minutes-{held.pk}" not in keys(coming)
    assert f"minutes-{held.pk}" not in keys(
        MeetingFactory(number=3, starts_at=in_days(90), ends_at=in_days(90, 12))
    )


def test_matters_arising_tell_what_is_open_and_what_changed_by_organisation(cast, held, coming):
    owed = record_action_point(
        by=cast.aizada, text="Send the figures", owner=cast.orgs.unicef, due_on=timezone.localdate()
    )
    report_progress(owed, by=cast.aiko, progress="Half of them are sent")
    done = record_action_point(by=cast.aizada, text="Name a focal point", owner=cast.orgs.fao)
    mark_done(done, by=cast.temir, evidence="Letter of 3 May")
    found = matters_arising(coming)
    lines = {group["organisation"]["acronym"]: group["lines"] for group in found["groups"]}
    assert lines["UNICEF"][0]["news"] == ["decisions.record_action_point", "decisions.report_progress"]
    assert (lines["FAO"][0]["is_closed"], lines["FAO"][0]["progress"]) == (True, "Letter of 3 May")


def test_matters_arising_are_live_until_circulated_and_then_frozen(cast, held, coming):
    owed = record_action_point(by=cast.aizada, text="Send the figures", owner=cast.orgs.unicef)
    take_offer(coming, by=cast.aizada, key="matters")
    revision = issue_agenda(coming, by=cast.aizada, edition="draft")
    report_progress(owed, by=cast.aiko, progress="All are sent")
    revision.refresh_from_db()
    line = lines_of(revision)[0]
    assert line["matters"][0]["heading"] == "UNICEF"
    assert line["matters"][0]["lines"][0]["progress"] == ""
    second = issue_agenda(coming, by=cast.aizada, edition="revised")
    assert lines_of(second)[0]["matters"][0]["lines"][0]["progress"] == "All are sent"
    assert [change["kind"] for change in second.changes] == ["matters"]


def test_guests_are_not_told_what_members_owe(cast, held, coming):
    record_action_point(by=cast.aizada, text="Send the figures", owner=cast.orgs.unicef)
    item = take_offer(coming, by=cast.aizada, key="matters")
    revision = issue_agenda(coming, by=cast.aizada, edition="draft")
    assert lines_of(revision, only={item.pk})[0]["matters"] == []


def test_an_agenda_begins_with_the_last_one_of_its_kind_without_what_was_for_that_meeting_only(
    cast, held, coming
):
    first = AgendaItemFactory(meeting=held, title="Opening", position=1, minutes=7)
    AgendaItemFactory(meeting=held, title="Welcome", parent=first, position=2)
    AgendaItemFactory(meeting=held, title="Once only", position=3, proposed_by=cast.orgs.fao)
    AgendaItemFactory(meeting=held, title="Minutes", position=4, generated=Generated.PREVIOUS_MINUTES)
    templates.start_from_last_agenda(coming, by=cast.aizada)
    rows = list(coming.items.on_agenda())
    assert [row.title for row in rows] == ["Opening", "Welcome", "Minutes of the previous meeting: QM one"]
    assert (rows[0].minutes, rows[1].parent, rows[2].minutes_of) == (7, rows[0], held)
    with pytest.raises(Refused, match="items on the agenda already"):
        templates.start_from_last_agenda(coming, by=cast.aizada)


def test_a_template_is_kept_edited_and_used(cast, coming):
    kept = templates.make_template(by=cast.aizada, name="Quarterly", kind=MeetingKind.QUARTERLY)
    assert kept.items.count() == 4
    rows = [
        {"title": "Welcome", "title_ru": "", "title_ky": "", "kind": "information", "minutes": 5,
         "is_sub_item": False, "generated": ""},
        {"title": "Of the chair", "title_ru": "", "title_ky": "", "kind": "information", "minutes": 5,
         "is_sub_item": True, "generated": ""},
    ]  # fmt: skip
    templates.edit_template(kept, by=cast.aizada, expected=1, name="Quarterly", kind="quarterly", items=rows)
    templates.start_from_template(coming, by=cast.aizada, template=kept)
    first, second = coming.items.on_agenda()
    assert (first.title, second.parent) == ("Welcome", first)
    with pytest.raises(Refused, match="already"):
        templates.keep_as_template(coming, by=cast.aizada, name="Quarterly")
    assert templates.keep_as_template(coming, by=cast.aizada, name="As this one").items.count() == 2


def test_the_offered_panel_adds_with_one_click_and_undoes_with_one(cast, as_user, coming):
    waiting = backlog.propose_to_backlog(by=cast.temir, organisation=cast.orgs.fao, title="Seasonal work")
    client, editor = as_user(cast.aizada), reverse("meetings:agenda_edit", args=[coming.slug])
    assert "Seasonal work" in client.get(editor).text
    answer = client.post(
        reverse("meetings:offer_take", args=[coming.slug, f"backlog-{waiting.pk}"]), follow=True
    )
    item = AgendaItem.objects.get(from_backlog=waiting)
    undo = reverse("meetings:item_remove", args=[coming.slug, item.pk])
    assert f'action="{undo}"' in answer.text
    client.post(undo)
    item.refresh_from_db()
    assert item.state == ItemState.WITHDRAWN
    assert f"backlog-{waiting.pk}" in client.get(editor).text


def test_an_empty_agenda_offers_the_templates_of_its_kind(cast, as_user, coming):
    kept = templates.make_template(by=cast.aizada, name="Our usual one", kind=MeetingKind.QUARTERLY)
    templates.make_template(by=cast.aizada, name="For the annual one", kind=MeetingKind.ANNUAL)
    client = as_user(cast.aizada)
    page = client.get(reverse("meetings:agenda_edit", args=[coming.slug])).text
    assert "Our usual one" in page
    assert "For the annual one" not in page
    client.post(reverse("meetings:agenda_start", args=[coming.slug]), {"template": kept.pk})
    assert coming.items.on_agenda().count() == 4


def test_the_page_of_a_template_saves_lines_in_the_order_of_their_places(cast, as_user):
    kept = templates.make_template(by=cast.aizada, name="Quarterly", kind=MeetingKind.QUARTERLY)
    data = {"name": "Quarterly", "kind": "quarterly", "expected": "1", "form-TOTAL_FORMS": "3",
            "form-INITIAL_FORMS": "0"}  # fmt: skip
    for at, (title, place) in enumerate((("Second", 2), ("First", 1), ("", 3))):
        data |= {f"form-{at}-title": title, f"form-{at}-place": place, f"form-{at}-kind": "discussion",
                 f"form-{at}-minutes": "10"}  # fmt: skip
    url = reverse("meetings:template", args=[kept.pk])
    assert as_user(cast.aizada).post(url, data).status_code == 302
    assert [row.title for row in kept.items.all()] == ["First", "Second"]
    stale = as_user(cast.pavel).post(url, data)
    assert "Somebody else changed this" in stale.text


def test_after_the_meeting_its_page_carries_items_over_with_one_click(cast, as_user, held, coming):
    item = AgendaItemFactory(meeting=held, title="Referral pathway")
    client = as_user(cast.aizada)
    assert "Not finished?" in client.get(held.get_absolute_url()).text
    client.post(reverse("meetings:item_carry_over", args=[held.slug, item.pk]))
    assert item.carried_over_as.state == BacklogState.OPEN
    client.post(reverse("meetings:item_carry_over_undo", args=[held.slug, item.pk]))
    assert BacklogItem.objects.get().state == BacklogState.WITHDRAWN
    assert "Not finished?" not in client.get(coming.get_absolute_url()).text


def test_the_minutes_of_the_previous_meeting_come_right_after_the_adoption_of_the_agenda(cast, held, coming):
    MinutesFactory(meeting=held)
    for title, kind in (
        ("Adoption of the agenda", "decision"),
        ("Return", "discussion"),
        ("Any other business", "discussion"),
    ):
        agenda.add_item(coming, by=cast.aizada, title=title, kind=kind, at_end=True)
    take_offer(coming, by=cast.aizada, key=f"minutes-{held.pk}")
    titles = [item.title for item in agenda.agenda_of(coming)]
    assert titles == [
        "Adoption of the agenda", "Minutes of the previous meeting: QM one", "Return", "Any other business",
    ]  # fmt: skip
