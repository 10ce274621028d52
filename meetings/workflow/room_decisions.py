"""A decision in the room: positions, adoption declared, no consensus, deferred, or confirmed by silence later.

Each act first lets the decision stand where it belongs: before the members, on the agenda, and in the minutes
under its item. So what is decided on the live page is in the minutes already.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models import Decision
from decisions.states import Channel, DecisionState
from decisions.workflow import answers, decisions, rounds
from foundation.audit.states import Hat
from foundation.core.workflow import THE_PORTAL, Refused, Workflow
from meetings.access_minutes import is_co_chair, is_secretariat
from meetings.models import Minutes, MinutesEntry, Sitting
from meetings.states import MeetingState, MinutesState
from meetings.workflow import notes
from meetings.workflow.adoption_checks import item_of

S = DecisionState
ROOM = Workflow("meetings")
BEFORE_THE_ROOM = (S.PROPOSED, S.OBJECTION_RAISED, S.UNDER_REVISION, S.ESCALATED)


def decisions_here(meeting):
    """The decisions that a meeting deals with: recorded in its minutes, or standing on its agenda."""
    recorded = Decision.objects.filter(minutes_entries__minutes__meeting=meeting)
    linked = Decision.objects.filter(agenda_items__in=meeting.items.on_agenda())
    return (recorded | linked).distinct()


def has_begun(meeting):
    """Whether something can have been decided there: it is held, it runs, or its hour has come."""
    if meeting.state == MeetingState.HELD:
        return True
    is_running = Sitting.objects.filter(meeting=meeting, ended_at__isnull=True).exists()
    return meeting.state == MeetingState.CONVENED and (is_running or meeting.starts_at <= timezone.now())


def _in_the_room(meeting, decision):
    """Put the decision before the members and on the agenda, where it is not, and into the minutes."""
    if not has_begun(meeting):
        raise Refused(_("The meeting has not begun. Come back then."))
    if not meeting.takes_decisions:
        raise Refused(_("The Annual Network Meeting takes no decisions."))
    _into_the_minutes(meeting, decision)
    if decision.state == S.DRAFT:
        decisions.propose(decision, by=THE_PORTAL)
    if decision.state in BEFORE_THE_ROOM:
        decisions.place_on_agenda(decision, by=THE_PORTAL)


def _into_the_minutes(meeting, decision):
    item = item_of(meeting, decision)
    if item is None:
        raise Refused(_("This decision stands neither on the agenda nor in the minutes of this meeting."))
    minutes, _is_new = Minutes.objects.get_or_create(meeting=meeting)
    if decision.minutes_entries.filter(minutes=minutes).exists():
        return minutes
    if minutes.state != MinutesState.DRAFT:
        raise Refused(_("The minutes were sent for review without it. Deal with it at another meeting."))
    entry, _is_new = MinutesEntry.objects.get_or_create(minutes=minutes, item=item)
    entry.decisions.add(decision)
    return minutes


@ROOM.act(
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Take into the minutes"),
    done=_("Decision on the agenda taken into the minutes"),
)  # fmt: skip
def take_into_minutes(meeting, *, by, decision):
    """Record under its item a decision that stands on the agenda."""
    _in_the_room(meeting, decision)
    meeting.act_details = {"decision": decision.reference}


@ROOM.act(
    may=is_co_chair, hat=Hat.CO_CHAIR, label=_("Declare adopted"), done=_("Adoption declared in the meeting")
)
def declare_here(meeting, *, by, decision, reason=""):
    """A co-chair declares that nobody objects, in the room or after it (RULES R3.12)."""
    _in_the_room(meeting, decision)
    notes.declare_decision_adopted(meeting.record, by=by, decision=decision, reason=reason)
    meeting.act_details = {"decision": decision.reference}


@ROOM.act(
    may=is_secretariat | is_co_chair, hat=Hat.SECRETARIAT, label=_("Record that there is no consensus"),
    done=_("No consensus recorded in the meeting"),
)  # fmt: skip
def no_consensus_here(meeting, *, by, decision, reason):
    """The meeting found no consensus on this text; silence is barred until it changes (RULES R4.24)."""
    _in_the_room(meeting, decision)
    decisions.find_no_consensus(decision, by=by, reason=reason)
    meeting.act_details = {"decision": decision.reference}


@ROOM.act(
    may=is_secretariat | is_co_chair, hat=Hat.SECRETARIAT, label=_("Defer"), done=_("Decision deferred by the meeting"),
)  # fmt: skip
def defer_here(meeting, *, by, decision, reason):
    """Put it off: it is offered to the next meeting, whatever its date becomes (RULES R10.58)."""
    _in_the_room(meeting, decision)
    decisions.defer(decision, by=by, reason=reason)
    meeting.act_details = {"decision": decision.reference}


@ROOM.act(
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Record a position"), done=_("Position from the room recorded"),
)  # fmt: skip
def position_here(meeting, *, by, decision, organisation, person, kind, words="", wording=""):
    """Write down what a member said in the room; it stands in the ledger, and the member is told."""
    _in_the_room(meeting, decision)
    round_ = decisions.live_round(decision)
    if round_ is None or round_.is_silence:
        raise Refused(_("No consultation towards a meeting is open."))
    answers.record_answer(
        round_, by=by, organisation=organisation, person=person, kind=kind, words=words, wording=wording,
        channel=Channel.ROOM, received_at=timezone.now(),
    )  # fmt: skip
    meeting.act_details = {"decision": decision.reference, "organisation": organisation.acronym}


@ROOM.act(
    may=is_secretariat | is_co_chair, hat=Hat.SECRETARIAT, label=_("Confirm by a silence procedure"),
    done=_("Silence procedure prepared to confirm what the meeting agreed"),
)  # fmt: skip
def confirm_by_silence(meeting, *, by, decision):
    """Members were absent, or could not prepare: all are asked by silence (RULES part 1, consensus)."""
    _in_the_room(meeting, decision)
    rounds.prepare_round(decision, by=by)
    meeting.act_details = {"decision": decision.reference}
