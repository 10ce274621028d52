"""Counting working days and closing hours (RULES R1). Pure functions: the days off are given.

The calendar of the Network itself (which days are off) is a table of `members`.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BISHKEK = ZoneInfo("Asia/Bishkek")
# The hour with which the Network began; migrations read it. Today's is a parameter.
CLOSE_OF_BUSINESS = time(18, 0)


def is_working_day(day: date, days_off) -> bool:
    """Say whether the Network works on `day`: Monday to Friday, and not among `days_off`."""
    return day.weekday() < 5 and day not in days_off


def add_working_days(start: date, count: int, days_off) -> date:
    """The `count`-th working day after `start` (before it, when negative); `start` itself never counts.

    Rule: RULES R1.2.
    """
    step = timedelta(days=1 if count >= 0 else -1)
    day, left = start, abs(count)
    while left:
        day += step
        if is_working_day(day, days_off):
            left -= 1
    return day


def working_days_between(start: date, end: date, days_off) -> int:
    """How many working days lie after `start` up to and with `end`."""
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, days_off) for day in days)


def close_of_business(day: date, hour: int) -> datetime:
    """The instant at which `day` closes, at this hour in Bishkek (RULES R1.1).

    The hour is a parameter of the Network: ask `members.calendar.close_of_business`, which knows it.
    """
    return datetime.combine(day, time(hour), BISHKEK)
