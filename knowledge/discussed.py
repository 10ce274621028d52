"""Where a document went: the meetings, decisions and statements of the apps above (RULES R10.65).

An app above adds its answer with `add_place`, when its addresses are loaded; the library asks them all.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Place:
    """One occasion: what it was, on which day, and where it is read."""

    on: date | None
    what: str
    title: str
    url: str


PLACES = []


def add_place(answer):
    """Register `answer(user, document) → [Place]`: what that reader may see of where the document went."""
    if answer not in PLACES:
        PLACES.append(answer)
    return answer


def discussed_at(user, document):
    """Every occasion that this reader may see, the newest first."""
    found = [place for answer in PLACES for place in answer(user, document)]
    return sorted(found, key=lambda place: (place.on is not None, place.on), reverse=True)
