"""One thing that waits for one person, and how near is soon."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

SOON = timedelta(days=14)


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for the reader: what, why, until when, and where it is done."""

    title: str
    text: str
    url: str
    act: str
    icon: str
    until: datetime | None = None
    weight: int = 5
    is_trouble: bool = False

    @property
    def is_late(self):
        """Whether its moment has passed."""
        return self.until is not None and self.until < timezone.now()
