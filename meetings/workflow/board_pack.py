"""The board pack (agenda and papers in one file): asked for, made in the background, given to who reads the same.

The row is the truth, the broker only nudges: a pack that waits or whose worker died is nudged again by the
page that waits for it.
"""

import hashlib
import json
import logging
from datetime import timedelta
from functools import partial

from celery import current_app
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from kombu.exceptions import KombuError, OperationalError

from foundation.core.workflow import Refused
from meetings.models import BoardPack, Paper
from meetings.states import PackState

logger = logging.getLogger(__name__)

TASK = "meetings.make_board_pack"
GIVE_UP = {"max_retries": 1, "interval_start": 0, "interval_step": 0}
# Raise it when packs are made differently, so that old ones are made anew.
EDITION = 1
LOST_AFTER = timedelta(minutes=10)
NUDGE_AFTER = timedelta(seconds=20)


def contents_for(revision, papers, *, items, guest, language):
    """What a pack holds for one reader: `papers` as `Paper` rows with their files, in the order of the agenda."""
    return {
        "edition": EDITION,
        "revision": revision.pk,
        "language": language,
        "guest": guest.pk if guest else None,
        "items": sorted(items),
        "papers": [
            [paper.pk, paper.stored_file.sha256, paper.title, paper.classification] for paper in papers
        ],
    }


def hash_of(contents):
    """One hash for the same contents, whoever asks."""
    return hashlib.sha256(json.dumps(contents, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def find_pack(meeting, contents):
    """The pack with exactly these contents, or None."""
    rows = BoardPack.objects.filter(meeting=meeting).select_related("pdf", "archive")
    return rows.filter(content_hash=hash_of(contents)).first()


def order_pack(meeting, contents, *, guest):
    """Ask for a pack; one that is there already, or is being made, is not made twice. Returns the `BoardPack`.

    One that failed or whose worker died is queued again.
    """
    if not contents["items"]:
        raise Refused(_("The agenda that you can read has no items, so there is nothing to put together."))
    with transaction.atomic():
        pack, is_new = BoardPack.objects.get_or_create(
            meeting=meeting, content_hash=hash_of(contents),
            defaults={"language": contents["language"], "guest": guest, "contents": contents,
                      "asked_at": timezone.now(), "steps": len(contents["papers"]) + 2},
        )  # fmt: skip
        if not is_new:
            _lost(BoardPack.objects.filter(pk=pack.pk)).update(
                state=PackState.QUEUED, done=0, asked_at=timezone.now(), claimed_at=None
            )
            pack.refresh_from_db()
        _nudge(pack)
    return pack


def _lost(rows):
    died = Q(state=PackState.MAKING, claimed_at__lt=timezone.now() - LOST_AFTER)
    return rows.filter(Q(state=PackState.FAILED) | died)


def nudge_if_lost(pack):
    """Called while somebody waits: tell the worker again when nothing has happened for a while."""
    now = timezone.now()
    waits = pack.state == PackState.QUEUED and pack.asked_at < now - NUDGE_AFTER
    died = pack.state == PackState.MAKING and pack.claimed_at < now - LOST_AFTER
    if died:
        rows = BoardPack.objects.filter(pk=pack.pk, state=PackState.MAKING, claimed_at=pack.claimed_at)
        rows.update(state=PackState.QUEUED, done=0, claimed_at=None)
    if waits or died:
        BoardPack.objects.filter(pk=pack.pk).update(asked_at=now)
        _nudge(pack)


def _nudge(pack):
    if pack.state == PackState.QUEUED:
        transaction.on_commit(partial(_tell_the_worker, pack.pk))


def _tell_the_worker(pk):
    """Nudge the broker, giving up at once: the row waits, and the page that waits for it nudges again."""
    try:
        with current_app.connection_for_write(connect_timeout=2, transport_options=GIVE_UP) as connection:
            current_app.send_task(TASK, args=[pk], connection=connection, retry=False)
    except (OperationalError, KombuError, OSError) as trouble:
        logger.warning("The broker cannot be reached; board pack %s waits: %s", pk, trouble)


def claim(pk):
    """Take a waiting pack for this worker, or return None when another has it."""
    rows = BoardPack.objects.filter(pk=pk, state=PackState.QUEUED)
    if not rows.update(state=PackState.MAKING, claimed_at=timezone.now(), done=0):
        return None
    return BoardPack.objects.select_related("meeting", "guest").get(pk=pk)


def advance(pack):
    """One step more is behind it, for those who wait."""
    pack.done += 1
    BoardPack.objects.filter(pk=pack.pk).update(done=pack.done)


def finish(pack, *, pdf, archive):
    """The files are there."""
    BoardPack.objects.filter(pk=pack.pk).update(
        state=PackState.READY, pdf=pdf, archive=archive, done=pack.steps
    )


def fail(pack):
    """It could not be made; who waits may try again."""
    BoardPack.objects.filter(pk=pack.pk).update(state=PackState.FAILED)


def papers_in(contents):
    """The papers of a pack with their files, in its order."""
    keys = [row[0] for row in contents["papers"]]
    rows = {
        paper.pk: paper for paper in Paper.objects.filter(pk__in=keys).select_related("stored_file", "item")
    }
    return [rows[key] for key in keys if key in rows]
