"""The lists from which a document is described, with their words in three languages (data/*.json)."""

import json
from functools import cache

from django.conf import settings

from foundation.core.templatetags.ui import in_language

# name of the field: file, key of the list in it, name of the key of a row, name of its words
SOURCES = {
    "themes": ("library_lists.json", "themes", "key", ""),
    "oblasts": ("library_lists.json", "oblasts", "key", ""),
    "corridors": ("library_lists.json", "corridors", "key", ""),
    "populations": ("library_lists.json", "populations", "key", ""),
    "network_objectives": ("network_objectives.json", "objectives", "number", "title_"),
    "gcm_objectives": ("gcm_objectives.json", "objectives", "number", "title_"),
    "sdgs": ("sdgs.json", "goals", "number", "title_"),
    "sdg_targets": ("sdgs.json", "migration_targets", "code", "text_"),
}
NUMBERED = {"network_objectives", "gcm_objectives", "sdgs", "sdg_targets"}


@cache
def _rows(name):
    file, rows, key, words = SOURCES[name]
    path = settings.BASE_DIR / "data" / file
    found = json.loads(path.read_text(encoding="utf-8"))[rows]
    return {
        row[key]: {f"title_{code}": row.get(f"{words}{code}", "") for code, _name in settings.LANGUAGES}
        for row in found
    }


def choices(name):
    """The rows of a list as (key, words) in the active language."""
    return [(key, label(name, key)) for key in _rows(name)]


def label(name, key):
    """The words for one key in the active language; the key itself where the list does not know it."""
    row = _rows(name).get(key)
    if row is None:
        return str(key)
    return f"{key}. {in_language(row, 'title')}" if name in NUMBERED else in_language(row, "title")


def labels(name, keys):
    """The words for several keys, in the order of the list."""
    order = {key: number for number, key in enumerate(_rows(name))}
    return [label(name, key) for key in sorted(keys, key=lambda key: order.get(key, len(order)))]
