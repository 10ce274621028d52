"""The checklist, late papers, extraordinary meetings, and the annual one (RULES R6.30, R6.35, R10.52)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from foundation.core.workflow import NotPermitted, Refused
from meetings import letters
from meetings.models import AgendaItem, MeetingRequest, Paper
from meetings.states import ItemKind, LeaveState, MeetingKind, MeetingState, RequestState
from meetings.workflow import agenda, late_papers, requests
from meetings.workflow import meeting as life
from meetings.workflow.backlog import recommend
from meetings.workflow.circulated import issue_agenda
from meetings.workflow.offers import offered_to
from meetings.workflow.planning import checklist
from members.calendar import working_day_after
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, PaperFactory, in_days
from unmn.home.awaiting import what_awaits

pytestmark = pytest.mark.django_db


def titles(user):
    return [waiting.title for waiting in what_awaits(user)]


@pytest.fixture
def soon(cast):
    """A convened meeting so near that its papers date has passed."""
    return MeetingFactory(number=1, state=MeetingState.CONVENED, starts_at=in_days(2), ends_at=in_days(2, 12))


@pytest.fixture
def late(cast, soon):
    return PaperFactory(item=AgendaItemFactory(meeting=soon), title="Late figures", added_by=cast.aizada)


def test_the_checklist_ends_with_the_approved_minutes(cast, soon):
    assert [step.name for step in checklist(soon)] == [
        "notice", "call", "draft", "papers", "final", "minutes", "comments", "approved",
    ]  # fmt: skip
    assert checklist(soon)[0].is_late


def test_nothing_is_due_before_the_shorter_notice_of_an_extraordinary_meeting(cast):
    meeting = MeetingFactory(kind=MeetingKind.EXTRAORDINARY, slug="em-1")
    dues = {step.name: step.due for step in checklist(meeting)}
    assert dues["notice"] == dues["call"] == dues["draft"] == dues["papers"]
    assert dues["final"] > dues["papers"]


def test_a_late_paper_stops_the_agenda_until_a_co_chair_gives_leave(cast, soon, late):
    remarks = letters.agenda_letters(soon, "final")[0].remarks()
    assert [one.level for one in remarks if "Late figures" in one.sentence] == ["stop"]
    with pytest.raises(Refused, match="ask a co-chair for leave"):
        issue_agenda(soon, by=cast.aizada, edition="final")
    leave = late_papers.ask_leave(late, by=cast.aizada, reason="The census came today")
    with pytest.raises(Refused, match="waits for a co-chair"):
        issue_agenda(soon, by=cast.aizada, edition="final")
    with pytest.raises(NotPermitted):
        late_papers.grant_leave(leave, by=cast.aizada)
    late_papers.grant_leave(leave, by=cast.ingrid)
    revision = issue_agenda(soon, by=cast.aizada, edition="final")
    assert revision.snapshot["items"][0]["papers"][0]["is_late"] is True
    remarks = letters.agenda_letters(soon, "revised")[0].remarks()
    assert [one.level for one in remarks if "Late figures" in one.sentence] == ["note"]


def test_leave_is_refused_with_a_reason_and_asked_again_with_another(cast, soon, late):
    leave = late_papers.ask_leave(late, by=cast.aizada, reason="The census came today")
    with pytest.raises(Refused, match="Say why"):
        late_papers.refuse_leave(leave, by=cast.tomas, reason="")
    late_papers.refuse_leave(leave, by=cast.tomas, reason="Nobody can read it in a day")
    with pytest.raises(Refused, match="refused leave: take it off"):
        issue_agenda(soon, by=cast.aizada, edition="final")
    late_papers.ask_leave(late, by=cast.aizada, reason="It is one page now")
    leave.refresh_from_db()
    assert (leave.state, leave.answer, leave.answered_at) == (LeaveState.ASKED, "", None)


def test_a_paper_that_came_in_time_needs_no_leave(cast, soon, late):
    Paper.objects.filter(pk=late.pk).update(added_at=timezone.now() - timedelta(days=30))
    with pytest.raises(Refused, match="needs no leave"):
        late_papers.ask_leave(late, by=cast.aizada, reason="Just in case")
    assert late_papers.needs_leave(soon) == []


def test_the_request_for_leave_stands_on_the_pages_of_those_who_act(cast, as_user, soon, late):
    assert "Late paper: Late figures" in titles(cast.aizada)
    url = reverse("meetings:paper_leave", args=[soon.slug, late.pk])
    as_user(cast.aizada).post(url, {"reason": "The census came today"})
    assert "Late paper: Late figures" in titles(cast.ingrid)
    assert "Late paper: Late figures" not in titles(cast.aizada)
    client = as_user(cast.ingrid)
    assert "The census came today" in client.get(url).text
    client.post(reverse("meetings:paper_leave_refuse", args=[soon.slug, late.pk]), {"reason": "Too long"})
    assert "Too long" in as_user(cast.aizada).get(url).text


def test_a_request_shows_until_it_is_planned_and_its_items_come_onto_the_agenda(cast, as_user):
    client = as_user(cast.temir)
    client.post(reverse("meetings:request_new"), {
        "organisation": cast.orgs.fao.pk, "reason": "The border is closed", "items": "Border\n\nSeeds",
    })  # fmt: skip
    asked = MeetingRequest.objects.get()
    sentence = "FAO asks for an extraordinary meeting"
    assert all(sentence in titles(user) for user in (cast.temir, cast.aizada, cast.ingrid))
    as_user(cast.ingrid).post(reverse("meetings:request_accept", args=[asked.pk]))
    assert sentence not in titles(cast.temir)
    assert sentence in titles(cast.aizada)
    day = working_day_after(timezone.localdate(), 5)
    page = as_user(cast.aizada).get(reverse("meetings:request_plan", args=[asked.pk])).text
    assert day.isoformat() in page
    made = requests.plan_requested_meeting(
        asked, by=cast.aizada, title="Extraordinary", starts_at=in_days(20), ends_at=in_days(20, 12)
    )
    assert [item.title for item in made.items.on_agenda()] == ["Border", "Seeds"]
    assert (made.kind, made.requested_by) == (MeetingKind.EXTRAORDINARY, cast.orgs.fao)
    assert sentence not in titles(cast.aizada)


def test_a_request_is_declined_with_a_reason_by_a_co_chair_only(cast):
    asked = requests.ask_for_meeting(by=cast.temir, organisation=cast.orgs.fao, reason="Why", items="One")
    with pytest.raises(NotPermitted):
        requests.decline_request(asked, by=cast.aizada, reason="No")
    with pytest.raises(Refused, match="Say why"):
        requests.decline_request(asked, by=cast.ingrid, reason=" ")
    requests.decline_request(asked, by=cast.ingrid, reason="The quarterly meeting is next week")
    assert asked.state == RequestState.DECLINED
    again = requests.ask_for_meeting(by=cast.temir, organisation=cast.orgs.fao, reason="Why", items="One")
    with pytest.raises(Refused, match="waits for the co-chairs already"):
        requests.ask_for_meeting(by=cast.temir, organisation=cast.orgs.fao, reason="Why", items="One")
    requests.withdraw_request(again, by=cast.temir)


def test_less_than_five_working_days_of_notice_need_both_co_chairs(cast, as_user):
    meeting = MeetingFactory(
        kind=MeetingKind.EXTRAORDINARY, number=1, slug="em-1", starts_at=in_days(2), ends_at=in_days(2, 12)
    )
    with pytest.raises(Refused, match="shorter than 5 working days"):
        life.convene(meeting, by=cast.aizada)
    url = reverse("meetings:meeting_short_notice", args=[meeting.slug])
    assert "Agree to the short notice" in as_user(cast.ingrid).get(meeting.get_absolute_url()).text
    as_user(cast.ingrid).post(url)
    with pytest.raises(Refused, match="shorter than 5 working days"):
        life.convene(meeting, by=cast.aizada)
    requests.agree_to_short_notice(meeting, by=cast.tomas)
    life.convene(meeting, by=cast.aizada)
    assert meeting.state == MeetingState.CONVENED


def test_notice_that_is_long_enough_needs_nobody(cast):
    meeting = MeetingFactory(kind=MeetingKind.EXTRAORDINARY, number=1, slug="em-1")
    with pytest.raises(Refused, match="long enough"):
        requests.agree_to_short_notice(meeting, by=cast.tomas)
    life.convene(meeting, by=cast.aizada)


def test_the_annual_meeting_takes_no_decisions(cast):
    annual = MeetingFactory(kind=MeetingKind.ANNUAL, number=1, slug="anm-1")
    with pytest.raises(Refused, match="takes no decisions"):
        agenda.add_item(annual, by=cast.aizada, title="Decide", kind=ItemKind.DECISION)
    item = agenda.add_item(annual, by=cast.aizada, title="Discuss", kind=ItemKind.DISCUSSION)
    with pytest.raises(Refused, match="takes no decisions"):
        agenda.edit_item(item, by=cast.aizada, expected=1, kind=ItemKind.DECISION)
    with pytest.raises(DatabaseError, match="takes no decisions"), transaction.atomic():
        AgendaItem.objects.filter(pk=item.pk).update(kind=ItemKind.DECISION)
    agenda.remove_item(item, by=cast.aizada)
    agenda.add_standing_items(annual, by=cast.aizada)


def test_recommendations_of_the_annual_meeting_are_offered_to_the_next_quarterly_one(cast, as_user):
    annual = MeetingFactory(
        kind=MeetingKind.ANNUAL, number=1, slug="anm-1", title="Annual", state=MeetingState.HELD,
        starts_at=in_days(-9), ends_at=in_days(-9, 12),
    )  # fmt: skip
    quarterly = MeetingFactory(number=2)
    other = MeetingFactory(
        kind=MeetingKind.EXTRAORDINARY, number=1, slug="em-1", starts_at=in_days(9), ends_at=in_days(9, 12)
    )
    as_user(cast.aizada).post(
        reverse("meetings:meeting_recommend", args=[annual.slug]), {"title": "One entry point"}
    )
    found = [(offer.title, offer.note) for offer in offered_to(quarterly)]
    assert ("One entry point", "Annual") in found
    assert "One entry point" not in [offer.title for offer in offered_to(other)]
    with pytest.raises(Refused, match="Only the Annual"):
        recommend(MeetingFactory(number=3, state=MeetingState.HELD), by=cast.aizada, title="No")


def test_a_meeting_that_moved_is_told_anew_before_the_invitation_counts_as_done(cast, soon):
    def is_told():
        return next(step for step in checklist(soon) if step.name == "notice").is_done

    AgendaItemFactory(meeting=soon)
    issue_agenda(soon, by=cast.aizada, edition="draft")
    assert is_told()
    life.postpone(
        soon, by=cast.aizada, reason="The UNCT moved.", starts_at=in_days(9), ends_at=in_days(9, 12)
    )
    soon.refresh_from_db()
    assert not is_told()
    letters.circulate_letter(letters.letter_of("invitation", soon), by=cast.aizada)
    assert is_told()
