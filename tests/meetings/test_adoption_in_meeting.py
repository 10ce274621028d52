"""A decision in the room: each condition with its value, positions, no consensus, adoption (RULES R3.12)."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from decisions.models import Decision, Round
from decisions.states import AnswerKind, DecisionState, RoundState, StateConcern
from decisions.workflow import answers
from decisions.workflow import decisions as life
from decisions.workflow.proposing import write_down
from foundation.core.workflow import NotPermitted, Refused
from meetings.states import ItemKind, MeetingState
from meetings.workflow import minutes as minutes_life
from meetings.workflow import notes, room_decisions
from meetings.workflow.adoption_checks import checks_at
from tests.factories.meetings import AgendaItemFactory, AgendaRevisionFactory, MeetingFactory, in_days
from tests.meetings.held import a_held_meeting
from unmn.demo.clock import frozen

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast):
    """A held meeting with an item for decision, whose text the members had ten days before."""
    # A running portal has these in mind; asked one by one in a request they look like an N+1.
    ContentType.objects.get_for_models(*apps.get_models())
    meeting = a_held_meeting(cast)
    decision = write_down(
        by=cast.temir, proposer=cast.orgs.fao, title="Data sheet", text="The Network adopts the data sheet.",
        concern=StateConcern.NO,
    )  # fmt: skip
    item = AgendaItemFactory(meeting=meeting, title="Data", kind=ItemKind.DECISION, decision=decision)
    AgendaRevisionFactory(meeting=meeting, items=[item])
    life.propose(decision, by=cast.temir)
    return meeting, decision


@pytest.fixture
def placed(cast, here):
    meeting, decision = here
    with frozen(in_days(-15)):
        life.place_on_agenda(decision, by=cast.aizada)
    return meeting, decision


def values(meeting, decision):
    return [check["is_met"] for check in checks_at(meeting, decision)]


def test_r3_12_each_condition_is_shown_with_its_value(cast, as_user, placed):
    meeting, decision = placed
    page = as_user(cast.tomas).get(reverse("meetings:room_decision", args=[meeting.slug, decision.pk]))
    said = page.content.decode()
    for sentence in (
        "members are represented", "stands on the agenda “for decision”", "was circulated before the meeting",
        "The text is the one circulated on", "No objection stands.", "It is not of concern to the state.",
    ):  # fmt: skip
        assert sentence in said
    assert all(values(meeting, decision))


def test_r3_12_a_co_chair_declares_and_the_minutes_have_it(cast, as_user, placed):
    meeting, decision = placed
    address = reverse("meetings:room_decision_move", args=[meeting.slug, decision.pk, "declare"])
    assert as_user(cast.aizada).post(address, {}).status_code == 403
    assert as_user(cast.ingrid).post(address, {}).status_code == 302
    decision.refresh_from_db()
    assert decision.is_taken
    assert list(minutes_life.decisions_of(meeting.record)) == [decision]


def test_r3_12_a_text_changed_since_it_was_circulated_needs_a_reason(cast, placed):
    meeting, decision = placed
    life.amend_for_meeting(decision, by=cast.aizada, text="The Network adopts the revised data sheet.")
    assert values(meeting, decision)[3] is False
    with pytest.raises(Refused, match="was changed since"):
        room_decisions.declare_here(meeting, by=cast.ingrid, decision=decision)
    room_decisions.declare_here(
        meeting, by=cast.ingrid, decision=decision, reason="Read out twice in the room."
    )
    assert decision.is_taken


def test_r3_12_no_reason_goes_round_a_standing_objection(cast, as_user, placed):
    meeting, decision = placed
    answers.answer(
        life.live_round(decision),
        by=cast.aiko,
        organisation=cast.orgs.unicef,
        kind=AnswerKind.OBJECTION,
        words="No data.",
    )
    with pytest.raises(Refused, match="UNICEF"):
        room_decisions.declare_here(meeting, by=cast.ingrid, decision=decision, reason="All the same.")
    page = as_user(cast.ingrid).get(reverse("meetings:room_decision", args=[meeting.slug, decision.pk]))
    assert "Declare adopted" not in page.content.decode()


def test_r5_26_what_concerns_the_state_is_agreed_and_waits(cast, here):
    meeting, decision = here
    Decision.objects.filter(pk=decision.pk).update(concerns_state=StateConcern.YES)
    decision.refresh_from_db()
    room_decisions.declare_here(meeting, by=cast.ingrid, decision=decision, reason="Circulated by hand.")
    assert decision.state == DecisionState.AWAITING_STATE


def test_positions_from_the_room_are_recorded_with_who_said_them(cast, as_user, placed):
    meeting, decision = placed
    address = reverse("meetings:room_decision_move", args=[meeting.slug, decision.pk, "position"])
    words = {
        "organisation": cast.orgs.unicef.pk, "person": cast.aiko.person.pk, "kind": "reservation", "words": "Not ages.",
    }  # fmt: skip
    assert as_user(cast.tomas).post(address, words).status_code == 403
    assert as_user(cast.pavel).post(address, words).status_code == 302
    said = life.live_round(decision).seats.get(organisation=cast.orgs.unicef).standing
    assert (said.kind, said.channel, said.by, said.recorded_by) == (
        AnswerKind.RESERVATION, "room", cast.aiko.person, cast.pavel,
    )  # fmt: skip


def test_nobody_speaks_in_the_room_for_a_member_that_it_does_not_represent(cast, as_user, placed):
    meeting, decision = placed
    address = reverse("meetings:room_decision_move", args=[meeting.slug, decision.pk, "position"])
    page = as_user(cast.pavel).post(address, {
        "organisation": cast.orgs.unicef.pk, "person": cast.temir.person.pk, "kind": "objection", "words": "Kept words",
    })  # fmt: skip
    assert page.status_code == 422
    assert "Kept words" in page.content.decode()


def test_r4_24_no_consensus_in_the_room_bars_silence_on_this_text(cast, placed):
    meeting, decision = placed
    room_decisions.no_consensus_here(meeting, by=cast.aizada, decision=decision, reason="UNHCR disagrees.")
    assert decision.state == DecisionState.OBJECTION_RAISED
    assert Round.objects.get(decision=decision).state == RoundState.BROKEN


def test_absent_members_are_asked_by_silence(cast, placed):
    meeting, decision = placed
    room_decisions.confirm_by_silence(meeting, by=cast.tomas, decision=decision)
    assert life.live_round(decision).is_silence


def test_nothing_is_decided_before_the_meeting_begins(cast, here):
    _held, decision = here
    coming = MeetingFactory(number=99, state=MeetingState.CONVENED)
    AgendaItemFactory(meeting=coming, title="Data", kind=ItemKind.DECISION, decision=decision)
    with pytest.raises(Refused, match="has not begun"):
        room_decisions.declare_here(coming, by=cast.ingrid, decision=decision)


@pytest.mark.parametrize("who", ["aiko", "temir", "kwame", "kubanych"])
def test_the_rooms_page_is_for_secretariat_and_co_chairs(cast, as_user, placed, who):
    meeting, decision = placed
    code = (
        as_user(getattr(cast, who))
        .get(reverse("meetings:room_decision", args=[meeting.slug, decision.pk]))
        .status_code
    )
    assert code in (403, 404)


def test_members_do_not_declare(cast, placed):
    meeting, decision = placed
    with pytest.raises(NotPermitted):
        room_decisions.declare_here(meeting, by=cast.aiko, decision=decision)


def test_minutes_with_a_decision_that_somebody_objects_to_say_so_and_do_not_crash(cast, placed):
    meeting, decision = placed
    room_decisions.take_into_minutes(meeting, by=cast.aizada, decision=decision)
    minutes = meeting.record
    entry = minutes.entries.get()
    notes.write_notes(
        entry, by=cast.aizada, html="<p>FAO presented the data sheet.</p>", version=entry.version
    )
    minutes_life.send_for_review(minutes, by=cast.aizada)
    answers.answer(
        life.live_round(decision),
        by=cast.aiko,
        organisation=cast.orgs.unicef,
        kind=AnswerKind.OBJECTION,
        words="No.",
    )
    assert any("UNICEF has an objection" in str(said) for said in minutes_life.is_not_settled(minutes))


def test_a_decision_of_the_agenda_leaves_the_draft_minutes_but_not_the_record(cast, placed):
    meeting, decision = placed
    room_decisions.take_into_minutes(meeting, by=cast.aizada, decision=decision)
    notes.remove_from_draft(meeting.record.entries.get(), by=cast.aizada, decision=decision)
    assert Decision.objects.filter(pk=decision.pk).exists()
    assert not minutes_life.decisions_of(meeting.record).exists()
