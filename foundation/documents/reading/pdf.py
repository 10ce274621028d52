"""The words of a PDF by its own pages, through PDFium. No Django here."""

from foundation.documents.reading.pages import Unreadable


def opened(path):
    """The document, opened without a password."""
    import pypdfium2  # noqa: PLC0415 -- each child loads the one library that it needs

    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("locked" if "password" in str(error).lower() else "damaged") from error


def read(path, limits):
    """Yield what is known of the document, then the words of each page."""
    import pypdfium2  # noqa: PLC0415

    document = opened(path)
    about = document.get_metadata_dict()
    yield {
        "pages": len(document),
        "title": about.get("Title", ""),
        "author": about.get("Author", ""),
        "made": _day(about.get("CreationDate", "")),
    }
    for number in range(min(len(document), limits.pages)):
        try:
            page = document[number]
            text = page.get_textpage().get_text_range(count=min(limits.page_characters, page_length(page)))
        except pypdfium2.PdfiumError:
            text = ""  # One bad page does not make the others unreadable.
        yield text


def page_length(page):
    """How many characters PDFium counts on a page."""
    return page.get_textpage().count_chars()


def _day(written):
    """`D:20260314120000+06'00'` as `2026-03-14`; what is no date is left out."""
    digits = written.removeprefix("D:")[:8]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 and digits.isdigit() else ""
