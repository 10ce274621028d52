"""Many files at once become drafts, with and without scripts; nothing is told of what somebody may not see."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from foundation.documents import uploads
from foundation.documents.files import store_bytes
from foundation.documents.models import StoredFile, Upload
from knowledge.intake import suggestion_for, title_for
from knowledge.models import Document
from knowledge.workflow import documents as office
from tests.cast import sign_in
from tests.intake import sixty

PAGE = "/library/upload/"
SAME = "already in the library"


def send(client, *files):
    """Send files as a form without scripts does; the page that follows."""
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(PAGE, {"files": sent}, follow=True).content.decode()


def answers_for(cast, **changes):
    """What a person sends who leaves all suggestions as they are."""
    data = {"owner": cast.orgs.unicef.pk}
    for upload in Upload.objects.exclude(stored_file=None):
        values = {**suggestion_for(upload), "take": "on", **changes}
        data |= {f"{upload.pk}-{name}": value or "" for name, value in values.items()}
    return data


@pytest.fixture
def aiko(cast):
    return sign_in(cast.aiko)


def test_several_files_are_taken_and_each_refusal_has_its_sentence(aiko):
    page = send(aiko, ("good.txt", b"words"), ("setup.exe", b"MZ"), ("empty.pdf", b""))
    assert [upload.name for upload in Upload.objects.exclude(stored_file=None)] == ["good.txt"]
    assert "cannot be attached" in page
    assert "is empty" in page


def test_the_file_suggests_its_title_author_date_and_language(aiko):
    import docx

    made = docx.Document()
    made.add_paragraph(sixty.KYRGYZ)
    made.core_properties.title, made.core_properties.author = "Көрсөтмө", "A. Suusamyrova"
    page = send(aiko, ("x.docx", sixty._saved(made)), ("Отчёт_2026.xlsx", sixty.sheet(sixty.RUSSIAN)))
    assert 'value="Көрсөтмө"' in page
    assert 'value="A. Suusamyrova"' in page
    assert 'value="Отчёт 2026"' in page
    languages = re.findall(r'<option value="(en|ru|ky)" selected>', page)
    assert languages == ["ky", "ru"]
    assert '<option value="data-set" selected>' in page


@pytest.mark.parametrize(("name", "said", "title"), [
    ("Annual_report  2026.pdf", "", "Annual report 2026"),
    ("a.pdf", "Microsoft Word - Study of remittances.docx", "Study of remittances.docx"),
    ("Slides.pptx", "PowerPoint Presentation", "Slides"),
    ("b.docx", "A good title", "A good title"),
    (".pdf", "", ".pdf"),
])  # fmt: skip
def test_a_title_that_a_program_wrote_is_not_suggested(name, said, title):
    assert title_for(name, said) == title


def test_ticked_files_become_drafts_of_the_chosen_organisation(aiko, cast):
    send(aiko, ("one.txt", b"one"), ("two.txt", b"two"))
    answer = aiko.post(PAGE, answers_for(cast), follow=True)
    assert "2 drafts are made" in answer.content.decode()
    drafts = Document.objects.order_by("title")
    assert [(draft.title, draft.state, draft.owner) for draft in drafts] == [
        ("one", "draft", cast.orgs.unicef), ("two", "draft", cast.orgs.unicef),
    ]  # fmt: skip
    assert [draft.versions.get().stored_file.name for draft in drafts] == ["one.txt", "two.txt"]
    assert not Upload.objects.exists()


def test_a_draft_without_a_title_is_sent_back_and_nothing_is_lost(aiko, cast):
    send(aiko, ("one.txt", b"one"))
    page = aiko.post(PAGE, answers_for(cast, title="", authors="Aiko M.")).content.decode()
    assert "This field is required" in page
    assert 'value="Aiko M."' in page
    assert Upload.objects.count() == 1
    assert not Document.objects.exists()


def test_nothing_ticked_is_said_in_words(aiko, cast):
    send(aiko, ("one.txt", b"one"))
    page = aiko.post(PAGE, answers_for(cast, take="")).content.decode()
    assert "Tick the files" in page


def test_nobody_makes_drafts_in_the_name_of_others(aiko, cast):
    send(aiko, ("one.txt", b"one"))
    aiko.post(PAGE, {**answers_for(cast), "owner": cast.orgs.fao.pk})
    assert not Document.objects.exists()


def _kept(cast, data, **fields):
    stored = store_bytes("same.txt", "text/plain", data, by=cast.temir)
    made = office.add_document(
        by=cast.temir, title="Known study", kind="study", owner=cast.orgs.fao, stored_file=stored,
        issued_on=date(2026, 3, 14), **fields,
    )  # fmt: skip
    office.keep_document(made, by=cast.temir)
    return made


def test_a_file_that_is_in_the_library_already_says_as_what(aiko, cast):
    known = _kept(cast, b"the same bytes")
    page = send(aiko, ("copy.txt", b"the same bytes"))
    assert SAME in page
    assert "Known study" in page
    assert known.get_absolute_url() in page


def test_a_file_of_a_document_that_one_may_not_see_is_not_told(aiko, cast):
    """RULES R8.44: not even that it is there."""
    _kept(cast, b"the same bytes", classification="strictly-confidential", audience="named")
    page = send(aiko, ("copy.txt", b"the same bytes"))
    assert SAME not in page
    assert "Known study" not in page


def test_a_discarded_file_is_gone(aiko):
    send(aiko, ("one.txt", b"one"))
    upload, stored = Upload.objects.get(), StoredFile.objects.get()
    aiko.post(reverse("knowledge:upload_discard", args=[upload.pk]))
    assert not Upload.objects.exists()
    assert not StoredFile.objects.filter(pk=stored.pk).exists()


def test_nobody_discards_what_another_sent(aiko, cast):
    send(aiko, ("one.txt", b"one"))
    upload = Upload.objects.get()
    answer = sign_in(cast.temir).post(reverse("knowledge:upload_discard", args=[upload.pk]))
    assert answer.status_code == 404
    assert "one.txt" not in sign_in(cast.temir).get(PAGE).content.decode()


def test_half_a_file_waits_for_its_other_half(aiko, cast):
    upload = uploads.begin("big.pdf", 3_000_000, by=cast.aiko, fingerprint="3000000-1")
    uploads.path_of(upload).write_bytes(bytes(1_000_000))
    page = aiko.get(PAGE).content.decode()
    assert "Choose the same file again" in page
    assert 'data-fingerprint="3000000-1"' in page
    assert 'value="1000000"' in page


def test_the_name_of_a_file_cannot_become_part_of_the_page(aiko):
    page = send(aiko, ("<img src=x onerror=alert(1)>.exe", b"MZ"))
    assert "<img src=x" not in page
