"""That somebody opened or took away a document, where the rules want it on record (RULES R8.46)."""

from django.utils import timezone

from knowledge.access import takes_part_from_outside
from knowledge.models import AccessRecord, SeenUpdate
from knowledge.states import Access, LibraryAudience


def is_on_record(user, document):
    """Whether downloads by this reader are written down and stamped: of what is confidential, and by partners.

    What was released belongs to everybody: nobody is written down for it.
    """
    if not user.is_authenticated or document.audience == LibraryAudience.PUBLIC:
        return False
    return document.is_confidential or takes_part_from_outside.test(user)


def note_opened(user, document):
    """Write down that a confidential document was opened."""
    if user.is_authenticated and document.is_confidential:
        _write(user, document, None, Access.OPENED)


def note_download(user, document, version):
    """Write down that a file was taken away, by a partner or of a confidential document."""
    if is_on_record(user, document):
        _write(user, document, version, Access.DOWNLOADED)


def _write(user, document, version, what):
    AccessRecord.objects.create(document=document, version=version, reader=user, what=what, at=timezone.now())


def note_update_opened(user, update):
    """Remember that this reader has seen a posted update; each opening of a confidential one goes on record.

    What was seen comes in no letter any more; nobody else is told who has read what is not confidential
    (RULES R10.68).
    """
    if not update.is_posted:
        return
    now = timezone.now()
    SeenUpdate.objects.bulk_create(
        [SeenUpdate(update=update, reader=user, seen_at=now)], ignore_conflicts=True
    )
    if update.is_confidential:
        AccessRecord.objects.create(update=update, reader=user, what=Access.OPENED, at=now)
