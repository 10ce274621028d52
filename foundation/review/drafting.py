"""A text as one types it: paragraphs apart by an empty line, a heading begins with #; and back into blocks.

A paragraph that stays keeps its anchor, so that what changed between any two versions can be shown word by word.
"""

from difflib import SequenceMatcher

from foundation.review.redline import as_html, plain
from foundation.review.workflow import Block


def as_draft(version):
    """A version as the text that one edits."""
    return "\n\n".join(line_of(row) for row in version.paragraphs.all())


def line_of(row):
    """One paragraph as it is typed."""
    return plain(row.html) if row.number else f"# {plain(row.html)}"


def lines_of(draft):
    """The paragraphs of what was typed, each on one line."""
    return [" ".join(part.split("\n")).strip() for part in draft.split("\n\n") if part.strip()]


def blocks_of(draft, before=None):
    """The draft as blocks; what stays, or takes the place of something in `before`, keeps its anchor.

    `before` is a version, or a list of its paragraphs. Anchors are p1, p2 …
    """
    lines = lines_of(draft)
    old = [] if not before else list(before) if isinstance(before, list) else list(before.paragraphs.all())
    anchors = {}
    matcher = SequenceMatcher(None, [line_of(row) for row in old], lines, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind in ("equal", "replace"):
            anchors |= {j1 + step: old[i1 + step].anchor for step in range(min(i2 - i1, j2 - j1))}
    fresh = max((int(row.anchor[1:]) for row in old), default=0)
    blocks = []
    for place, line in enumerate(lines):
        if place not in anchors:
            fresh += 1
        blocks.append(
            Block(
                html=as_html(line.lstrip("# ")),
                anchor=anchors.get(place, f"p{fresh}"),
                is_heading=line.startswith("#"),
            )
        )
    return blocks
