"""What leaves the Network says nothing about its making beside its words (RULES R10.56)."""

import io
import zipfile

import docx
import openpyxl
import pypdf
import pytest
from PIL import Image

from foundation.documents import sniffing
from foundation.documents.pdf import render_pdf
from foundation.documents.stripping import PDF, left_in, stripped
from tests.documents import samples

AUTHOR = "Gulnara of the third floor"


def word(*, comment=""):
    made = docx.Document()
    run = made.add_paragraph("Migrants send money home.").add_run(" Every month.")
    made.core_properties.author = made.core_properties.last_modified_by = AUTHOR
    made.core_properties.title = "Remittances"
    if comment:
        made.add_comment(run, text=comment, author=AUTHOR)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_company(data):
    return samples.with_part(
        data, "docProps/custom.xml", f"<Properties><property name='x'>{AUTHOR}</property></Properties>"
    )


def everything_in(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"".join(package.read(name) for name in package.namelist()).decode(errors="replace")


def test_a_word_file_keeps_its_words_and_its_title_and_loses_its_makers():
    bare = stripped(with_company(word()), sniffing.WORD)
    assert AUTHOR not in everything_in(bare)
    opened = docx.Document(io.BytesIO(bare))
    assert opened.paragraphs[0].text == "Migrants send money home. Every month."
    assert (opened.core_properties.title, opened.core_properties.author) == ("Remittances", "")


def test_a_spreadsheet_keeps_its_cells():
    book = openpyxl.Workbook()
    book.active["A1"] = 12.5
    book.properties.creator = AUTHOR
    out = io.BytesIO()
    book.save(out)
    bare = stripped(out.getvalue(), sniffing.EXCEL)
    assert AUTHOR not in everything_in(bare)
    assert openpyxl.load_workbook(io.BytesIO(bare)).active["A1"].value == 12.5


def test_a_pdf_keeps_its_pages_its_tags_and_its_title():
    writer = pypdf.PdfWriter(
        clone_from=io.BytesIO(render_pdf("print/stamp.html", {"words": "Seen"}, language="en", title="Seen"))
    )
    writer.add_metadata({"/Author": AUTHOR, "/Producer": AUTHOR})
    writer.xmp_metadata = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{AUTHOR}</x:xmpmeta>".encode()
    out = io.BytesIO()
    writer.write(out)
    assert AUTHOR.encode() in out.getvalue()
    bare = stripped(out.getvalue(), PDF)
    assert AUTHOR.encode() not in bare
    opened = pypdf.PdfReader(io.BytesIO(bare))
    assert "Seen" in opened.pages[0].extract_text()
    assert opened.metadata.title == "Seen"
    assert opened.metadata.author is None
    assert "/StructTreeRoot" in opened.trailer["/Root"]


def test_a_photograph_loses_the_place_where_it_was_taken_and_stands_upright():
    exif = Image.Exif()
    exif[0x010F] = AUTHOR
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(out, "JPEG", exif=exif)
    bare = stripped(out.getvalue(), "image/jpeg")
    assert AUTHOR.encode() not in bare
    with Image.open(io.BytesIO(bare)) as shown:
        assert shown.size == (20, 40)
        assert not shown.getexif()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"a;b", "text/csv"),
        (b"%PDF-1.7 half", PDF),
        (b"PK half", sniffing.WORD),
        (b"\x89PNG half", "image/png"),
    ],
)
def test_what_cannot_be_opened_is_left_as_it_is(data, media_type):
    assert stripped(data, media_type) is None


def test_comments_and_tracked_changes_are_words_and_are_counted():
    assert left_in(word(comment="Is this true?"), sniffing.WORD) == (1, 0)
    assert left_in(word(), sniffing.WORD) == (0, 0)
    assert left_in(b"%PDF", PDF) == (0, 0)
