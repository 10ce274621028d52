"""Counting as the office counts (RULES R1.1, R1.2)."""

from datetime import UTC, date, datetime

import pytest

from foundation.core.working_days import (
    add_working_days,
    close_of_business,
    is_working_day,
    working_days_between,
)

FRIDAY = date(2026, 12, 4)
MONDAY = date(2026, 12, 7)


def test_the_day_of_circulation_does_not_count():
    assert add_working_days(FRIDAY, 1, set()) == MONDAY


def test_a_holiday_is_skipped():
    assert add_working_days(FRIDAY, 1, {MONDAY}) == date(2026, 12, 8)


def test_counting_back_from_a_meeting_skips_weekend_and_holiday():
    assert add_working_days(date(2026, 12, 8), -2, {MONDAY}) == date(2026, 12, 3)


def test_no_days_is_the_day_itself():
    assert add_working_days(date(2026, 12, 6), 0, set()) == date(2026, 12, 6)


@pytest.mark.parametrize(("day", "expected"), [(FRIDAY, True), (date(2026, 12, 5), False), (MONDAY, False)])
def test_weekends_and_days_off_are_not_worked(day, expected):
    assert is_working_day(day, {MONDAY}) is expected


def test_working_days_between_counts_the_last_day_and_not_the_first():
    assert working_days_between(FRIDAY, date(2026, 12, 9), {MONDAY}) == 2


def test_business_closes_at_six_in_bishkek():
    assert close_of_business(MONDAY, 18) == datetime(2026, 12, 7, 12, 0, tzinfo=UTC)
