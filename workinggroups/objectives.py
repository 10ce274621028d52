"""The duties of the Network's Terms of Reference, by which groups say what they work for."""

import json
from functools import cache

from django.conf import settings

from foundation.core.templatetags.ui import in_language


@cache
def _all():
    path = settings.BASE_DIR / "data" / "network_objectives.json"
    return {row["number"]: row for row in json.loads(path.read_text(encoding="utf-8"))["objectives"]}


def objective_choices():
    """Number and title, in the active language."""
    return [(number, title_of(number)) for number in _all()]


def title_of(number):
    """`2. Regular updates on migration dynamics`, in the active language."""
    row = _all().get(number)
    return f"{number}. {in_language(row, 'title')}" if row else str(number)
