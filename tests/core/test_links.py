"""Links in mail are signed, for one purpose, and die after their hour (RULES R10.61)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from foundation.core.links import LinkBroken, LinkExpired, read_link, sign_link


def test_a_link_says_what_it_was_signed_for():
    token = sign_link("rsvp", timezone.now() + timedelta(hours=1), meeting=7)
    assert read_link("rsvp", token) == {"meeting": 7}


def test_a_link_for_one_purpose_opens_nothing_else():
    token = sign_link("rsvp", timezone.now() + timedelta(hours=1), meeting=7)
    with pytest.raises(LinkBroken):
        read_link("invitation", token)


def test_a_link_that_was_cut_short_is_refused():
    token = sign_link("rsvp", timezone.now() + timedelta(hours=1), meeting=7)
    with pytest.raises(LinkBroken):
        read_link("rsvp", token[:-3])


def test_a_link_works_until_its_hour_and_not_after():
    with time_machine.travel("2026-12-10 11:59:59+00:00", tick=False) as clock:
        token = sign_link("rsvp", timezone.now() + timedelta(seconds=1), meeting=7)
        clock.shift(1)
        assert read_link("rsvp", token) == {"meeting": 7}
        clock.shift(0.001)
        with pytest.raises(LinkExpired):
            read_link("rsvp", token)
