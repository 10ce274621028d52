"""A meeting as it runs: opened, item after item with the actual times, closed.

opened ─▶ item ─▶ item ─▶ … ─▶ closed ─▶ (opened again, after a slip)

A tablet in the room loses its line. So every tap says *when* it was made and what is wished in full
("this item since 10:12", "ten minutes more in all"): sent twice it is one, sent late it counts from its own
time, and one that was overtaken by another officer's tap is refused in words. Nothing is decided here:
decisions stay with the minutes.
"""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decisions.states import PENDING, DecisionState
from decisions.workflow import decisions
from foundation.audit.states import Hat
from foundation.core.moments import clock
from foundation.core.workflow import Refused, Stale, Workflow
from meetings.asked import keeps_meeting
from meetings.models import ItemInTheRoom, Minutes, Sitting, Stretch
from meetings.states import MeetingState
from meetings.workflow import notes, room_decisions
from meetings.workflow.meeting import stop_the_clock

LIVE = Workflow("meetings")
EARLY = timedelta(hours=2)
MOST_EXTRA = 240


@LIVE.act(may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Open the meeting"), done=_("Meeting opened"))
def open_sitting(meeting, *, by, at=None):
    """Start the clock of a convened meeting, at most two hours before its time. Opened twice, it is one."""
    if sitting_of(meeting) is not None:
        return
    if meeting.state != MeetingState.CONVENED:
        raise Refused(_("Only a meeting that is convened can be opened. Convene it first."))
    if timezone.now() < meeting.starts_at - EARLY:
        raise Refused(_("It is too early: a meeting is opened at most two hours before its time."))
    Sitting.objects.create(meeting=meeting, began_at=_when(at, timezone.now() - EARLY))


@LIVE.act(may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Start the item"), done=_("Agenda item started"))
def start_item(meeting, *, by, item, at=None):
    """Take up an item: the one before ends at the same instant. Raises Refused for a tap that was overtaken."""
    sitting = _running(meeting)
    found = meeting.items.on_agenda().filter(pk=item).first()
    if found is None:
        raise Refused(_("This item is no longer on the agenda. Reload the page."))
    current = current_stretch(sitting)
    if current is not None and current.item.item_id == found.pk:
        return
    at = _not_overtaken(sitting, at)
    _stop(sitting, at)
    taken, _is_new = ItemInTheRoom.objects.get_or_create(sitting=sitting, item=found)
    Stretch.objects.create(sitting=sitting, item=taken, started_at=at)
    _beat(sitting)
    meeting.act_details = {"item": found.title, "at": at.isoformat()}


@LIVE.act(may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Stop the clock"), done=_("Agenda item stopped"))
def stop_item(meeting, *, by, at=None):
    """End the item that is being taken; nothing is, until the next one starts."""
    sitting = _running(meeting)
    if current_stretch(sitting) is None:
        return
    _stop(sitting, _not_overtaken(sitting, at))
    _beat(sitting)


@LIVE.act(
    may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Give more minutes"), done=_("Agenda item extended")
)
def extend_item(meeting, *, by, item, extra_minutes):
    """Give an item `extra_minutes` beyond its plan, in all; the agenda as circulated does not change."""
    sitting = _running(meeting)
    taken = sitting.items.filter(item=item).select_for_update().first()
    if taken is None:
        raise Refused(_("Start the item before you give it more minutes."))
    if not 0 <= extra_minutes <= MOST_EXTRA:
        raise Refused(_("An item gets at most four hours more."))
    if taken.extra_minutes == extra_minutes:
        return
    ItemInTheRoom.objects.filter(pk=taken.pk).update(extra_minutes=extra_minutes)
    _beat(sitting)
    meeting.act_details = {"item": str(taken.item), "extra_minutes": extra_minutes}


@LIVE.act(
    may=keeps_meeting,
    hat=Hat.SECRETARIAT,
    label=_("Project the wording"),
    done=_("Wording on the screen changed"),
)
def project_wording(taken, *, by, wording, is_projected, version):
    """Keep the wording of a decision as it is typed, and whether the screens show it.

    The same text sent twice is one. Raises Stale, with the row as it is, when somebody else typed meanwhile.
    """
    sitting = Sitting.objects.select_for_update().get(pk=taken.sitting_id)
    if not sitting.is_running:
        raise Refused(_("The meeting is closed. Open it again, or write the decision in the minutes."))
    wording = wording.replace("\r\n", "\n").strip()
    if (wording, is_projected) == (taken.wording, taken.is_projected):
        return
    if wording != taken.wording:
        if version != taken.version:
            raise Stale(_("Somebody else changed the wording. Both are shown: choose one."), taken)
        taken.version += 1
    taken.wording, taken.is_projected, taken.edited_by = wording, is_projected, by
    _beat(sitting)


@LIVE.act(
    may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Record as a decision"),
    done=_("Decision recorded from the screen"),
)  # fmt: skip
def record_wording(taken, *, by):
    """Write the projected wording into the draft minutes as a decision; the same wording is one decision."""
    if not taken.wording:
        raise Refused(_("Type the wording of the decision first."))
    item = taken.item
    if item.decision_id and item.decision.state in PENDING:
        return _record_what_was_proposed(taken, by)
    minutes = Minutes.objects.filter(meeting=item.meeting).first() or notes.begin_minutes(item.meeting, by=by)
    entry = notes.entry_of(minutes, item)
    found = entry.decisions.filter(text=taken.wording).first()
    return found or notes.record_decision_here(entry, by=by, title=item.title, text=taken.wording)


def _record_what_was_proposed(taken, by):
    """The decision of the agenda, in the words of the screen: members are asked about these from the start."""
    decision = taken.item.decision
    room_decisions.take_into_minutes(taken.item.meeting, by=by, decision=decision)
    if decision.state == DecisionState.ON_AGENDA and decision.text != taken.wording:
        decisions.amend_for_meeting(decision, by=by, text=taken.wording)
    return decision


@LIVE.act(may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Close the meeting"), done=_("Meeting closed"))
def close_sitting(meeting, *, by, at=None):
    """Stop the clock for good. Who waited at the door is forgotten (RULES R10.67)."""
    sitting = sitting_of(meeting)
    if sitting is None or not sitting.is_running:
        return
    stop_the_clock(meeting, _not_overtaken(sitting, at))


@LIVE.act(may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Open it again"), done=_("Meeting opened again"))
def reopen_sitting(meeting, *, by):
    """Go on after the meeting was closed by a slip; the times that were kept stay."""
    if meeting.state != MeetingState.CONVENED:
        raise Refused(_("The meeting is marked as held, so its clock does not run any more."))
    sitting = sitting_of(meeting)
    if sitting is not None and not sitting.is_running:
        Sitting.objects.filter(pk=sitting.pk).update(ended_at=None)
        _beat(sitting)


def sitting_of(meeting):
    """The running or closed sitting of a meeting, fresh from the database, or None."""
    return Sitting.objects.filter(meeting=meeting).first()


def is_running(meeting):
    """Whether the meeting is going on at this moment."""
    return Sitting.objects.filter(meeting=meeting, ended_at__isnull=True).exists()


def current_stretch(sitting):
    """What is being taken now, or None."""
    return sitting.stretches.filter(ended_at__isnull=True).select_related("item__item").first()


def _running(meeting):
    sitting = sitting_of(meeting)
    if sitting is None:
        raise Refused(_("The meeting is not open yet. Open it first."))
    if not sitting.is_running:
        raise Refused(_("The meeting is closed. Open it again if that was a slip."))
    return sitting


def _when(at, earliest):
    """The instant of a tap: never ahead of our clock, never before `earliest`."""
    now = timezone.now()
    return max(earliest, min(at or now, now))


def _not_overtaken(sitting, at):
    """The instant of a tap, unless another one that was made later has been taken already."""
    at = _when(at, sitting.began_at)
    last = sitting.stretches.order_by("-started_at", "-pk").select_related("item__item").first()
    if last is None:
        return at
    newest = max(last.started_at, last.ended_at or last.started_at)
    if at < newest:
        raise Refused(
            gettext("Somebody else went on at %(time)s (“%(item)s”), so this earlier tap was not taken.")
            % {"time": clock(newest), "item": last.item}
        )
    return at


def _stop(sitting, at):
    sitting.stretches.filter(ended_at__isnull=True).update(ended_at=at)


def _beat(sitting):
    """Tell the screens that something changed."""
    Sitting.objects.filter(pk=sitting.pk).update(beat=F("beat") + 1)
