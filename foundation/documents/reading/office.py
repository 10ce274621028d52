"""The words of Word, Excel, PowerPoint and OpenDocument files. No Django here; macros are data that nobody runs."""

import zipfile

from foundation.documents.reading.pages import Unreadable, in_pages

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
BREAKS = ("type", "page")


def look_into(path, limits):
    """Refuse a package that swells beyond reason, is under a password, or brings entities of its own."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise Unreadable("locked")
            _swells(parts, limits)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _has_a_dtd(package, part)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError) as error:
        raise Unreadable("damaged") from error


def _swells(parts, limits):
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if len(parts) > 20_000 or unpacked > limits.unpacked:
        raise Unreadable("unpacks")
    # Tables compress well; only what is both large and packed beyond reason was made to harm.
    if unpacked > 50_000_000 and unpacked / packed > limits.ratio:
        raise Unreadable("unpacks")


def _has_a_dtd(package, part):
    with package.open(part) as content:
        beginning = content.read(8192)
    # Office programs write no DTD: whoever does wants entities to be read from elsewhere or to multiply.
    if b"<!DOCTYPE" in beginning or "<!DOCTYPE".encode("utf-16-le")[:-1] in beginning:
        raise Unreadable("entities")


def read_word(path, limits):
    """Pages as Word last laid them out, or as many as the text would fill."""
    import docx
    from docx.oxml.ns import qn

    document = docx.Document(path)
    about = document.core_properties
    yield _about(about.title, about.author, about.created)
    yield from in_pages(_paragraphs_of_word(document.element.body, qn))


def _paragraphs_of_word(body, qn):
    text, tab, line, paragraph = qn("w:t"), qn("w:tab"), (qn("w:br"), qn("w:cr")), qn("w:p")
    laid_out, kind = qn("w:lastRenderedPageBreak"), qn("w:type")
    words = []
    for element in body.iter():
        if element.tag == paragraph:
            yield "".join(words)
            words = []
        elif element.tag == text:
            words.append(element.text or "")
        elif element.tag == laid_out or (element.tag in line and element.get(kind) == "page"):
            yield "".join(words)
            yield None
            words = []
        elif element.tag == tab or element.tag in line:
            words.append(" ")
    yield "".join(words)


def read_slides(path, limits):
    """A page for each slide: its own words, then the speaker's notes."""
    import pptx  # noqa: PLC0415

    presentation = pptx.Presentation(path)
    about = presentation.core_properties
    yield _about(about.title, about.author, about.created, pages=len(presentation.slides))
    for slide in presentation.slides:
        words = [_paragraphs_of_drawing(slide._element)]
        if slide.has_notes_slide:
            words.append(
                slide.notes_slide.notes_text_frame.text if slide.notes_slide.notes_text_frame else ""
            )
        yield "\n".join(filter(None, words))


def _paragraphs_of_drawing(element):
    lines = (
        "".join(run.text or "" for run in paragraph.iter(f"{DRAWING}t"))
        for paragraph in element.iter(f"{DRAWING}p")
    )
    return "\n".join(line for line in lines if line.strip())


def read_sheets(path, limits):
    """A page for each sheet: its name, then its rows."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    about = book.properties
    yield _about(about.title, about.creator, about.created, pages=len(book.sheetnames))
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # What a sheet says of its own size may be a lie of a million columns.
        yield "\n".join(_rows(sheet.title, sheet.iter_rows(values_only=True), limits))


def _rows(title, rows, limits):
    yield title
    length = 0
    for row in rows:
        line = "\t".join(str(value) for value in row if value is not None)
        if not line:
            continue
        yield line
        length += len(line)
        if length > limits.page_characters:
            return


def read_open_document(path, limits):
    """Text by its soft page breaks, sheets by name, slides one by one."""
    import odfdo  # noqa: PLC0415

    document = odfdo.Document(path)
    about = document.get_part("meta.xml")
    yield _about(about.title or "", about.creator or about.initial_creator or "", about.creation_date)
    body = document.body
    parts = body.get_elements("descendant::table:table") if body.tag == "office:spreadsheet" else []
    parts = parts or body.get_elements("descendant::draw:page")
    if not parts:
        yield from in_pages(_paragraphs_of_open_document(body))
    for part in parts:
        name = part.get_attribute_string("table:name") or ""
        yield "\n".join([name, *filter(None, _paragraphs_of_open_document(part))]).strip()


def _paragraphs_of_open_document(part):
    for element in part.get_elements(
        "descendant::text:p|descendant::text:h|descendant::text:soft-page-break"
    ):
        yield None if element.tag == "text:soft-page-break" else element.text_recursive


def _about(title, author, made, **more):
    return {
        "title": title or "",
        "author": author or "",
        "made": made.date().isoformat() if made else "",
        **more,
    }
