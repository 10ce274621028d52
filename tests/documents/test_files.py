"""What may be attached, and the words for what may not (issue 2, "Bad input and trouble")."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from foundation.core.workflow import Refused
from foundation.documents import files, sniffing
from foundation.documents.models import StoredFile
from tests.documents import samples
from tests.factories.documents import StoredFileFactory

GOOD = {
    "paper.pdf": (samples.PDF, "application/pdf"),
    "Повестка.DOCX": (samples.word, sniffing.WORD),
    "list.xlsx": (samples.excel, sniffing.EXCEL),
    "slides.pptx": (samples.powerpoint, sniffing.POWERPOINT),
    "text.odt": (samples.open_document("text"), "application/vnd.oasis.opendocument.text"),
    "sheet.ods": (samples.open_document("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
    "slides.odp": (samples.open_document("presentation"), "application/vnd.oasis.opendocument.presentation"),
    "map.png": (samples.PNG, "image/png"),
    "photo.jpg": (samples.JPEG, "image/jpeg"),
    "photo.jpeg": (samples.JPEG, "image/jpeg"),
    "notes.txt": ("Өтө маанилүү".encode(), "text/plain"),
    "table.csv": (b"\xef\xbb\xbfa;b\r\n1;2\r\n", "text/csv"),
}
BAD = {
    "empty": ("paper.pdf", b"", "is empty"),
    "no kind": ("README", b"text", "cannot be attached"),
    "program": ("setup.exe", b"MZ", "cannot be attached"),
    "page": ("page.html", b"<html>", "cannot be attached"),
    "drawing": ("map.svg", b"<svg/>", "cannot be attached"),
    "zip": ("all.zip", samples.package(a="b"), "cannot be attached"),
    "double ending": ("paper.pdf.exe", samples.PDF, "cannot be attached"),
    "old word": ("paper.doc", sniffing.COMPOUND, "Save it as .docx"),
    "macro sheet": ("list.xlsm", b"PK", "Save it as .xlsx"),
    "program as pdf": ("paper.pdf", b"MZ\x90\x00" + bytes(100), "not what its name says"),
    "picture as pdf": ("paper.pdf", samples.PNG, "it is PNG inside"),
    "pdf as picture": ("map.png", samples.PDF, "it is PDF inside"),
    "pdf as word": ("paper.docx", samples.PDF, "it is PDF inside"),
    "sheet as word": ("paper.docx", samples.excel, "not what its name says"),
    "zip as word": ("paper.docx", samples.package(a="b"), "not what its name says"),
    "half a word file": ("paper.docx", b"PK\x03\x04" + bytes(50), "not what its name says"),
    "word under a password": (
        "paper.docx", sniffing.COMPOUND + "EncryptedPackage".encode("utf-16-le"), "under a password",
    ),
    "old word renamed": ("paper.docx", sniffing.COMPOUND + bytes(600), "not what its name says"),
    "pdf under a password": ("paper.pdf", samples.PDF + b"/Encrypt 5 0 R", "under a password"),
    "pdf with script": ("paper.pdf", samples.PDF + b"<</S/JavaScript/JS(x)>>", "programs in it"),
    "word with macros": (
        "paper.docx", lambda: samples.with_part(samples.word(), "word/vbaProject.bin"), "programs in it",
    ),
    "text under a password": (
        "text.odt", samples.open_document("text", "<manifest:encryption-data/>"), "under a password",
    ),
    "text with macros": (
        "text.odt", samples.open_document("text", Basic__Standard__x_dot_xml="x"), "programs in it",
    ),
    "sheet as text": ("text.odt", samples.open_document("spreadsheet"), "not what its name says"),
    "page as text": ("notes.txt", b"\n <!DOCTYPE html><html>", "not what its name says"),
    "bytes as text": ("notes.txt", b"a\x00b", "not what its name says"),
    "cp1251 text": ("notes.txt", "Повестка".encode("cp1251"), "Save it as UTF-8"),
}  # fmt: skip


def upload(name, data):
    """What a browser sends."""
    return SimpleUploadedFile(name, data() if callable(data) else data)


@pytest.mark.django_db
@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_what_its_name_says_is_stored(cast, name):
    data, media_type = GOOD[name]
    data = data() if callable(data) else data
    stored = files.store_upload(upload(name, data), by=cast.aiko)
    assert (stored.name, stored.media_type, stored.size) == (name, media_type, len(data))
    assert stored.sha256 == hashlib.sha256(data).hexdigest()
    assert stored.stored_by == cast.aiko
    assert stored.file.read() == data
    assert name.rpartition(".")[0] not in stored.file.name


@pytest.mark.django_db
@pytest.mark.parametrize("what", BAD)
def test_anything_else_is_refused_in_words_and_not_stored(cast, what):
    name, data, words = BAD[what]
    with pytest.raises(Refused, match=words) as refusal:
        files.store_upload(upload(name, data), by=cast.aiko)
    assert name in str(refusal.value)
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_a_file_of_just_the_largest_size_is_taken_and_one_byte_more_is_not(cast, settings):
    settings.MAX_PAPER_BYTES = 2000
    fits = samples.PDF + bytes(2000 - len(samples.PDF))
    assert files.store_upload(upload("a.pdf", fits), by=cast.aiko).size == 2000
    with pytest.raises(Refused, match=r"too large: 2\.0\s*KB\. At most 2\.0\s*KB"):
        files.store_upload(upload("a.pdf", fits + b"x"), by=cast.aiko)


def test_a_package_that_swells_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(sniffing, "MOST_UNPACKED", 1000)
    swelling = samples.with_part(samples.word(), "word/media/a.bin", bytes(100_000))
    with pytest.raises(Refused, match="unpacks to more"):
        sniffing.media_type_of("a.docx", swelling)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        (r"C:\Users\me\Paper.pdf", "Paper.pdf"),
        ("a\r\nX: y.pdf", "aX y.pdf"),
        ("invoice\u202efdp.txt", "invoicefdp.txt"),
        ("Күн тартиби.pdf", "Күн тартиби.pdf"),
        ("  .pdf", "pdf"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 200 + ".pdf"),
    ],
)
def test_names_are_cleaned(given, kept):
    assert files.clean_name(given) == kept


@pytest.mark.django_db
def test_a_stored_file_is_served_under_guard():
    stored = StoredFileFactory(name='Повестка "1".pdf')
    answer = files.serve(stored)
    assert b"".join(answer.streaming_content) == samples.PDF
    headers = answer.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Length"] == str(len(samples.PDF))
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["Content-Disposition"] == (
        'attachment; filename="________ _1_.pdf"; '
        "filename*=UTF-8''%D0%9F%D0%BE%D0%B2%D0%B5%D1%81%D1%82%D0%BA%D0%B0%20%221%22.pdf"
    )
    assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("media_type", "disposition"),
    [
        ("application/pdf", "inline"),
        ("image/png", "inline"),
        (sniffing.WORD, "attachment"),
        ("text/html", "attachment"),
    ],
)
def test_only_what_a_browser_shows_safely_is_shown(media_type, disposition):
    stored = StoredFileFactory(media_type=media_type)
    answer = files.serve(stored, inline=True)
    assert answer.headers["Content-Disposition"].startswith(disposition)
    assert ("sandbox" in answer.headers["Content-Security-Policy"]) == (media_type != "application/pdf")
    answer.close()


@pytest.mark.django_db
def test_a_browser_that_has_it_is_told_so():
    stored = StoredFileFactory()
    first = files.serve(stored, request=RequestFactory().get("/"))
    first.close()
    request = RequestFactory().get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert files.serve(stored, request=request).status_code == 304


def test_bytes_made_just_now_are_served_and_kept_by_nobody():
    answer = files.serve_bytes(b"a;b", name="list.csv", media_type="text/csv")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    ("parts", "extension", "name"),
    [
        (("UNMN-KG/2026/QM.3", "MIN", "Rev.1"), "pdf", "UNMN-KG-2026-QM3-MIN-Rev1-EN.pdf"),
        (("UNMN-KG/2026/QM.3", "AGENDA", ""), "docx", "UNMN-KG-2026-QM3-AGENDA-EN.docx"),
        (("UNMN-KG/2026/LIST", "as of 1/2"), "xlsx", "UNMN-KG-2026-LIST-as-of-1-2-EN.xlsx"),
    ],
)
def test_documents_are_named_as_the_office_names_them(parts, extension, name):
    assert files.file_name(*parts, language="en", extension=extension) == name
