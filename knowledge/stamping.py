"""Stamping what somebody takes away with their name and the time, on every page (RULES R8.46)."""

import io

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.core.moments import moment
from foundation.documents.pdf import render_pdf

PDF = "application/pdf"
# More pages than these are marked on their first ones only: nobody waits minutes for a download.
MOST_PAGES = 300
MARGIN = 14


def can_be_stamped(stored_file):
    """Whether the file's kind can carry a stamp: PDF can, others are recorded only."""
    return stored_file.media_type == PDF


def words_of_stamp(user, document):
    """The one line that stands on each page, in the reader's language."""
    person = getattr(user, "person", None)
    words = {"name": person or user, "moment": moment(timezone.now())}
    if person is not None:
        words["organisation"] = person.organisation.acronym or person.organisation.name
        line = _("Taken from the library by %(name)s (%(organisation)s), %(moment)s. Not to be passed on.")
    else:
        line = _("Taken from the library by %(name)s, %(moment)s. Not to be passed on.")
    mark = document.get_classification_display() if document.is_confidential else ""
    return " · ".join(filter(None, [mark, line % words]))


def stamped(data, words, language):
    """The bytes of a PDF with `words` at the foot of its pages; None for a file that cannot be opened."""
    import pypdf  # noqa: PLC0415 -- costs a tenth of a second, and few requests need it
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
        strip = render_pdf("print/stamp.html", {"words": words}, language=language, title=words)
        mark = pypdf.PdfReader(io.BytesIO(strip)).pages[0]
        for page in writer.pages[:MOST_PAGES]:
            _put(page, mark, pypdf.Transformation)
        out = io.BytesIO()
        writer.write(out)
    except (PyPdfError, ValueError, KeyError, IndexError, AttributeError, TypeError, RecursionError):
        return None
    return out.getvalue()


def _put(page, mark, transformation):
    """Lay the strip along the lower edge of a page as people see it, turned or not, small pages or large."""
    if page.rotation:
        page.transfer_rotation_to_content()
    box = page.cropbox
    scale = min(1.0, (float(box.width) - 2 * MARGIN) / float(mark.mediabox.width))
    if scale <= 0:
        return
    place = transformation().scale(scale).translate(float(box.left) + MARGIN, float(box.bottom) + 4)
    page.merge_transformed_page(mark, place)
