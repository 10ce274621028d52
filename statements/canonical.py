"""The canonical text of a statement: all its languages as one text, and the SHA-256 that both co-chairs sign.

    UN Migration Network in the Kyrgyz Republic, joint statement, canonical text 1
    Reference: UNMN-KG/2026/STM/3
    Master language: en

    [en] master text
    # Title
    1. First paragraph.

    [ru] translation
    …

The master stands first, the translations in the order of their codes. Unicode is in form NFC, lines end in LF, a
further line of a paragraph begins with a tab; bytes are UTF-8. PostgreSQL computes the same in the function
`statements_canonical_text`, from the stored paragraphs (migration 0002): what changes here changes there.
"""

import hashlib
import unicodedata

from foundation.review.models import Paragraph
from foundation.review.redline import plain

HEAD = "UN Migration Network in the Kyrgyz Republic, joint statement, canonical text 1"


def canonical_text(statement) -> str:
    """The canonical text of all languages of a statement as they are stored now."""
    texts = sorted(
        statement.texts.exclude(current=None), key=lambda one: (not _is_master(one, statement), one.language)
    )
    rows = {}
    for row in Paragraph.objects.filter(version__in=[one.current_id for one in texts]):
        rows.setdefault(row.version_id, []).append(row)
    lines = [HEAD, f"Reference: {statement.symbol}", f"Master language: {statement.master_language}"]
    for one in texts:
        kind = "master text" if _is_master(one, statement) else "translation"
        lines += ["", f"[{one.language}] {kind}"]
        lines += [line_of(row) for row in sorted(rows.get(one.current_id, []), key=lambda row: row.position)]
    return "\n".join(lines) + "\n"


def canonical_bytes(statement) -> bytes:
    """What is hashed and signed: the canonical text in UTF-8."""
    return canonical_text(statement).encode()


def hash_of(body: str) -> str:
    """The SHA-256 of a canonical text, in hexadecimal."""
    return hashlib.sha256(body.encode()).hexdigest()


def line_of(paragraph) -> str:
    """One paragraph or heading of the canonical text."""
    words = unicodedata.normalize("NFC", plain(paragraph.html)).replace("\n", "\n\t")
    return f"{paragraph.number}. {words}" if paragraph.number else f"# {words}"


def _is_master(text, statement):
    return text.language == statement.master_language
