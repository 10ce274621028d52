"""The board pack: cover, agenda with links, papers in order with their stamps, bookmarks; and the same as ZIP.

Cover, agenda and one sheet before each paper are our own document; the pages of PDF papers are put in behind
their sheets. A paper that is no PDF has its sheet, which says that the file is in the ZIP.
"""

import io
import zipfile

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundation.documents.files import clean_name, file_name, store_bytes
from meetings.exports import agenda_pdf
from meetings.models import AgendaRevision
from meetings.workflow import board_pack
from meetings.workflow.circulated import edition_title, lines_of

PDF = "application/pdf"
ZIP = "application/zip"
MM = 72 / 25.4


def make_pack(pack):
    """Make and store both files of a claimed pack, counting its steps."""
    revision = AgendaRevision.objects.select_related("meeting").get(pk=pack.contents["revision"])
    papers = board_pack.papers_in(pack.contents)
    with translation.override(pack.language):
        sheets = [_sheet(number, paper, revision) for number, paper in enumerate(papers, 1)]
        data = _pdf(pack, revision, sheets)
        name = file_name(revision.symbol, "PACK", language=pack.language, extension="pdf")
        archive = _zip(pack, revision, sheets, name, data)
    board_pack.finish(
        pack,
        pdf=store_bytes(name, PDF, data),
        archive=store_bytes(name.replace(".pdf", ".zip"), ZIP, archive),
    )


def _sheet(number, paper, revision):
    """What the pack says of one paper; `pages` are those of its PDF, None when it has none to merge."""
    item = next((one for one in revision.snapshot["items"] if one["pk"] == paper.item_id), {})
    data = paper.stored_file.file.open("rb").read()
    return {
        "number": number, "anchor": f"paper-{number}", "paper": paper, "data": data, "item": item,
        "pages": _pages(paper, data), "name": f"{number:02d} {clean_name(paper.stored_file.name)}",
    }  # fmt: skip


def _pages(paper, data):
    """The pages of a PDF paper with text that a reader turns upright, or None when it cannot be read."""
    if paper.stored_file.media_type != PDF:
        return None
    from pypdf import PdfReader  # noqa: PLC0415 -- only the worker reads PDF
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        return list(PdfReader(io.BytesIO(data)).pages) or None
    except (PyPdfError, ValueError, KeyError, TypeError):
        return None


def _pdf(pack, revision, sheets):
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 -- only the worker writes PDF

    front = PdfReader(io.BytesIO(_front(pack, revision, sheets)))
    board_pack.advance(pack)
    at = {name: front.get_destination_page_number(place) for name, place in front.named_destinations.items()}
    writer = PdfWriter(clone_from=front)
    shift = 1
    for sheet in sheets:
        for page in _stamped(sheet, pack.language):
            writer.insert_page(page, at[sheet["anchor"]] + shift)
            shift += 1
        board_pack.advance(pack)
    writer.compress_identical_objects()
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _front(pack, revision, sheets):
    from foundation.documents.pdf import render_pdf  # noqa: PLC0415 -- loads WeasyPrint

    by_item = {}
    for sheet in sheets:
        by_item.setdefault(sheet["paper"].item_id, []).append(sheet)
    lines = lines_of(revision, only=set(pack.contents["items"]), papers=set())
    for line in lines:
        line["sheets"] = by_item.get(line["pk"], [])
    title = _("Board pack: %(meeting)s") % {"meeting": revision.meeting}
    context = {
        "meeting": revision.meeting, "revision": revision, "lines": lines, "sheets": sheets,
        "edition_title": edition_title(revision), "made_at": timezone.now(), "guest": pack.guest,
    }  # fmt: skip
    return render_pdf("print/board_pack.html", context, language=pack.language, title=title)


def _stamped(sheet, language):
    """The pages of a paper, each with "Paper 3, page 2 of 7" at its foot."""
    pages = sheet["pages"]
    if not pages:
        return []
    stamps = _stamps(sheet["number"], len(pages), language)
    return [_stamp(page, stamp) for page, stamp in zip(pages, stamps, strict=True)]


def _stamps(number, count, language):
    from pypdf import PdfReader  # noqa: PLC0415

    from foundation.documents.pdf import render_pdf  # noqa: PLC0415 -- loads WeasyPrint

    words = [
        _("Paper %(number)s, page %(page)s of %(pages)s") % {"number": number, "page": page, "pages": count}
        for page in range(1, count + 1)
    ]
    data = render_pdf("print/board_pack_stamps.html", {"words": words}, language=language, title=words[0])
    return PdfReader(io.BytesIO(data)).pages


def _stamp(page, stamp):
    from pypdf import PdfWriter, Transformation  # noqa: PLC0415

    # In a document of its own, so that turning it and writing on it leave the paper's file alone.
    page = PdfWriter().add_page(page)
    page.transfer_rotation_to_content()
    box = page.cropbox
    right = float(box.right) - float(stamp.mediabox.width) - 8 * MM
    page.merge_transformed_page(stamp, Transformation().translate(right, float(box.bottom) + 4 * MM))
    return page


def _zip(pack, revision, sheets, name, data):
    """Everything for a machine without a line: the pack, the agenda, each paper as it was attached."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
        agenda_name = file_name(revision.symbol, language=pack.language, extension="pdf")
        papers = {sheet["paper"].pk for sheet in sheets}
        archive.writestr(agenda_name, agenda_pdf(revision, pack.language, guest=pack.guest, papers=papers))
        for sheet in sheets:
            archive.writestr(f"{_('Papers')}/{sheet['name']}", sheet["data"])
    board_pack.advance(pack)
    return made.getvalue()
