"""Notes taken live, item by item, with the decisions and action points born there (RULES R6.36, R3.12)."""

from django.utils.translation import gettext_lazy as _

from decisions.states import PENDING, ActionState, DecisionState
from decisions.workflow import action_points, decisions
from decisions.workflow.closing import declare_adopted
from foundation.audit.states import Hat
from foundation.core.workflow import THE_PORTAL, Refused, Workflow
from foundation.review.redline import clean
from meetings.access_minutes import is_co_chair
from meetings.asked import keeps_meeting
from meetings.models import Minutes, MinutesEntry
from meetings.states import MeetingKind, MeetingState, MinutesState
from meetings.workflow.adoption_checks import checks_at, is_blocked, needs_reason
from meetings.workflow.minutes import MINUTES, decisions_of

S = MinutesState
ENTRY = Workflow("meetings")


@MINUTES.creation(may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Take minutes"), done=_("Minutes begun"))
def begin_minutes(meeting, *, by):
    """Open the minutes of a meeting that is convened or held; begun twice, they are the same."""
    if meeting.state not in (MeetingState.CONVENED, MeetingState.HELD):
        raise Refused(
            _("Minutes are taken of a meeting that is convened or held. Convene the meeting first.")
        )
    minutes, _is_new = Minutes.objects.get_or_create(meeting=meeting)
    return minutes


def entry_of(minutes, item):
    """The entry of one agenda item; made when it is first needed."""
    entry, _is_new = MinutesEntry.objects.get_or_create(minutes=minutes, item=item)
    return entry


def _still_draft(entry):
    minutes = Minutes.objects.select_for_update().get(pk=entry.minutes_id)
    if minutes.state != S.DRAFT:
        raise Refused(
            _("These minutes were sent for review, so the notes do not change any more. "
              "Your text is kept on this page: propose it as wording or copy it.")
        )  # fmt: skip


@ENTRY.act(
    may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Save the notes"), done=_("Notes of an item changed")
)
def write_notes(entry, *, by, html, version):
    """Keep what was typed under an item; the same text sent twice is one.

    Raises Stale, with the row as it is, when somebody else saved since `version`.
    """
    _still_draft(entry)
    html = clean(html)
    if html == entry.html:
        return
    entry.take(version)
    entry.html = html
    entry.edited_by = by


@ENTRY.act(
    may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Keep the sealed notes"),
    done=_("Sealed notes of an item changed"), is_sealed=True,
)  # fmt: skip
def seal_notes(entry, *, by, sealed_notes, was=None):
    """Keep who said what for the secretariat alone: it is in no text, file, letter, search or open history.

    `was`: the text that the officer began with; when a colleague changed it meanwhile, theirs stays on top.
    Rule: RULES R6.34.
    """
    written = sealed_notes.strip()
    kept = entry.sealed_notes
    if was is not None and kept and kept != was.strip() and kept not in written:
        written = f"{kept}\n\n{written}"
    entry.sealed_notes = written


@ENTRY.act(
    may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Chatham House Rule"),
    done=_("Chatham House Rule of an item set or lifted"),
)  # fmt: skip
def rule_of_item(entry, *, by, is_chatham_house):
    """Put one item under the Chatham House Rule, or lift it, while the minutes are a draft."""
    _still_draft(entry)
    entry.is_chatham_house = is_chatham_house


@ENTRY.act(
    may=keeps_meeting,
    hat=Hat.SECRETARIAT,
    label=_("Record a decision"),
    done=_("Decision recorded under an item"),
)
def record_decision_here(entry, *, by, title, text, lead=None, due_on=None, **facts):
    """Write down a decision under its item. Raises Refused at an annual meeting (RULES R6.35).

    `facts`: any other field of a proposal.
    """
    _still_draft(entry)
    if entry.minutes.meeting.group_id is not None:
        raise Refused(
            _("A working group takes no decisions of the Network. Record what it proposes as notes, "
              "and report it back to the next meeting of the Network.")
        )  # fmt: skip
    if entry.minutes.meeting.kind == MeetingKind.ANNUAL:
        raise Refused(
            _("The Annual Network Meeting takes no decisions. Record a recommendation as notes; "
              "it goes to the next quarterly meeting.")
        )  # fmt: skip
    decision = decisions.record_decision(by=by, title=title, text=text, lead=lead, due_on=due_on, **facts)
    entry.decisions.add(decision)
    entry.act_details = {"decision": decision.working_reference}
    return decision


@ENTRY.act(
    may=keeps_meeting,
    hat=Hat.SECRETARIAT,
    label=_("Record an action point"),
    done=_("Action point recorded under an item"),
)
def record_action_here(entry, *, by, text, owner, person=None, due_on=None, decision=None):
    """Write down an action point under its item; its owner owes it once the minutes are circulated."""
    _still_draft(entry)
    action = action_points.record_action_point(
        by=by, text=text, owner=owner, person=person, due_on=due_on, decision=decision, is_draft=True,
        group=entry.minutes.meeting.group,
    )  # fmt: skip
    entry.action_points.add(action)
    entry.act_details = {"action_point": action.pk}
    return action


@ENTRY.act(
    may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Remove"), done=_("Removed from the draft minutes")
)
def remove_from_draft(entry, *, by, decision=None, action_point=None):
    """Take back a decision or an action point that no member has seen yet."""
    _still_draft(entry)
    thing = decision or action_point
    if decision and decision.state in PENDING and entry.item.decision_id == decision.pk:
        # It came from the agenda and was before the members already: only its place in the minutes goes.
        entry.act_details = {"removed": str(thing)}
        entry.decisions.remove(thing)
        return
    if thing.state not in (DecisionState.DRAFT, ActionState.DRAFT):
        raise Refused(_("This has left the draft and stays. Withdraw or drop it on its own page."))
    if decision:
        decision.action_points.update(decision=None)
    entry.act_details = {"removed": str(thing)}
    (entry.decisions if decision else entry.action_points).remove(thing)
    thing.delete()


@ENTRY.act(
    may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Edit"), done=_("Decision changed in the draft minutes")
)
def reword_decision_here(entry, *, by, decision, title, text, lead=None, due_on=None):
    """Change a decision's words while the minutes are a draft."""
    _still_draft(entry)
    if decision.state == DecisionState.ON_AGENDA:
        # Members were asked about the text before the meeting: they are asked about the new one.
        decisions.amend_for_meeting(decision, by=by, text=text)
        return
    decisions.reword(decision, by=by, title=title, text=text, lead=lead, due_on=due_on)


@ENTRY.act(
    may=keeps_meeting,
    hat=Hat.SECRETARIAT,
    label=_("Edit"),
    done=_("Action point changed in the draft minutes"),
)
def edit_action_here(entry, *, by, action_point, text, owner, person=None, due_on=None, decision=None):
    """Change an action point while the minutes are a draft."""
    _still_draft(entry)
    action_points.edit_action_point(
        action_point, by=by, text=text, owner=owner, person=person, due_on=due_on, decision=decision
    )


def adoption_checks(minutes, decision):
    """What adoption at the meeting needs, each with its value in words (RULES R3.12)."""
    return checks_at(minutes.meeting, decision)


@MINUTES.act(
    may=is_co_chair,
    hat=Hat.CO_CHAIR,
    label=_("Declare adopted"),
    done=_("Decision declared adopted at the meeting"),
)
def declare_decision_adopted(minutes, *, by, decision, reason=""):
    """A co-chair declares at the meeting that nobody objects (RULES R3.12).

    Raises Refused while an objection stands, and while another check fails, unless a reason is given for going
    on. Where the state's part is missing, the members have agreed and adoption waits for the state.
    """
    if not decisions_of(minutes).filter(pk=decision.pk).exists():
        raise Refused(_("This decision is not recorded in these minutes."))
    checks = adoption_checks(minutes, decision)
    failing = needs_reason(checks)
    if is_blocked(checks):
        raise Refused(
            " ".join(str(one["sentence"]) for one in checks if one.get("is_hard") and not one["is_met"])
        )
    if failing and not reason.strip():
        raise Refused(" ".join(str(sentence) for sentence in failing))
    if decision.state == DecisionState.DRAFT:
        decisions.propose(decision, by=THE_PORTAL)
    declare_adopted(decision, by=by, adopted_on=minutes.held_on, declared_by=str(by))
