"""Symbols, kept renditions, and what PDF, Word and spreadsheets must be (RULES R8.45, R9.49, R10.56)."""

import io
import threading

import docx as word
import openpyxl
import pypdf
import pytest
from django.db import connection, transaction

from foundation.documents import docx, pdf, renditions, xlsx
from foundation.documents.models import Rendition, SymbolSeries
from foundation.documents.symbols import next_symbol

STEM = "UNMN-KG/2026/DEC"


@pytest.mark.django_db
def test_symbols_count_from_one_in_each_series():
    assert [next_symbol(STEM), next_symbol(STEM), next_symbol("UNMN-KG/2027/DEC")] == [
        f"{STEM}/1", f"{STEM}/2", "UNMN-KG/2027/DEC/1",
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_number_that_was_not_used_is_given_back():
    with transaction.atomic():
        next_symbol(STEM)
        transaction.set_rollback(True)
    assert next_symbol(STEM) == f"{STEM}/1"


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_get_eight_symbols_without_gap():
    taken = []

    def take():
        taken.append(next_symbol(STEM))
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [f"{STEM}/{number}" for number in range(1, 9)]
    assert SymbolSeries.objects.get().last_number == 8


@pytest.fixture
def keep(cast):
    """Keep a rendition about UNICEF."""

    def keep(data=b"%PDF-1", edition="draft-1", language="en", media_type="application/pdf"):
        return renditions.keep_rendition(
            cast.orgs.unicef, kind="list", edition=edition, language=language, symbol="S", name="s.pdf",
            data=data, media_type=media_type,
        )  # fmt: skip

    return keep


def test_an_edition_is_never_made_again(keep):
    first, second = keep(b"%PDF-1"), keep(b"%PDF-2")
    assert first == second
    assert second.stored_file.file.read() == b"%PDF-1"


def test_editions_languages_and_formats_are_kept_apart_and_found(keep, cast):
    about = cast.orgs.unicef
    first, other_format, russian, later = (
        keep(), keep(media_type="text/csv"), keep(language="ru"), keep(edition="draft-2"),
    )  # fmt: skip
    assert Rendition.objects.count() == 4
    assert renditions.find(about, "list") == later
    assert renditions.find(about, "list", edition="draft-1", language="en") == first
    assert renditions.find(about, "list", language="ru") == russian
    assert renditions.find(about, "list", media_type="text/csv") == other_format
    assert renditions.find(cast.orgs.fao, "list") is None


def test_postgresql_refuses_to_change_a_rendition(keep):
    with pytest.raises(Exception, match="renditions_are_never_made_again"), transaction.atomic():
        Rendition.objects.filter(pk=keep().pk).update(symbol="X")


@pytest.fixture
def print_template(settings, tmp_path):
    """A print template of the test's own."""
    (tmp_path / "t").mkdir()
    path = tmp_path / "t" / "try.html"
    path.write_text(
        '{% extends "print/base.html" %}{% block content %}<h1>{{ words }}</h1>'
        "<p>Күн тартибинин долбоору ңөү</p>{{ more|safe }}{% endblock %}"
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path / "t", *settings.TEMPLATES[0]["DIRS"]]}]
    return "try.html"


def made(template, **options):
    """The PDF read back."""
    settings = {"language": "ky", "title": "Протокол", "context": {"words": "Сөз"}, **options}
    return pypdf.PdfReader(io.BytesIO(pdf.render_pdf(template, settings.pop("context"), **settings)))


def test_a_pdf_is_tagged_titled_and_in_its_language(print_template):
    reader = made(print_template)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "ky"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert reader.metadata.title == "Протокол"
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data()
    assert "Күн тартибинин долбоору ңөү" in reader.pages[0].extract_text()


def test_a_pdf_carries_its_own_font(print_template):
    fonts = made(print_template).pages[0]["/Resources"]["/Font"]
    names = {font.get_object()["/BaseFont"].split("+")[-1] for font in fonts.values()}
    assert {name.split("-")[0] for name in names} == {"Noto"}


