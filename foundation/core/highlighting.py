"""Words that were searched for, found again and marked in a text, whatever their endings."""

import re

from django.utils.html import escape, strip_tags
from django.utils.safestring import mark_safe

SHORTEST = 2
AROUND = 90
FOLDED = str.maketrans("ңөүё", "ноуе")


def fold(text):
    """The search form of a text, of the same length: lower case, Kyrgyz letters as their Russian neighbours."""
    return "".join(letter.lower()[:1] for letter in text).translate(FOLDED)


def stems(query):
    """The beginnings by which words of a text are marked: what is left of each word without its ending."""
    words = re.findall(r"\w+", fold(query))
    return [
        word if len(word) < 5 else word[: max(4, len(word) - 2)] for word in words if len(word) >= SHORTEST
    ]


def snippet(text, query):
    """The place in a text that matches, with the words marked; safe HTML."""
    plain = " ".join(strip_tags(text).split())
    marks = _marks(plain, stems(query))
    start = max(0, marks[0][0] - AROUND) if marks else 0
    if start:
        start = plain.find(" ", start) + 1
    end = min(len(plain), start + 2 * AROUND + 40)
    pieces, at = [], start
    for begins, ends in marks:
        if begins < at or ends > end:
            continue
        pieces += [escape(plain[at:begins]), "<mark>", escape(plain[begins:ends]), "</mark>"]
        at = ends
    pieces.append(escape(plain[at:end]))
    before, after = "… " if start else "", " …" if end < len(plain) else ""
    return mark_safe(before + "".join(pieces) + after)  # noqa: S308 -- every piece is escaped above


def _marks(plain, beginnings):
    folded = fold(plain)
    return [
        word.span() for word in re.finditer(r"\w+", folded)
        if any(word.group().startswith(beginning) for beginning in beginnings)
    ]  # fmt: skip
