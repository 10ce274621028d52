"""The demo's clock: the story is told at its own dates, and each act happens on its day.

All days count from an anchor, the Monday of the week in which the demo is loaded (`data/demo.json`).
"""

import contextlib
from datetime import datetime, time, timedelta
from unittest import mock

from django.utils import timezone

from foundation.core.working_days import BISHKEK


class Clock:
    """Days of the story as dates and instants in Bishkek."""

    def __init__(self, today=None):
        today = today or timezone.localdate()
        self.anchor = today - timedelta(days=today.weekday())

    def day(self, offset):
        """The date so many days from the anchor; None stays None."""
        return None if offset is None else self.anchor + timedelta(days=offset)

    def at(self, offset, hour="10:00"):
        """The instant of that day at an hour such as "15:30" in Bishkek."""
        return datetime.combine(self.day(offset), time.fromisoformat(hour), BISHKEK)

    @contextlib.contextmanager
    def on(self, offset, hour="10:00"):
        """Let the portal believe that it is that instant: rows and acts get its date."""
        with frozen(self.at(offset, hour)) as instant:
            yield instant


@contextlib.contextmanager
def frozen(instant):
    """Stop Django's clock at an instant; for the demo's loading only, never while people work."""
    with mock.patch.object(timezone, "now", return_value=instant):
        yield instant
