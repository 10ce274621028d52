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
    day = working_day_after(start or timezone.localdate(), count)
    while Holiday.objects.filter(day=day, no_deadline_may_end=True).exists():
        day = working_day_after(day, 1)
    return working_days.close_of_business(day)
