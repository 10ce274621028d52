"""Tracked change by word: what was taken out and what was put in."""

import difflib
import re
from html import unescape

import nh3
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from foundation.review.passages import read_out

ALLOWED_TAGS = {"p", "h3", "h4", "ul", "ol", "li", "strong", "em", "b", "i", "a", "br"}
# The class by which the notes mark an internal passage.
INTERNAL = "internal"
# A word keeps its apostrophes and hyphens; whitespace and punctuation are pieces of their own.
PIECES = re.compile(r"\s+|\w+(?:[’'\-]\w+)*|[^\w\s]")


def clean(html):
    """Keep what the minutes may contain (headings, bold, italic, lists, links, internal passages), no more."""
    return nh3.clean(
        html, tags=ALLOWED_TAGS, attributes={"a": {"href"}}, allowed_classes={"p": {INTERNAL}},
        url_schemes={"http", "https", "mailto"},
    )  # fmt: skip


def plain(html):
    """The words of a paragraph without its markup, for a text field and for comparison."""
    spaced = re.sub(r"<br\s*/?>", "\n", html)
    return unescape(nh3.clean(spaced, tags=set())).strip()


def as_html(wording):
    """Proposed words as the markup of one paragraph."""
    lines = wording.strip().splitlines()
    return format_html("<p>{}</p>", format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines)))


def redline(before, after):
    """Mark `after` against `before`, both plain text, by `<del>` and `<ins>` around whole words."""
    old, new = PIECES.findall(before), PIECES.findall(after)
    out, taken, given = [], "", ""
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, becomes = "".join(old[i1:i2]), "".join(new[j1:j2])
        # A single space between two changed words belongs to the change: it would cut it in three.
        if kind == "equal" and (was.strip() or not (taken or given)):
            out += [*_change(taken, given), ("{}", was)]
            taken = given = ""
        else:
            taken, given = taken + was, given + becomes
    out += _change(taken, given)
    return format_html_join("", "{}", ((format_html(shape, words),) for shape, words in out))


def words_changed(before, after):
    """How many words differ between two texts: of each change the longer side, as people count."""
    old, new = PIECES.findall(before), PIECES.findall(after)
    changes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return sum(
        max(_words(old[i1:i2]), _words(new[j1:j2])) for kind, i1, i2, j1, j2 in changes if kind != "equal"
    )


def _words(pieces):
    return sum(1 for piece in pieces if piece[0].isalnum())


def _change(taken, given):
    tail = " " if taken.endswith(" ") and given.endswith(" ") else ""
    if tail:
        taken, given = taken[:-1], given[:-1]
    pieces = [("<del>{}</del>", taken)] if taken else []
    if taken and given and not taken[-1].isspace() and not given[0].isspace():
        # Read aloud or copied without the marks, the two words would run together.
        pieces.append(("{}", " "))
    pieces += [("<ins>{}</ins>", given)] if given else []
    return [*pieces, ("{}", tail)] if tail else pieces


def what_changed(before, after, *, sees_internal):
    """The paragraphs of version `after` that differ from `before`, with their tracked change.

    Returns a list of `{"paragraph", "redline"}`, in the order of the text. For a reader who does not see
    internal passages, nothing changed in them.
    """
    old = {row.anchor: row for row in read_out(before, sees_internal=sees_internal)}
    changed = []
    for paragraph in read_out(after, sees_internal=sees_internal):
        was = old.get(paragraph.anchor)
        words = plain(was.html) if was else ""
        if was is None or words != plain(paragraph.html):
            changed.append({"paragraph": paragraph, "redline": redline(words, plain(paragraph.html))})
    return changed
