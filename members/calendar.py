"""Working days and deadlines by the Network's own calendar (RULES R1, R10.51)."""

from datetime import timedelta

from django.utils import timezone

from foundation.core import working_days
from members.models import Holiday


def days_off(start, end):
    """The days between `start` and `end` on which the Network's offices are closed."""
    rows = Holiday.objects.filter(is_observed=True, day__range=(start, end))
    return set(rows.values_list("day", flat=True))


def working_day_after(start, count):
    """The `count`-th working day of the Network after `start` (before it, when negative)."""
    reach = timedelta(days=abs(count) * 2 + 40)
    return working_days.add_working_days(start, count, days_off(start - reach, start + reach))


def is_working_day(day):
    """Say whether the Network works on `day`."""
    return working_days.is_working_day(day, days_off(day, day))


def closing_moment(count, start=None):
    """The instant of a deadline `count` working days after `start` (today): 18:00 in Bishkek (R1.1, R1.2).

    A day marked as one on which no deadline may end moves it to the next working day.
    """
    return closing_moments([count], start)[0]


def closing_moments(counts, start=None):
    """The instants of several deadlines counted from the same day, for one look at the calendar."""
    start = start or timezone.localdate()
    reach = timedelta(days=max((abs(count) for count in counts), default=0) * 2 + 60)
    rows = Holiday.objects.filter(day__range=(start - reach, start + reach))
    known = list(rows.values_list("day", "is_observed", "no_deadline_may_end"))
    off = {day for day, is_observed, _may_not_end in known if is_observed}
    barred = {day for day, _is_observed, may_not_end in known if may_not_end}
    moments = []
    for count in counts:
        day = working_days.add_working_days(start, count, off)
        while day in barred:
            day = working_days.add_working_days(day, 1, off)
        moments.append(working_days.close_of_business(day))
    return moments
