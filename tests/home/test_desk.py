"""What awaits me, what comes, what changed (RULES R10.60)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.circulation.states import DeliveryState
from meetings.states import Answer, ItemState, MeetingState, MinutesState
from meetings.workflow.meeting import convene
from members.calendar import close_of_business
from members.workflow import confirm_entry
from tests.factories.circulation import DeliveryFactory
from tests.factories.decisions import ActionPointFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    GuestFactory,
    MeetingFactory,
    MinutesFactory,
    ReplyFactory,
    in_days,
)
from tests.factories.review import ParagraphFactory, ProposalFactory, TextFactory, VersionFactory
from unmn.home.awaiting import what_awaits
from unmn.home.news import what_changed, what_comes


def titles(user):
    return [waiting.title for waiting in what_awaits(user)]


@pytest.fixture
def confirmed(cast):
    """The entries of all members are confirmed, so that they do not await anybody."""
    for user in (cast.aiko, cast.temir, cast.leila, cast.chiara, cast.nurzat):
        confirm_entry(user.person.organisation, by=user)
    return cast


def test_a_focal_point_is_asked_who_attends_until_its_organisation_answered(confirmed):
    meeting = MeetingFactory(state=MeetingState.CONVENED, title="Seventh quarterly meeting")
    asked = ["Say who attends: Seventh quarterly meeting"]
    assert titles(confirmed.aiko) == asked
    assert titles(confirmed.jyldyz) == asked
    ReplyFactory(meeting=meeting, organisation=confirmed.orgs.unicef, answer=Answer.APOLOGY)
    assert titles(confirmed.aiko) == []
    assert titles(confirmed.temir) == asked


def test_a_meeting_in_preparation_asks_nobody(confirmed):
    MeetingFactory(state=MeetingState.DRAFT)
    assert titles(confirmed.aiko) == []


def test_an_outsider_is_asked_only_where_it_is_invited(confirmed):
    meeting = MeetingFactory(state=MeetingState.CONVENED, title="Seventh quarterly meeting")
    assert titles(confirmed.kubanych) == []
    GuestFactory(meeting=meeting, organisation=confirmed.orgs.sms)
    assert titles(confirmed.kubanych) == ["Say who attends: Seventh quarterly meeting"]
    assert titles(confirmed.anara) == []


def _minutes(state, **fields):
    version = VersionFactory(text=TextFactory())
    meeting = MeetingFactory(
        state=MeetingState.HELD,
        title="Annual Network Meeting",
        starts_at=in_days(-11),
        ends_at=in_days(-11, 12),
    )
    return MinutesFactory(
        meeting=meeting, state=state, text=version.text, review_ends=close_of_business(timezone.localdate()),
        **fields,
    ), version  # fmt: skip


def test_members_read_draft_minutes_until_the_deadline(confirmed, time_machine):
    time_machine.move_to(close_of_business(timezone.localdate()) - timedelta(hours=1))
    _minutes_row, _version = _minutes(MinutesState.IN_REVIEW)
    assert titles(confirmed.aiko) == ["Read the draft minutes: Annual Network Meeting"]
    assert titles(confirmed.kwame) == []
    assert titles(confirmed.kubanych) == []
    time_machine.shift(timedelta(hours=2))
    assert titles(confirmed.aiko) == []


def test_a_co_chair_is_asked_to_approve_and_only_for_the_own_office(confirmed):
    minutes, version = _minutes(MinutesState.REVIEWED)
    wanted = "Approve the minutes: Annual Network Meeting"
    assert wanted in titles(confirmed.ingrid)
    assert wanted in titles(confirmed.tomas)
    assert wanted not in titles(confirmed.aizada)
    minutes.approvals.create(
        office="co-chair-rc", person=confirmed.ingrid.person, text_hash=version.text_hash
    )
    assert wanted not in titles(confirmed.ingrid)
    assert wanted in titles(confirmed.tomas)


def test_action_points_await_their_owner_when_they_are_overdue_or_due_soon(confirmed):
    today = timezone.localdate()
    for days in (-3, 14, 15):
        ActionPointFactory(
            text=f"due in {days}", owner=confirmed.orgs.unicef, due_on=today + timedelta(days=days)
        )
    ActionPointFactory(text="of another", owner=confirmed.orgs.fao, due_on=today)
    assert titles(confirmed.aiko) == ["due in -3", "due in 14"]
    assert what_awaits(confirmed.aiko)[0].is_late


def test_an_entry_awaits_confirmation_after_a_quarter(cast, time_machine):
    time_machine.move_to(timezone.now())
    assert titles(cast.aiko) == ["Confirm the entry of UNICEF"]
    confirm_entry(cast.orgs.unicef, by=cast.aiko)
    assert titles(cast.aiko) == []
    time_machine.shift(timedelta(days=91))
    assert titles(cast.aiko) == ["Confirm the entry of UNICEF"]


def test_the_secretariat_sees_proposals_failures_and_what_is_due(confirmed):
    meeting = MeetingFactory(state=MeetingState.CONVENED, title="Seventh quarterly meeting")
    AgendaItemFactory(
        meeting=meeting, state=ItemState.PROPOSED, title="Rural return", proposed_by=confirmed.orgs.fao
    )
    DeliveryFactory(state=DeliveryState.FAILED, server_said="550 User unknown")
    _minutes_row, version = _minutes(MinutesState.IN_REVIEW)
    ProposalFactory(paragraph=ParagraphFactory(version=version))
    found = titles(confirmed.aizada)
    assert found[0] == "1 message could not be delivered"
    assert "FAO proposes an item: Rural return" in found
    assert "1 proposed wording waits for an answer" in found
    assert titles(confirmed.kwame) == []


def test_what_comes_and_what_changed_show_only_what_the_reader_may_see(confirmed):
    open_one = MeetingFactory(title="Open to members", starts_at=in_days(10), ends_at=in_days(10, 12))
    convene(open_one, by=confirmed.aizada)
    MeetingFactory(title="Still a secret", starts_at=in_days(12), ends_at=in_days(12, 12))
    assert [str(one) for one in what_comes(confirmed.aiko)] == ["Open to members"]
    assert [str(one) for one in what_comes(confirmed.aizada)] == ["Open to members", "Still a secret"]
    assert what_comes(confirmed.kubanych) == []
    assert [change.about for change in what_changed(confirmed.aiko)] == ["Open to members"]
    assert what_changed(confirmed.kubanych) == []


@pytest.mark.parametrize("name", ["aizada", "ingrid", "aiko", "jyldyz", "kwame", "kubanych", "anara"])
def test_everybody_has_a_desk(cast, as_user, name):
    MeetingFactory(state=MeetingState.CONVENED)
    ActionPointFactory(owner=cast.orgs.sms, due_on=timezone.localdate())
    response = as_user(getattr(cast, name)).get(reverse("home:home"))
    assert response.status_code == 200
    assert response.templates[0].name == "home/desk.html"


@pytest.mark.parametrize("name", ["public", "stranger", "hans"])
def test_who_has_no_part_in_the_network_reads_the_public_front(cast, as_user, name):
    MeetingFactory(state=MeetingState.CONVENED, title="An internal title")
    response = as_user(getattr(cast, name)).get(reverse("home:home"))
    page = response.content.decode()
    assert "Eleven objectives" in page
    assert "United Nations Children" in page
    assert "An internal title" not in page
    assert "Aizada" not in page
    assert ("has no part in the Network today" in page) is (name == "stranger")


def test_the_front_speaks_the_readers_language(cast, client):
    client.cookies["django_language"] = "ru"
    page = client.get(reverse("home:home")).content.decode()
    assert "Нормы, права и подотчетность" in page
