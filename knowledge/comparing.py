"""Comparing the text of two versions, line by line and in changed lines word by word."""

import difflib
from dataclasses import dataclass

from django.utils.html import format_html

from foundation.review.redline import redline
from knowledge.models import Page

# A text of thousands of pages would keep the reader, and the server, waiting.
MOST_LINES = 8000
MOST_WORDS = 3000
AROUND = 2


@dataclass(frozen=True)
class Block:
    """A run of lines: what changed (as marked text), or how many alike ones are left out."""

    text: str = ""
    is_change: bool = False
    alike: int = 0


@dataclass(frozen=True)
class Comparison:
    """What differs between two texts."""

    blocks: list
    is_cut: bool

    @property
    def changes(self):
        """How many places differ."""
        return sum(block.is_change for block in self.blocks)


def lines_of(*versions):
    """The lines of each version's text, without empty ones; an empty list where it has not been read."""
    pages = Page.objects.filter(version__in=versions).order_by("number").values_list("version", "text")
    found = {version.pk: [] for version in versions}
    for version, text in pages:
        found[version] += [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    return [found[version.pk] for version in versions]


def compare(before, after):
    """Compare the texts of two versions."""
    old, new = lines_of(before, after)
    is_cut = max(len(old), len(new)) > MOST_LINES
    old, new = old[:MOST_LINES], new[:MOST_LINES]
    blocks = []
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (kind, i1, i2, j1, j2) in enumerate(steps):
        if kind == "equal":
            blocks += _alike(new[j1:j2], is_first=number == 0, is_last=number == len(steps) - 1)
        else:
            blocks.append(Block(_marked("\n".join(old[i1:i2]), "\n".join(new[j1:j2])), is_change=True))
    return Comparison(blocks, is_cut)


def _alike(lines, *, is_first, is_last):
    """A few lines beside each change; the others are counted."""
    head, tail = (0 if is_first else AROUND), (0 if is_last else AROUND)
    if len(lines) <= head + tail + 1:
        return [Block("\n".join(lines))]
    found = [Block("\n".join(lines[:head]))] if head else []
    found.append(Block(alike=len(lines) - head - tail))
    return found + ([Block("\n".join(lines[-tail:]))] if tail else [])


def _marked(was, becomes):
    if len(was.split()) + len(becomes.split()) > MOST_WORDS:
        return format_html("<del>{}</del>\n<ins>{}</ins>", was, becomes)
    return redline(was, becomes)
