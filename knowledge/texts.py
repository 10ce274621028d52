"""The words of each version, read by the worker: rows say what waits, the clock picks it up, nothing is lost.

waiting ──▶ read · scanned · empty · locked · failed
   ▲                                            │
   └── after a minute, after ten, then by hand ─┘
"""

import logging
import time
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from foundation.documents.reading import recognition
from foundation.documents.reading.apart import Reading, read_apart
from foundation.documents.reading.words import FINAL
from knowledge.models import DocumentVersion, Page
from knowledge.states import TextState

T = TextState
# Longer than any reading may take, so that no two workers read one file; after it a dead worker's is taken over.
LEASE = timedelta(minutes=12)
PATIENCE = (timedelta(minutes=1), timedelta(minutes=10))
MOST_ATTEMPTS = 3
# Seconds that one run spends on recognition before it lets the next one go on, and on all of its files.
RECOGNITION = 120
RUN = 120
# One reading at a time in the whole portal: the other half of the workers is for letters and the clock.
ONE_READER = 7_206_001

logger = logging.getLogger(__name__)


def read_waiting():
    """Read what is due, one file after another, for about two minutes; nothing while somebody else does."""
    if not _lock("pg_try_advisory_lock"):
        return
    try:
        ends = time.monotonic() + RUN
        while time.monotonic() < ends:
            version = DocumentVersion.objects.due_to_be_read().order_by("text_due_at", "pk").first()
            if version is None:
                return
            read_now(version)
    finally:
        _lock("pg_advisory_unlock")


def _lock(function):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [ONE_READER])
        return cursor.fetchone()[0]


def read_now(version):
    """Read one version if it is due and nobody else has it; write its pages and how it went."""
    lease = timezone.now() + LEASE
    due = DocumentVersion.objects.due_to_be_read().filter(pk=version.pk)
    if not due.update(text_due_at=lease, text_state=T.WAITING, text_attempts=F("text_attempts") + 1):
        return
    version.refresh_from_db()
    if version.text_recognised_to:
        _go_on_recognising(version)
        return
    stored = version.stored_file
    if not stored.file.storage.exists(stored.file.name):
        _note(version, T.FAILED, "missing")
        return
    reading = read_apart(stored.file.path, stored.media_type)
    state, problem = _outcome(reading, stored.media_type)
    recognises = problem in ("scan", "picture", "cut", "") and reading.wordless and recognition.languages()
    if recognises and stored.media_type in recognition.DRAWABLE:
        _note(version, T.WAITING, problem, reading)
        _go_on_recognising(version)
    else:
        _note(version, state, problem, reading)


def _outcome(reading, media_type):
    """The state and the key of the sentence beside it."""
    if reading.problem:
        return (T.LOCKED if reading.problem == "locked" else T.FAILED), reading.problem
    if reading.has_words:
        return T.READ, "cut" if reading.cut else ""
    if media_type == "application/pdf":
        return T.EMPTY, "scan"
    return T.EMPTY, "picture" if media_type.startswith("image/") else ""


def _go_on_recognising(version):
    """Recognise the words of the next pages that have none; the rest waits for the next run."""
    wordless = list(
        version.page_texts.filter(text="", number__gt=version.text_recognised_to)
        .order_by("number")
        .values_list("number", flat=True)
    )
    stored, ends = version.stored_file, time.monotonic() + RECOGNITION
    most = wordless[: recognition.MOST_PAGES]
    for number, text in recognition.recognise(stored.file.path, stored.media_type, most):
        with transaction.atomic():
            version.page_texts.filter(number=number).update(text=text)
            DocumentVersion.objects.filter(pk=version.pk).update(text_recognised_to=number)
        if number != wordless[-1] and time.monotonic() > ends:
            _note(version, T.WAITING, version.text_problem, due_at=timezone.now(), attempts=0)
            return
    has_words = version.page_texts.exclude(text="").exists()
    problem = version.text_problem if version.text_problem == "cut" or not has_words else ""
    _note(version, T.SCANNED if has_words else T.EMPTY, problem, attempts=0, recognised_to=0)


def _note(version, state, problem, reading: Reading | None = None, **facts):
    """Write pages and state in one transaction, unless the lease ended and somebody else has the version now."""
    tries_again = state == T.FAILED and problem not in FINAL and version.text_attempts < MOST_ATTEMPTS
    if tries_again:
        facts["due_at"] = timezone.now() + PATIENCE[version.text_attempts - 1]
    elif state == T.WAITING:
        facts.setdefault("due_at", version.text_due_at)
    with transaction.atomic():
        mine = DocumentVersion.objects.select_for_update().filter(
            pk=version.pk, text_due_at=version.text_due_at
        )
        if not mine.exists():
            logger.warning("Version %s was taken over while it was being read.", version.pk)
            return
        if reading is not None:
            _write_pages(version, reading)
            facts["pages"] = reading.total or None
        names = {"due_at", "attempts", "recognised_to"}
        values = {f"text_{name}" if name in names else name: value for name, value in facts.items()}
        # After the pages: by this the search knows that there are new words.
        mine.update(**{"text_due_at": None, **values}, text_state=state, text_problem=problem)
    version.refresh_from_db()


def _write_pages(version, reading):
    version.page_texts.all().delete()
    Page.objects.bulk_create(
        [Page(version=version, number=number, text=text) for number, text in reading.pages], batch_size=500
    )