def test_a_draft_says_so_and_a_final_does_not(print_template):
    assert (
        "DRAFT, version 2"
        in made(print_template, language="en", draft="DRAFT, version 2").pages[0].extract_text()
    )
    assert "DRAFT" not in made(print_template, language="en").pages[0].extract_text()


@pytest.mark.parametrize("address", ["http://example.com/x.png", "file:///etc/passwd", "/media/secret.png"])
def test_a_document_fetches_nothing_but_our_static_files(print_template, address, caplog):
    with pytest.raises(ValueError, match=r"may not fetch|disallowed"):
        pdf.static_path(address)
    made(print_template, context={"more": f'<img alt="x" src="{address}">'})
    assert "Failed to load image" in caplog.text


def test_static_paths_do_not_climb():
    with pytest.raises(Exception, match=r"no static file|outside|SuspiciousFileOperation|base path"):
        pdf.static_path("/static/../../manage.py")


BLOCKS = [
    ("heading", 1, "Opening"),
    ("paragraph", "<p>The <strong>Chair</strong> opened <ins>the</ins> <del>a</del> meeting.</p>", 12),
    ("paragraph", "<ul><li><p>one</p></li><li>two</li></ul>", None),
    ("paragraph", "5 < 6 & plain\n\nnext", 13),
    ("table", ["Organisation", "Person"], [["UNICEF", "Aiko"], ["FAO", None]]),
]


@pytest.fixture
def document():
    """Our Word document, read back."""
    data = docx.render_docx(
        "Протокол", BLOCKS, language="ky", symbol="UNMN-KG/2026/QM.3/MIN", draft="DRAFT 2"
    )
    return word.Document(io.BytesIO(data))


def test_a_word_document_has_real_styles(document):
    lines = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.text]
    assert lines == [
        ("Title", "Протокол"),
        ("Heading 1", "Opening"),
        ("Normal", "12.\tThe Chair opened the a meeting."),
        ("List Bullet", "one"),
        ("List Bullet", "two"),
        ("Normal", "13.\t5 < 6 & plain"),
        ("Normal", "next"),
    ]
    runs = {run.text: run for run in document.paragraphs[2].runs}
    assert runs["Chair"].bold
    assert runs["the"].underline
    assert runs["a"].font.strike


def test_a_word_document_says_symbol_draft_and_page_on_each_page(document):
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "UNMN-KG/2026/QM.3/MIN\tDRAFT 2"
    assert "NUMPAGES" in section.footer._element.xml
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Organisation", "Person"], ["UNICEF", "Aiko"], ["FAO", ""],
    ]  # fmt: skip
    assert "tblHeader" in table.rows[0]._tr.xml


def test_a_word_document_names_its_language_and_nobody(document):
    properties = document.core_properties
    assert (properties.title, properties.language) == ("Протокол", "ky-KG")
    assert properties.author == properties.last_modified_by == properties.comments == ""
    assert 'w:val="ky-KG"' in document.styles["Normal"].element.xml


def test_a_spreadsheet_is_frozen_dated_and_without_formulas():
    rows = [["=1+1", 2], ["+996 312", None], ["-", True], ["a\x01b", "x" * 200]]
    data = xlsx.render_xlsx([("A/B: list", ["Name", "Number"], rows)], title="Member list")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet.title == "A B  list"
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert [(cell.value, cell.data_type) for cell in sheet["A"][1:5]] == [
        ("=1+1", "s"), ("+996 312", "s"), ("-", "s"), ("ab", "s"),
    ]  # fmt: skip
    assert sheet["A2"].quotePrefix
    assert (sheet["B2"].value, sheet["B4"].value) == (2, "yes")
    assert sheet.column_dimensions["B"].width == 60
    assert sheet["A7"].value.startswith("Member list, exported ")
    assert sheet["A7"].value.endswith("Bishkek time (UTC+6)")
