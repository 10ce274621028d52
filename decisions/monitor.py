"""How the implementation of decisions goes: ages, lateness, who owes, and the last quarters (R3.9, R3.10).

Figures of work, never of opinions: nothing here counts who agreed.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models import ActionPoint, Decision
from decisions.overview import by_organisation
from decisions.states import PENDING, TAKEN, ActionState, DecisionState
from members.standing import Standing

QUARTERS = 6
# How long ago it was adopted: upper bounds in days.
AGES = (
    (90, _("Up to 3 months")), (180, _("3 to 6 months")), (365, _("6 to 12 months")), (None, _("More than a year")),
)  # fmt: skip


@dataclass
class Quarter:
    """What happened in a quarter, and how things stood at its end (or today)."""

    year: int
    number: int
    adopted: int = 0
    implemented: int = 0
    open: int = 0
    late: int = 0
    days: int | None = None

    def __str__(self):
        return f"{self.year} Q{self.number}"

    @property
    def ends_on(self):
        """Its last day."""
        return date(self.year + self.number // 4, self.number % 4 * 3 + 1, 1) - timedelta(days=1)

    @property
    def starts_on(self):
        """Its first day."""
        return date(self.year, self.number * 3 - 2, 1)


def monitor_for(user):
    """All figures of the monitor for what this reader may see."""
    actions = ActionPoint.objects.visible_to(user).exclude(state=ActionState.DRAFT)
    rows = open_decisions(user)
    return {
        "decisions": rows,
        "late": [row for row in rows if row.is_overdue],
        "unowned": [row for row in rows if row.lead_id is None or not row.action_count],
        "ages": ages_of(rows),
        "organisations": by_organisation(actions.select_related("owner", "person", "decision")),
        "quarters": quarters(user),
        "pending": pending(user),
    }


def open_decisions(user):
    """Adopted decisions that are not implemented, the oldest first, with their action points rolled up."""
    counted = {
        "action_count": ~Q(action_points__state=ActionState.DRAFT),
        "open_actions": Q(action_points__state=ActionState.OPEN),
        "late_actions": Q(
            action_points__state=ActionState.OPEN, action_points__due_on__lt=timezone.localdate()
        ),
    }
    rows = (
        Decision.objects.visible_to(user)
        .filter(state__in=(DecisionState.ADOPTED, DecisionState.IN_IMPLEMENTATION))
        .select_related("lead")
        .annotate(**{name: Count("action_points", filter=wanted) for name, wanted in counted.items()})
        .order_by("adopted_on", "pk")
    )
    today = timezone.localdate()
    found = list(rows)
    for row in found:
        row.days_open = (today - row.adopted_on).days
        row.days_late = (today - row.due_on).days if row.is_overdue else None
    return found


def ages_of(rows):
    """How many of the open decisions were adopted how long ago, with the share of the largest for the bar."""
    counts = [0] * len(AGES)
    for row in rows:
        counts[
            next(at for at, (most, _label) in enumerate(AGES) if most is None or row.days_open <= most)
        ] += 1
    return [
        {"label": label, "count": count, "width": _width(count, counts)}
        for (_most, label), count in zip(AGES, counts, strict=True)
    ]


def _width(count, counts):
    return round(100 * count / max(*counts, 1))


def quarters(user):
    """The last quarters with what was adopted and implemented in each, and what was open and late at its end."""
    rows = list(
        Decision.objects.visible_to(user)
        .filter(state__in=TAKEN)
        .only("state", "adopted_on", "implemented_on", "superseded_on", "due_on")
    )
    today = timezone.localdate()
    found = [_quarter(row, rows, today) for row in _last(QUARTERS, today)]
    opened = [row.open for row in found]
    for row in found:
        row.width = _width(row.open, opened)
    return found


def _last(count, today):
    year, number = today.year, (today.month - 1) // 3 + 1
    found = []
    for _time in range(count):
        found.append(Quarter(year, number))
        year, number = (year, number - 1) if number > 1 else (year - 1, 4)
    return found[::-1]


def _quarter(quarter, rows, today):
    first, last = quarter.starts_on, min(quarter.ends_on, today)
    done = [row for row in rows if row.implemented_on and first <= row.implemented_on <= last]
    standing = [row for row in rows if _was_open(row, last)]
    quarter.adopted = sum(first <= row.adopted_on <= last for row in rows)
    quarter.implemented = len(done)
    quarter.open = len(standing)
    quarter.late = sum(row.due_on is not None and row.due_on < last for row in standing)
    quarter.days = round(median((row.implemented_on - row.adopted_on).days for row in done)) if done else None
    return quarter


def _was_open(row, day):
    ended = [when for when in (row.implemented_on, row.superseded_on) if when is not None]
    return row.adopted_on <= day and not any(when <= day for when in ended)


def pending(user):
    """Proposals that wait for adoption, the oldest first; for the Network itself, not for readers of its reports."""
    if not Standing.of(user).is_insider:
        return []
    rows = list(
        Decision.objects.visible_to(user).filter(state__in=PENDING).select_related("lead").order_by("made_at")
    )
    for row in rows:
        row.days_open = (timezone.localdate() - timezone.localtime(row.made_at).date()).days
    return rows
