"""The titles of the objectives that a decision can touch: the Network's own eleven, and the GCM's 23."""

import json
from functools import cache

from django.conf import settings
from django.utils import translation


def network_objectives():
    """The Network's objectives as (number, title) in the active language."""
    return _titled("network_objectives.json")


def gcm_objectives():
    """The objectives of the Global Compact for Migration as (number, title) in the active language."""
    return _titled("gcm_objectives.json")


def titled(rows, numbers):
    """Those of `rows` whose number is among `numbers`, each as “9. Title”."""
    return [f"{number}. {title}" for number, title in rows if number in numbers]


def _titled(name):
    language = (translation.get_language() or "en")[:2]
    return [(row["number"], row.get(f"title_{language}") or row["title_en"]) for row in _rows(name)]


@cache
def _rows(name):
    path = settings.BASE_DIR / "data" / name
    return json.loads(path.read_text(encoding="utf-8"))["objectives"]
