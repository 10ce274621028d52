"""How a meeting runs against its plan: what was, what is, what is still to come. Facts only, nothing is changed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from meetings.models import AgendaItem, ItemInTheRoom, Meeting
from meetings.workflow.agenda import agenda_of
from meetings.workflow.live import sitting_of


@dataclass
class Taken:
    """One item of the agenda with its plan and what became of it."""

    item: AgendaItem
    stretches: list = field(default_factory=list)
    in_the_room: ItemInTheRoom | None = None

    @property
    def is_current(self):
        """Whether it is being taken now."""
        return bool(self.stretches) and self.stretches[-1].ended_at is None

    @property
    def was_taken(self):
        """Whether it was taken, or is."""
        return bool(self.stretches)

    @property
    def started_at(self):
        """When it was first taken up."""
        return self.stretches[0].started_at if self.stretches else None

    @property
    def ended_at(self):
        """When it was last left; None while it is being taken."""
        return self.stretches[-1].ended_at if self.stretches else None

    @property
    def planned_seconds(self):
        """Its minutes in the plan with those given in the room, in seconds."""
        extra = self.in_the_room.extra_minutes if self.in_the_room else 0
        return (self.item.minutes + extra) * 60

    @property
    def spent_before(self):
        """Seconds of the stretches that are over."""
        over = [one.ended_at - one.started_at for one in self.stretches if one.ended_at]
        return int(sum(over, timedelta()).total_seconds())

    @property
    def minutes_taken(self):
        """Whole minutes of the stretches that are over."""
        return round(self.spent_before / 60)

    @property
    def runs_since(self):
        """When the stretch that runs was started."""
        return self.stretches[-1].started_at if self.is_current else None


@dataclass
class Course:
    """The whole meeting as it runs."""

    meeting: Meeting
    sitting: object
    lines: list

    @property
    def current(self):
        """The line that is being taken, or None."""
        return next((line for line in self.lines if line.is_current), None)

    @property
    def last_taken(self):
        """The line that is being taken or was taken last, or None."""
        taken = [line for line in self.lines if line.was_taken]
        return max(taken, key=lambda line: line.stretches[-1].started_at, default=None)

    @property
    def next(self):
        """What comes after the current or the last line, or None."""
        at = self._at()
        return self.lines[at + 1] if at + 1 < len(self.lines) else None

    @property
    def previous(self):
        """What stands before the current or the last line, or None."""
        at = self._at()
        return self.lines[at - 1] if at > 0 else None

    def _at(self):
        last = self.last_taken
        return self.lines.index(last) if last else -1

    @property
    def seconds_to_come(self):
        """Planned seconds of what stands behind the current or the last line and was not taken yet."""
        rest = self.lines[self._at() + 1 :]
        return sum(line.planned_seconds for line in rest if not line.was_taken)

    @property
    def minutes_late(self):
        """By how many minutes it would end late if the rest keeps to its plan; negative: early."""
        now = timezone.now()
        current = self.current
        left = 0
        if current:
            spent = current.spent_before + (now - current.runs_since).total_seconds()
            left = max(0, current.planned_seconds - spent)
        end: datetime = now + timedelta(seconds=left + self.seconds_to_come)
        return round((end - self.meeting.ends_at).total_seconds() / 60)


def course_of(meeting):
    """The agenda of today with its actual times, in few queries however long it is."""
    sitting = sitting_of(meeting)
    lines = {item.pk: Taken(item) for item in agenda_of(meeting)}
    if sitting is None:
        return Course(meeting, None, list(lines.values()))
    rows = sitting.items.select_related("item", "edited_by").prefetch_related("stretches")
    for row in rows:
        if row.item_id in lines:
            lines[row.item_id].in_the_room = row
            lines[row.item_id].stretches = list(row.stretches.all())
    return Course(meeting, sitting, list(lines.values()))
