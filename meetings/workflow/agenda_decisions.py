"""Decisions on agendas: put before the members with the agenda, following their item, taken off with it.

A decision is consulted on towards a meeting from the moment the agenda leaves the office: before that nobody has
seen the item. A meeting that is postponed keeps its items, and the decision with them; when it is cancelled, or
the item removed, the decision is a proposal again and is offered to the next agenda.
"""

from django.db.models import Q

from decisions.models import Decision
from decisions.states import LIVE_ROUNDS, DecisionState, RoundMode, RoundState
from decisions.workflow import decisions
from foundation.core.workflow import THE_PORTAL
from meetings.models import AgendaItem
from meetings.states import ItemKind, ItemState, MeetingState

S = DecisionState
TO_PLACE = (S.PROPOSED, S.OBJECTION_RAISED, S.UNDER_REVISION, S.ESCALATED)
LINKABLE = (S.DRAFT, *TO_PLACE, S.DEFERRED, S.ON_AGENDA)
AHEAD = (MeetingState.DRAFT, MeetingState.CONVENED, MeetingState.POSTPONED)


def standing_items(decision):
    """The items of meetings still ahead on which it stands."""
    rows = AgendaItem.objects.filter(decision=decision, state=ItemState.ON_AGENDA, meeting__state__in=AHEAD)
    return rows.select_related("meeting")


def taken_elsewhere(item=None):
    """Decisions that cannot be linked to this item: on another agenda ahead, or in a silence procedure."""
    busy = AgendaItem.objects.filter(
        state=ItemState.ON_AGENDA, meeting__state__in=AHEAD, decision__isnull=False
    )
    if item is not None:
        busy = busy.exclude(pk=item.pk)
    silent = Decision.objects.filter(rounds__mode=RoundMode.SILENCE, rounds__state__in=LIVE_ROUNDS)
    return Decision.objects.filter(Q(pk__in=busy.values("decision")) | Q(pk__in=silent.values("pk")))


def place_decisions(items):
    """Consult the members towards the meeting on every decision that goes out with this agenda.

    One whose silence procedure still runs stays in it: its views come in first (RULES R4.17).
    """
    for item in items:
        if item.decision_id is None or item.kind != ItemKind.DECISION:
            continue
        decision = Decision.objects.select_for_update(of=("self",)).get(pk=item.decision_id)
        if decision.state == S.DRAFT:
            decisions.propose(decision, by=THE_PORTAL)
        if decision.state in TO_PLACE and decisions.live_round(decision) is None:
            decisions.place_on_agenda(decision, by=THE_PORTAL)


def release(item):
    """The item goes: its decision comes off the agenda, unless another meeting ahead deals with it."""
    if item.decision_id is None:
        return
    decision = Decision.objects.get(pk=item.decision_id)
    if decision.state == S.ON_AGENDA and not standing_items(decision).exclude(pk=item.pk).exists():
        decisions.take_off_agenda(decision, by=THE_PORTAL)


def release_all(meeting):
    """The meeting is cancelled: none of its decisions is dealt with there."""
    for item in meeting.items.on_agenda().filter(decision__isnull=False):
        release(item)


def contested(meeting):
    """Decisions that wait for a meeting, each with why: objections, deferred, escalated, left over (RULES R4.23)."""
    busy = AgendaItem.objects.filter(
        state=ItemState.ON_AGENDA, meeting__state__in=AHEAD, decision__isnull=False
    )
    rows = Decision.objects.filter(
        state__in=(S.PROPOSED, S.OBJECTION_RAISED, S.UNDER_REVISION, S.DEFERRED, S.ESCALATED, S.ON_AGENDA)
    ).exclude(pk__in=busy.values("decision"))
    for decision in (
        rows.select_related("proposer").prefetch_related("rounds", "agenda_items__meeting").order_by("pk")
    ):
        rounds = decision.rounds.all()
        if any(one.state in (RoundState.PREPARED, RoundState.OPEN) and one.is_silence for one in rounds):
            continue
        broken = sum(one.state == RoundState.BROKEN and one.is_silence for one in rounds)
        is_left_over = any(item.meeting.state == MeetingState.HELD for item in decision.agenda_items.all())
        if (
            decision.state in (S.OBJECTION_RAISED, S.DEFERRED, S.ESCALATED)
            or broken > 1
            or (decision.state == S.PROPOSED and broken)
            or (decision.state == S.ON_AGENDA and is_left_over)
        ):
            yield decision, broken
