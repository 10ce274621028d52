"""Character recognition of scans by Tesseract, where the machine has it with the three languages.

Without it a scan is kept and shown as ever; it is only not found by its words, and its page says so.
"""

import functools
import shutil
import subprocess
import sys
import threading

from foundation.documents.reading.apart import dots_of, run_apart
from foundation.documents.reading.limits import Limits
from foundation.documents.reading.pages import clean

# In this order: Tesseract believes the first most, and with Russian before Kyrgyz reads ө as е.
LANGUAGES = ("kir", "rus", "eng")
UNDER_LIMITS = "foundation.documents.reading.under_limits"
# Seconds of processor for one page, and how many pages of one file are worth it.
PAGE = Limits(cpu=60, wall=90)
MOST_PAGES = 200
DRAWABLE = ("application/pdf", "image/png", "image/jpeg")


def tesseract():
    """The program's path; empty when this machine has none."""
    return shutil.which("tesseract") or ""


def languages():
    """The languages of the portal that the program here can read; empty without the program."""
    return _languages(tesseract())


@functools.cache
def _languages(program):
    if not program:
        return ()
    listed = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
    ).stdout.split()
    return tuple(language for language in LANGUAGES if language in listed)


def recognise(path, media_type, numbers):
    """Yield (number, words) of these pages; a page that cannot be drawn or read has none."""
    for number in numbers[:MOST_PAGES]:
        dots = dots_of(path, media_type, number, limits=PAGE)
        yield number, clean(_words_of(dots)) if dots else ""


def _words_of(dots):
    command = [
        sys.executable, "-m", UNDER_LIMITS, *PAGE.as_arguments(), "--",
        tesseract(), "stdin", "stdout", "-l", "+".join(languages()),
    ]  # fmt: skip
    with run_apart(command, wall=PAGE.wall, stdin=subprocess.PIPE) as program:
        # Both pipes at once: a program that answers before it has read all would wait for us for ever.
        writer = threading.Thread(target=_hand_over, args=(program.stdin, dots), daemon=True)
        writer.start()
        words = program.stdout.read(PAGE.page_characters * 4)
    return words.decode(errors="replace") if program.returncode == 0 else ""


def _hand_over(pipe, dots):
    try:
        with pipe:
            pipe.write(dots)
    except BrokenPipeError:
        pass  # It ended without reading on: what it said, if anything, is its answer.
