"""That somebody opened or took away a document, where the rules want it on record (RULES R8.46)."""

from django.utils import timezone

from knowledge.access import takes_part_from_outside
from knowledge.models import AccessRecord
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
