"""Internal passages: paragraphs of an otherwise shared text that only insiders read.

Whatever shows the words of a paragraph gets it here, and says for whom. An outsider gets the same paragraph,
with the same number, and the mark in place of its words. Which readers are insiders is said by the owner.
"""

from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from foundation.review.models import Paragraph


def read_out(version, *, sees_internal):
    """The paragraphs and headings of a version, in their order, as this kind of reader may read them."""
    text = version.text
    return [_for(row, text, sees_internal) for row in Paragraph.objects.filter(version=version.pk)]


def read_one(paragraph, *, sees_internal):
    """One paragraph as this kind of reader may read it."""
    return _for(paragraph, paragraph.version.text, sees_internal)


def withheld(rows, language):
    """The same for paragraphs that are in no version yet: `is_internal` says which ones."""
    return [_withhold(row, language) if row.is_internal else row for row in rows]


def readable(rows, *, sees_internal):
    """Narrow a query over paragraphs, before anything is looked for in their words."""
    return rows if sees_internal else rows.outside()


def count_of(version):
    """How many passages of a version are internal; of a text that is in no version yet, by its `rows`."""
    rows = version.rows if hasattr(version, "rows") else read_out(version, sees_internal=True)
    return sum(row.is_internal for row in rows)


def mark(language):
    """The words that stand in the place of an internal passage, in the language of the text."""
    with translation.override(language):
        return _("[internal passage]")


def _for(row, text, sees_internal):
    row.is_internal = row.anchor in text.internal
    return row if sees_internal or not row.is_internal else _withhold(row, text.language)


def _withhold(row, language):
    # The row of the database is frozen by trigger, so that these words can never be saved by mistake.
    row.html = str(format_html("<p>{}</p>", mark(language)))
    row.voices, row.is_decision, row.is_withheld = [], False, True
    return row
