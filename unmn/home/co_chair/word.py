"""One thing that needs a co-chair's word, and the buttons that say it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone


@dataclass(frozen=True)
class Button:
    """One word that a co-chair can say here; `asks` is the label of the reason that goes with it, if any.

    `then()` says, once the word is recorded, what came of it and whose word is still needed.
    """

    name: str
    label: str
    call: Callable
    kind: str = "secondary"
    asks: str = ""
    then: Callable | None = None


@dataclass(frozen=True)
class Word:
    """One thing that needs this co-chair's word: what, why, what happens without it, until when."""

    key: str
    title: str
    why: str
    risk: str
    url: str
    until: datetime | None = None
    buttons: tuple = ()

    @property
    def is_late(self):
        """Whether its moment has passed."""
        return self.until is not None and self.until < timezone.now()


def short(text, most=240):
    """The first words of a longer text, for a phone."""
    text = " ".join(str(text).split())
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"
