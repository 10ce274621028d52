"""Files of all kinds, good and bad: each is taken or refused in clear words, and the worker lives (issue 6)."""

import re
import sys

import pytest

from foundation.core import workflow
from foundation.documents import files
from foundation.documents.models import StoredFile
from foundation.documents.reading.apart import read_apart, run_apart
from foundation.documents.reading.limits import MEBIBYTE, Limits
from foundation.documents.reading.words import PROBLEMS, in_words
from tests.intake import sixty


def test_there_are_more_than_sixty_of_them():
    assert len(sixty.FILES) > 60


@pytest.mark.parametrize("what", sixty.FILES)
def test_each_file_is_taken_or_refused_in_clear_words(what, db, tmp_path):
    name, source, outcome = sixty.FILES[what]
    path = tmp_path / "sent"
    path.write_bytes(sixty.made(source))
    if isinstance(outcome, sixty.Refused):
        with pytest.raises(workflow.Refused) as refusal:
            files.store_from_path(path, name, by=None)
        assert outcome.words in str(refusal.value)
        assert not StoredFile.objects.exists()
        return
    stored = files.store_from_path(path, name, by=None)
    assert re.fullmatch(r"[^/\\\x00-\x1f\u202e]{1,211}", stored.name)
    reading = read_apart(stored.file.path, stored.media_type)
    if outcome.words:
        assert not reading.problem
        assert outcome.words in "\n".join(text for _number, text in reading.pages)
    elif outcome.problem in ("scan", "picture", "no words"):
        assert reading.wordless
        assert not reading.has_words
    elif outcome.problem == "cut":
        assert reading.cut
        assert reading.total == 10_000
        assert len(reading.pages) < reading.total
    else:
        assert reading.problem == outcome.problem
        assert not reading.pages


@pytest.mark.parametrize("problem", PROBLEMS)
def test_each_problem_has_a_whole_sentence(problem):
    assert re.fullmatch(r"[A-Z].{20,}\.", str(in_words(problem)))


def test_a_page_keeps_its_number(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(sixty.pdf(sixty.KYRGYZ))
    assert read_apart(path, "application/pdf").pages == [(1, "1"), (2, sixty.KYRGYZ)]


def test_a_reading_that_wants_more_memory_than_it_may_have_ends_alone(tmp_path):
    path = tmp_path / "wide.docx"
    path.write_bytes(sixty.word_xml("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 300_000))
    kind = files.sniffing.WORD
    assert read_apart(path, kind, limits=Limits(memory=160 * MEBIBYTE)).problem in (
        "memory",
        "broke",
        "damaged",
    )
    assert not read_apart(path, kind, limits=Limits(memory=1024 * MEBIBYTE)).problem


def test_a_reading_that_takes_more_processor_time_than_it_may_is_ended(tmp_path):
    path = tmp_path / "long.docx"
    path.write_bytes(sixty.word_xml("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 600_000))
    reading = read_apart(path, files.sniffing.WORD, limits=Limits(cpu=1, memory=2048 * MEBIBYTE))
    assert reading.problem == "time"
    assert not reading.pages


def test_a_reading_that_hangs_is_ended_by_our_clock(tmp_path):
    with run_apart([sys.executable, "-c", "import time; time.sleep(600)"], wall=0.2) as child:
        assert child.stdout.read() == b""
    assert child.returncode == -9


def test_a_file_cannot_make_the_portal_hold_more_words_than_agreed(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("слово\n" * 50_000)
    reading = read_apart(path, "text/plain", limits=Limits(characters=20_000))
    assert reading.cut
    assert sum(len(text) for _number, text in reading.pages) <= 20_000


@pytest.mark.parametrize("job", ["words", "dots:1"])
def test_the_child_stands_under_its_limits_before_it_opens_the_file(job, tmp_path):
    """RLIMIT_AS too small for any reader: not one page comes back, and nothing is raised here."""
    path = tmp_path / "a.png"
    path.write_bytes(sixty.picture())
    reading = read_apart(path, "image/png", limits=Limits(memory=24 * MEBIBYTE))
    assert reading.problem in ("broke", "memory", "damaged")


DOORS = {
    "network": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "name": "import socket; socket.getaddrinfo('example.org', 80)",
    "program": "import subprocess; subprocess.run(['true'])",
    "shell": "import os; os.system('true')",
    "fork": "import os; os.fork()",
}


@pytest.mark.parametrize("door", DOORS)
def test_the_child_reaches_no_network_and_starts_no_program(door):
    code = (
        f"from foundation.documents.reading.limits import close_the_doors; close_the_doors()\n{DOORS[door]}"
    )
    with run_apart([sys.executable, "-c", code], wall=30) as child:
        pass
    assert child.returncode == 1


def test_the_child_writes_no_file(tmp_path):
    target = tmp_path / "written"
    code = (
        "from foundation.documents.reading.limits import Limits, stand_under; stand_under(Limits())\n"
        f"with open({str(target)!r}, 'w') as file:\n    file.write('x')"
    )
    with run_apart([sys.executable, "-c", code], wall=30) as child:
        pass
    assert child.returncode != 0
    assert target.read_bytes() == b""


def test_the_child_is_given_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    with run_apart([sys.executable, "-c", "import os; print(dict(os.environ))"], wall=30) as child:
        said = child.stdout.read()
    assert b"do not tell" not in said
    assert b"DATABASE_URL" not in said


def test_the_child_knows_no_django():
    code = "import foundation.documents.reading.child, sys; print('django' in sys.modules)"
    with run_apart([sys.executable, "-c", code], wall=30) as child:
        assert child.stdout.read() == b"False\n"
