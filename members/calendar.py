"""Working days and deadlines by the Network's own calendar (RULES R1, R10.51)."""

import functools
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.utils import timezone

from foundation.core import working_days
from members.models import Holiday, Parameter

_KNOWN_HOURS: ContextVar = ContextVar("known_hours", default=None)


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


def closing_hours():
    """How days close, as a function of the day: the hours are asked for once for any number of days (R1.1)."""
    first = Parameter.DEFAULTS["close_of_business_hour"]
    known = _KNOWN_HOURS.get() or functools.cache(_hours)

    def closes(day):
        hour = next((hour for since, hour in known() if since <= day), first)
        return working_days.close_of_business(day, hour)

    return closes


def _hours():
    rows = Parameter.objects.filter(name="close_of_business_hour").order_by("-since", "-number")
    return list(rows.values_list("since", "value"))


@contextmanager
def hours_asked_for_once():
    """Within it, here one request, the hours are asked for once, however many deadlines are counted."""
    token = _KNOWN_HOURS.set(functools.cache(_hours))
    try:
        yield
    finally:
        _KNOWN_HOURS.reset(token)


def close_of_business(day):
    """The instant at which `day` closes, by the hour that is in force on it: 18:00 in Bishkek, unless changed."""
    return closing_hours()(day)


def closing_moment(count, start=None):
    """The instant of a deadline `count` working days after `start` (today), at the close of business (R1.1, R1.2).

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
        moments.append(close_of_business(day))
    return moments
