"""A month as weeks of days, with what is on each of them."""

import calendar
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from foundation.core.working_days import BISHKEK
from members.models import Holiday

EARLIEST, LATEST = date(2020, 1, 1), date(2099, 12, 1)


@dataclass
class Day:
    """One square of the month."""

    date: date
    is_in_month: bool
    is_today: bool
    holidays: list = field(default_factory=list)
    entries: list = field(default_factory=list)

    @property
    def is_closed(self):
        """Whether the offices are closed on it."""
        return self.date.weekday() > 4 or any(row.is_observed for row in self.holidays)


def month_from(text):
    """The first day of the month that an address names (2026-12); this month, where it names none."""
    try:
        wanted = datetime.strptime(text, "%Y-%m").replace(tzinfo=BISHKEK).date()
    except ValueError:
        return timezone.localdate().replace(day=1)
    return min(max(wanted, EARLIEST), LATEST)


def neighbours(first):
    """The first days of the month before and of the one after."""
    after = (first + timedelta(days=32)).replace(day=1)
    return (first - timedelta(days=1)).replace(day=1), after


def days_shown(first):
    """The days of the whole weeks that a month touches, as weeks from Monday."""
    return calendar.Calendar(calendar.MONDAY).monthdatescalendar(first.year, first.month)


def ends_of(weeks):
    """The instants between which the days of `weeks` lie."""
    first, last = weeks[0][0], weeks[-1][-1]
    return _midnight(first), _midnight(last + timedelta(days=1))


def _midnight(day):
    return datetime.combine(day, time(), BISHKEK)


def fill(weeks, first, entries):
    """Weeks of `Day`s with their holidays and entries."""
    today = timezone.localdate()
    days = {
        day: Day(day, (day.year, day.month) == (first.year, first.month), day == today)
        for week in weeks for day in week
    }  # fmt: skip
    for holiday in Holiday.objects.filter(day__range=(weeks[0][0], weeks[-1][-1])):
        days[holiday.day].holidays.append(holiday)
    for entry in entries:
        days[timezone.localtime(entry.starts_at).date()].entries.append(entry)
    return [[days[day] for day in week] for week in weeks]


def by_month(entries):
    """Entries in groups of their months, each group with the first day of its month."""
    groups = {}
    for entry in entries:
        day = timezone.localtime(entry.starts_at).date()
        groups.setdefault(day.replace(day=1), []).append(entry)
    return sorted(groups.items())
