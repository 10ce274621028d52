"""What a reader gives back, and the faults that it may name. No Django here."""

import re
import unicodedata

# Pages of a text that has none of its own: about what a printed page holds.
PAGE_OF_TEXT = 3000
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\ufeff]")


class Unreadable(Exception):
    """The file cannot be read; `problem` says why, by one of the keys in `words.PROBLEMS`."""

    def __init__(self, problem):
        super().__init__(problem)
        self.problem = problem


def clean(text):
    """Words as people typed them: composed letters, no control characters, words joined over a line's end."""
    # PDFium marks a hyphen at the end of a line so; the word goes on in the next one.
    text = re.sub("[\ufffe\x02]\r?\n?", "", text)
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub(r"[ \t\xa0]+", " ", text)
    return unicodedata.normalize("NFC", re.sub(r" ?\n(?: ?\n)+", "\n\n", text)).strip()


def in_pages(paragraphs):
    """Cut a run of paragraphs into pages: at `None`, which is a page break, or when one is full."""
    page, length = [], 0
    for paragraph in paragraphs:
        if paragraph is not None:
            page.append(paragraph)
            length += len(paragraph)
        if page and (paragraph is None or length >= PAGE_OF_TEXT):
            yield "\n".join(page)
            page, length = [], 0
    if page:
        yield "\n".join(page)
