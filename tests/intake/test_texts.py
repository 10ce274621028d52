"""The words of each version are read by the worker: rows say what waits, the clock picks it up (issue 6, Text)."""

import os
import shutil
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from foundation.audit.models import Act
from foundation.core.workflow import NotPermitted, Refused
from foundation.documents.files import store_bytes
from foundation.documents.reading import recognition
from foundation.documents.sniffing import WORD
from foundation.search.models import Stale
from knowledge import texts
from knowledge.models import DocumentVersion
from knowledge.states import TextState
from knowledge.tasks import read_waiting
from knowledge.workflow import documents as office
from knowledge.workflow.words import read_again
from tests.cast import sign_in
from tests.intake import sixty


@pytest.fixture
def version_of(cast):
    """`version_of("a.txt", "text/plain", b"…")`: the version of a new draft of UNICEF."""

    def make(name, media_type, data):
        stored = store_bytes(name, media_type, data, by=cast.aiko)
        made = office.add_document(
            by=cast.aiko, title="A paper", kind="report", owner=cast.orgs.unicef, stored_file=stored
        )
        return made.versions.get()

    return make


@pytest.fixture
def no_tesseract(monkeypatch, tmp_path):
    """A machine without character recognition."""
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def tesseract(monkeypatch, tmp_path):
    """A program of that name which answers with the size of what it was shown, or leaves a page unread."""
    program = tmp_path / "tesseract"
    program.write_text(
        '#!/bin/sh\nif [ "$1" = --list-langs ]; then printf "eng\\nkir\\nosd\\nrus\\n"; exit; fi\n'
        'head -c 2 >/dev/null; echo "Recognised with $4"; cat >/dev/null\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return program


def test_a_new_version_waits_until_the_clock_comes(version_of):
    version = version_of("a.docx", WORD, sixty.word(sixty.RUSSIAN))
    assert version.text_state == TextState.WAITING
    read_waiting()
    version.refresh_from_db()
    assert (version.text_state, version.text_problem, version.pages) == (TextState.READ, "", 2)
    assert [page.text for page in version.page_texts.all()] == ["1", sixty.RUSSIAN]


def test_the_search_is_told_once_the_words_are_there(version_of):
    version = version_of("a.txt", "text/plain", sixty.KYRGYZ.encode())
    Stale.objects.all().delete()
    texts.read_now(version)
    assert Stale.objects.filter(source="knowledge.document", source_id=version.document_id).exists()


def test_reading_twice_changes_nothing(version_of):
    version = version_of("a.txt", "text/plain", b"words")
    texts.read_now(version)
    texts.read_now(version)
    version.refresh_from_db()
    assert version.text_attempts == 1
    assert version.page_texts.count() == 1


def test_two_workers_do_not_read_the_same_file(version_of):
    version = version_of("a.txt", "text/plain", b"words")
    DocumentVersion.objects.update(text_due_at=timezone.now() + texts.LEASE)
    texts.read_now(version)
    version.refresh_from_db()
    assert version.text_state == TextState.WAITING


def test_what_a_dead_worker_left_is_read_after_its_lease(version_of):
    version = version_of("a.txt", "text/plain", b"words")
    DocumentVersion.objects.update(text_due_at=timezone.now() - timedelta(seconds=1), text_attempts=1)
    read_waiting()
    version.refresh_from_db()
    assert version.text_state == TextState.READ


def test_a_slow_worker_does_not_overwrite_who_took_over(version_of):
    version = version_of("a.txt", "text/plain", b"words")
    version.text_due_at = timezone.now()
    DocumentVersion.objects.update(text_due_at=timezone.now() + texts.LEASE)
    texts._note(version, TextState.FAILED, "broke")
    assert DocumentVersion.objects.get().text_state == TextState.WAITING


def test_a_failure_that_may_pass_is_tried_again_twice_later_and_later(version_of):
    """Tried after one minute and after ten; then it is for people."""
    version = version_of("a.txt", "text/plain", b"words")
    path = version.stored_file.file.path
    shutil.move(path, f"{path}.away")
    waits = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        while True:
            read_waiting()
            version.refresh_from_db()
            assert (version.text_state, version.text_problem) == (TextState.FAILED, "missing")
            if version.text_due_at is None:
                break
            waits.append(version.text_due_at - timezone.now())
            read_waiting()
            assert DocumentVersion.objects.get().text_attempts == version.text_attempts
            clock.move_to(version.text_due_at)
    assert waits == [timedelta(minutes=1), timedelta(minutes=10)]
    assert version.text_attempts == 3


def test_what_comes_back_is_read_at_the_next_try(version_of):
    version = version_of("a.txt", "text/plain", b"words")
    path = version.stored_file.file.path
    shutil.move(path, f"{path}.away")
    read_waiting()
    shutil.move(f"{path}.away", path)
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        read_waiting()
    version.refresh_from_db()
    assert version.text_state == TextState.READ


def test_a_damaged_file_is_not_tried_again(version_of):
    version = version_of("a.pdf", "application/pdf", b"%PDF-1.7 noise")
    read_waiting()
    version.refresh_from_db()
    assert (version.text_state, version.text_problem, version.text_due_at) == ("failed", "damaged", None)


def test_one_file_does_not_keep_the_others_waiting(version_of):
    version_of("a.pdf", "application/pdf", b"%PDF-1.7 noise")
    good = version_of("a.txt", "text/plain", b"words")
    read_waiting()
    good.refresh_from_db()
    assert good.text_state == TextState.READ


def test_a_file_under_a_password_says_so(version_of):
    version = version_of("a.pdf", "application/pdf", sixty.locked_pdf())
    read_waiting()
    version.refresh_from_db()
    assert version.text_state == TextState.LOCKED
    assert "password" in str(version.words_problem)


def test_without_recognition_a_scan_says_that_its_words_cannot_be_searched(version_of, no_tesseract):
    version = version_of("a.pdf", "application/pdf", sixty.scan())
    read_waiting()
    version.refresh_from_db()
    assert (version.text_state, version.pages) == (TextState.EMPTY, 1)
    assert version.words_problem == "This is a scan; its words cannot be searched here."


@pytest.mark.parametrize(("name", "kind", "make"), [
    ("a.pdf", "application/pdf", sixty.scan), ("a.png", "image/png", sixty.picture),
])  # fmt: skip
def test_with_recognition_a_scan_is_read_in_the_three_languages(version_of, tesseract, name, kind, make):
    version = version_of(name, kind, make())
    read_waiting()
    version.refresh_from_db()
    assert (version.text_state, version.text_problem, version.text_due_at) == (TextState.SCANNED, "", None)
    assert version.page_texts.get().text == "Recognised with kir+rus+eng"


def test_only_pages_without_words_are_recognised(version_of, tesseract):
    from weasyprint import HTML

    mixed = HTML(string="<p>Words</p><p style='break-before: page'>").write_pdf()
    version = version_of("a.pdf", "application/pdf", mixed)
    read_waiting()
    pages = [page.text for page in version.page_texts.all()]
    assert pages == ["Words", "Recognised with kir+rus+eng"]


def test_a_long_scan_is_recognised_in_several_goes(version_of, tesseract, monkeypatch):
    """One task stays short: what is left waits for the next, and begins where this one ended."""
    monkeypatch.setattr(texts, "RECOGNITION", -1)
    monkeypatch.setattr(texts, "RUN", 0.001)
    blank = _blank_pages(3)
    version = version_of("a.pdf", "application/pdf", blank)
    seen = []
    for _go in range(5):
        version.refresh_from_db()
        texts.read_now(version)
        version.refresh_from_db()
        seen.append((version.text_state, version.text_recognised_to))
        if version.text_state != TextState.WAITING:
            break
    assert seen == [("waiting", 1), ("waiting", 2), ("scanned", 0)]
    assert version.page_texts.exclude(text="").count() == 3


def _blank_pages(count):
    import io

    import pypdfium2

    made = pypdfium2.PdfDocument.new()
    for _number in range(count):
        made.new_page(100, 100)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def test_a_recognition_that_fails_leaves_the_page_without_words(version_of, tesseract):
    tesseract.write_text('#!/bin/sh\nif [ "$1" = --list-langs ]; then echo eng; exit; fi\nexit 1\n')
    recognition._languages.cache_clear()
    version = version_of("a.pdf", "application/pdf", sixty.scan())
    read_waiting()
    version.refresh_from_db()
    assert (version.text_state, str(version.text_problem)) == (TextState.EMPTY, "scan")


def test_who_keeps_a_document_has_its_words_read_again(version_of, cast):
    version = version_of("a.pdf", "application/pdf", b"%PDF-1.7 noise")
    read_waiting()
    version.refresh_from_db()
    version.stored_file.file.storage.delete(version.stored_file.file.name)
    version.stored_file.file.storage.save(
        version.stored_file.file.name, ContentFile(sixty.pdf(sixty.ENGLISH))
    )
    with pytest.raises(NotPermitted):
        read_again(version, by=cast.temir)
    read_again(version, by=cast.aiko)
    assert Act.objects.filter(verb="knowledge.read_again").exists()
    with pytest.raises(Refused, match="waiting to be read"):
        read_again(version, by=cast.aizada)
    read_waiting()
    version.refresh_from_db()
    assert version.text_state == TextState.READ


def test_trouble_and_its_button_stand_on_the_documents_page(version_of, cast):
    version = version_of("a.pdf", "application/pdf", b"%PDF-1.7 noise")
    read_waiting()
    page = sign_in(cast.aiko).get(version.document.get_absolute_url()).content.decode()
    assert "The file is damaged" in page
    assert reverse("knowledge:read_again", args=[version.document_id, version.pk]) in page
    answer = sign_in(cast.aiko).post(reverse("knowledge:read_again", args=[version.document_id, version.pk]))
    assert answer.status_code == 302
    version.refresh_from_db()
    assert version.text_state == TextState.WAITING
    assert (
        "words are being read" in sign_in(cast.aiko).get(version.document.get_absolute_url()).content.decode()
    )


def test_only_one_reading_runs_in_the_whole_portal(version_of):
    """The lock is the database's: of two workers one is free for letters and for the clock."""
    import threading

    from django.db import connection

    version_of("a.txt", "text/plain", b"words")

    def hold(held, done):
        texts._lock("pg_try_advisory_lock")
        held.set()
        done.wait(30)
        texts._lock("pg_advisory_unlock")
        connection.close()

    held, done = threading.Event(), threading.Event()
    other = threading.Thread(target=hold, args=(held, done))
    other.start()
    held.wait(30)
    read_waiting()
    done.set()
    other.join()
    assert DocumentVersion.objects.get().text_state == TextState.WAITING
