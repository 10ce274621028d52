"""RULES R10.50: one string for a deadline, the same in page, mail, PDF and calendar."""

import datetime

import pytest
from django.utils import timezone

from foundation.core.moments import clock, day, moment, short_day, span

CLOSE = datetime.datetime(2026, 12, 10, 12, 0, tzinfo=datetime.UTC)


def test_a_deadline_is_said_in_full_in_bishkek_time():
    assert moment(CLOSE, "en") == "Thursday 10 December 2026, 18:00 Bishkek time (UTC+6)"


def test_an_instant_late_in_the_evening_in_utc_is_the_next_day_in_bishkek():
    late = datetime.datetime(2026, 12, 31, 19, 5, tzinfo=datetime.UTC)
    assert moment(late, "en") == "Friday 1 January 2027, 01:05 Bishkek time (UTC+6)"
    assert day(late, "en") == "Friday 1 January 2027"


def test_the_zone_of_the_reader_changes_nothing():
    with timezone.override("America/New_York"):
        assert moment(CLOSE, "en") == "Thursday 10 December 2026, 18:00 Bishkek time (UTC+6)"
        assert clock(CLOSE) == "18:00"


def test_a_naive_time_is_taken_as_bishkek_time():
    assert clock(datetime.datetime(2026, 12, 10, 9, 5)) == "09:05"
    assert clock(datetime.time(14, 0)) == "14:00"


def test_a_day_has_its_weekday_and_a_register_needs_none():
    assert day(CLOSE.date(), "en") == "Thursday 10 December 2026"
    assert short_day(CLOSE.date(), "en") == "10 December 2026"


@pytest.mark.parametrize("say", [moment, day, short_day, clock])
@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_is_said_of_nothing(say, nothing):
    assert say(nothing) == ""


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_each_language_says_day_year_hour_and_offset(language):
    said = moment(CLOSE, language)
    for part in ("10", "2026", "18:00", "UTC+6"):
        assert part in said


def test_a_meeting_is_said_from_when_to_when():
    ends = CLOSE + datetime.timedelta(hours=2)
    assert span(CLOSE, ends, "en") == "Thursday 10 December 2026, 18:00–20:00 Bishkek time (UTC+6)"
    assert span(CLOSE, None, "en") == moment(CLOSE, "en")


def test_over_midnight_both_instants_are_said_in_full():
    ends = CLOSE + datetime.timedelta(hours=8)
    assert span(CLOSE, ends, "en") == f"{moment(CLOSE, 'en')} – {moment(ends, 'en')}"
