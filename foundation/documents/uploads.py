"""Files that come in pieces: begun, sent on after the line broke, and looked at once they are whole."""

import fcntl
import logging
import shutil
import uuid
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError, Sum
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.core.workflow import Refused
from foundation.documents import files
from foundation.documents.models import Upload
from foundation.documents.reading.apart import read_apart
from foundation.documents.reading.language import language_of
from foundation.documents.reading.limits import Limits

PIECE = 64 * 1024
# A look at a file for its title: somebody waits for it.
GLANCE = Limits(cpu=10, wall=15, pages=3, page_characters=5000, characters=15_000)

logger = logging.getLogger(__name__)


class Busy(Exception):
    """Another request is writing to the same upload now."""


def begin(name, length, *, by, fingerprint=""):
    """Return a new `Upload`. Raises `Refused` when the file is too large or too many are open."""
    name = files.clean_name(name)
    if length > settings.MAX_UPLOAD_BYTES:
        raise Refused(
            _("“%(name)s” is too large: %(size)s. At most %(most)s can be uploaded. Make it smaller.")
            % {
                "name": name, "size": filesizeformat(length),
                "most": filesizeformat(settings.MAX_UPLOAD_BYTES),
            }
        )  # fmt: skip
    mine = Upload.objects.filter(by=by)
    sent = mine.filter(stored_file=None, refusal="").aggregate(total=Sum("length"))["total"] or 0
    if mine.count() >= settings.MAX_OPEN_UPLOADS or sent + length > settings.MAX_OPEN_UPLOAD_BYTES:
        raise Refused(
            _("You have many uploads open. Finish or discard some of them first, then send “%(name)s” again.")
            % {"name": name}
        )
    upload = Upload.objects.create(by=by, name=name, length=length, fingerprint=fingerprint[:100])
    path = path_of(upload)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o640)
    return upload


def path_of(upload):
    """Where its pieces lie until it is whole; nothing in this folder is ever served."""
    return Path(settings.MEDIA_ROOT) / "unfinished" / uuid.UUID(str(upload.pk)).hex


def offset_of(upload):
    """How many of its bytes are here."""
    if upload.is_settled:
        return upload.length
    try:
        return path_of(upload).stat().st_size
    except FileNotFoundError:
        return 0


@contextmanager
def written_alone(upload):
    """The unfinished file, open for appending, for one request at a time. Raises `Busy`."""
    path_of(upload).parent.mkdir(parents=True, exist_ok=True)
    with path_of(upload).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        yield file


def append(upload, file, source, digest=None):
    """Write on what comes from `source` until it ends, breaks, or the file is whole. Returns the new offset.

    What came before the line broke stays. With `digest` (a function bytes → None) each piece is shown to it.
    """
    offset = file.tell()
    try:
        while offset < upload.length and (piece := source.read(min(PIECE, upload.length - offset))):
            file.write(piece)
            if digest:
                digest(piece)
            offset += len(piece)
    except OSError:
        logger.info("The line broke in upload %s at %s of %s bytes.", upload.pk, offset, upload.length)
    file.flush()
    upload.save(update_fields=["touched_at"])
    return offset


def settle(upload):
    """Look at a whole file: take it, or write down in a sentence why not. Doing it again changes nothing."""
    with transaction.atomic():
        Upload.objects.select_for_update(of=("self",)).filter(pk=upload.pk).exists()
        upload.refresh_from_db(fields=["stored_file", "refusal"])
        path = path_of(upload)
        if upload.is_settled or offset_of(upload) < upload.length:
            return upload
        try:
            upload.stored_file = files.store_from_path(path, upload.name, by=upload.by)
        except Refused as refusal:
            upload.refusal = str(refusal)
        else:
            upload.suggested = suggestions(upload.stored_file)
        upload.save()
    path.unlink(missing_ok=True)
    return upload


def take_whole(file, *, by):
    """Take a file that came in one piece, as a form without scripts sends it. Returns the settled `Upload`."""
    upload = begin(file.name, file.size, by=by)
    with written_alone(upload) as unfinished:
        shutil.copyfileobj(file, unfinished, PIECE)
    return settle(upload)


def suggestions(stored_file):
    """What a file says of itself: title, author, date, and by its letters the language."""
    glance = read_apart(stored_file.file.path, stored_file.media_type, limits=GLANCE)
    known = {name: str(glance.about.get(name) or "") for name in ("title", "author", "made")}
    known["language"] = language_of(" ".join(text for _number, text in glance.pages))
    return {name: value for name, value in known.items() if value}


def discard(upload):
    """Forget an upload and what came of it, unless a document has taken its file over."""
    stored, path = upload.stored_file, path_of(upload)
    upload.delete()
    path.unlink(missing_ok=True)
    if stored is None:
        return
    try:
        with transaction.atomic():
            stored.delete()
    except ProtectedError:
        return
    transaction.on_commit(lambda: stored.file.storage.delete(stored.file.name))


def clean_up():
    """Discard what nobody went on with; returns how many uploads. The files of lost rows go as well."""
    old = timezone.now() - timedelta(days=settings.UPLOADS_KEPT_DAYS)
    left = list(Upload.objects.filter(touched_at__lt=old).select_related("stored_file"))
    for upload in left:
        discard(upload)
    folder = Path(settings.MEDIA_ROOT) / "unfinished"
    known = {pk.hex for pk in Upload.objects.values_list("pk", flat=True)}
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in known and path.stat().st_mtime < old.timestamp():
            path.unlink(missing_ok=True)
    return len(left)
