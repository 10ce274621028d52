"""Have a file read in a process of its own, and take from it no more than was agreed."""

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from foundation.documents.reading.limits import Limits

ROOT = Path(__file__).resolve().parents[3]
CHILD = "foundation.documents.reading.child"
# Enough for a language's letters and a program's name; the child needs no secret, so it is given none.
ENVIRONMENT = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "OMP_THREAD_LIMIT": "1"}


@dataclass
class Reading:
    """What came of one reading: `problem` is a key of `words.PROBLEMS`, empty when the words are there."""

    pages: list[tuple[int, str]] = field(default_factory=list)
    about: dict = field(default_factory=dict)
    total: int = 0
    cut: bool = False
    problem: str = ""

    @property
    def has_words(self):
        """Whether any page has any."""
        return any(text for _number, text in self.pages)

    @property
    def wordless(self):
        """The numbers of the pages that are pictures of words at best."""
        return [number for number, text in self.pages if not text]


def read_apart(path, media_type, *, limits=None):
    """Return the `Reading` of the file at `path`, whatever is in it; never raises for what a file does."""
    limits = limits or Limits()
    reading = Reading(problem="broke")
    # Each letter may become an escape of twelve bytes in JSON.
    most = 12 * limits.characters + 200 * limits.pages + 100_000
    with started("words", path, media_type, limits=limits) as child:
        for line in _lines(child, most):
            _take(reading, line)
    if reading.problem == "broke":
        reading.problem = _why_it_ended(child.returncode)
    if reading.problem:
        reading.pages.clear()
    return reading


def dots_of(path, media_type, number, *, limits=None):
    """Return one page as a portable grey map, or None when it cannot be drawn."""
    limits = limits or Limits()
    with started(f"dots:{number}", path, media_type, limits=limits) as child:
        drawn = child.stdout.read(limits.pixels + 100)
    return drawn if child.returncode == 0 and drawn.startswith(b"P5 ") else None


@contextmanager
def started(job, path, media_type, *, limits):
    """Run the child for one job; it is gone, with all that it started, when the block ends."""
    command = [sys.executable, "-m", CHILD, job, str(path), media_type, *limits.as_arguments()]
    with run_apart(command, wall=limits.wall) as child:
        yield child


@contextmanager
def run_apart(command, *, wall, **pipes):
    """Run a program in a session of its own for at most `wall` seconds, without our environment."""
    child = subprocess.Popen(
        command, cwd=ROOT, env=ENVIRONMENT, start_new_session=True,
        **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, **pipes},
    )  # fmt: skip
    clock = threading.Timer(wall, _end, [child])
    clock.daemon = True
    clock.start()
    try:
        yield child
        child.stdout.close()
        child.wait()
    finally:
        clock.cancel()
        _end(child)
        child.wait()


def _end(child):
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def _lines(child, most):
    """The lines that the child writes, as long as it keeps to what was agreed."""
    while line := child.stdout.readline(most):
        most -= len(line)
        if most <= 0 or not line.endswith(b"\n"):
            return
        yield json.loads(line)


def _take(reading, line):
    if "page" in line:
        reading.pages.append((line["page"], line["text"]))
    elif "about" in line:
        reading.about = line["about"]
    elif line["end"] == "read":
        reading.problem, reading.total, reading.cut = "", line["pages"], line["cut"]
    else:
        reading.problem = line["end"]


def _why_it_ended(code):
    """Processor time and our clock end a child by a signal; so does a library that finds no memory."""
    return "time" if code in (-signal.SIGKILL, -signal.SIGXCPU) else "broke"
