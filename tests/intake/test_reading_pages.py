"""Reading a file's words in the browser: for who may see its document, as text and never as a program."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from foundation.documents.files import store_bytes
from knowledge import texts
from knowledge.models import AccessRecord, Page
from knowledge.workflow import documents as office
from tests.cast import sign_in
from tests.intake import sixty


def keep(cast, name, media_type, data, **fields):
    """A document of UNICEF in the library, read; its version."""
    stored = store_bytes(name, media_type, data, by=cast.aiko)
    made = office.add_document(
        by=cast.aiko, title="A paper", kind="report", owner=cast.orgs.unicef, stored_file=stored,
        issued_on=date(2026, 3, 14), **fields,
    )  # fmt: skip
    office.keep_document(made, by=cast.aiko)
    version = made.versions.get()
    texts.read_now(version)
    return version


def address(version, name="read"):
    return reverse(f"knowledge:{name}", args=[version.document_id, version.pk])


def test_each_page_stands_under_its_number(cast):
    version = keep(cast, "a.pdf", "application/pdf", sixty.pdf(sixty.RUSSIAN))
    page = sign_in(cast.temir).get(address(version)).content.decode()
    assert 'id="page-2"' in page
    assert sixty.RUSSIAN in page
    assert f"{address(version, 'file')}#page=2" in page


def test_the_address_of_a_page_shows_those_around_it(cast):
    version = keep(cast, "a.txt", "text/plain", b"words")
    Page.objects.bulk_create(
        Page(version=version, number=number, text=f"p{number}.") for number in range(2, 80)
    )
    page = sign_in(cast.temir).get(f"{address(version)}?page=60").content.decode()
    assert "p60." in page
    assert "p20." not in page
    for odd in ("0", "-1", "x", "9" * 40, "99999"):
        assert sign_in(cast.temir).get(f"{address(version)}?page={odd}").status_code == 200


def test_words_are_words_whatever_they_look_like(cast):
    version = keep(cast, "a.txt", "text/plain", b"<script>alert(1)</script> {{ 7|add:7 }}")
    page = sign_in(cast.temir).get(address(version)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("who", ["kubanych", "anara", "kwame", "temir"])
def test_who_may_not_see_the_document_reads_nothing_of_it(cast, who):
    """RULES R8.44: neither words, nor that they are there."""
    version = keep(
        cast, "a.txt", "text/plain", b"words", classification="strictly-confidential", audience="named"
    )
    assert sign_in(getattr(cast, who)).get(address(version)).status_code == 404
    assert sign_in(getattr(cast, who)).post(address(version, "read_again")).status_code == 404
    assert Client().get(address(version)).status_code == 302


def test_a_version_is_read_under_its_own_document_only(cast):
    one = keep(cast, "a.txt", "text/plain", b"words")
    other = keep(cast, "b.txt", "text/plain", b"others")
    crossed = reverse("knowledge:read", args=[one.document_id, other.pk])
    assert sign_in(cast.aiko).get(crossed).status_code == 404


def test_reading_a_confidential_paper_is_on_record(cast):
    """RULES R8.46."""
    version = keep(cast, "a.txt", "text/plain", b"words", classification="confidential")
    sign_in(cast.temir).get(address(version))
    record = AccessRecord.objects.get()
    assert (record.reader, record.what, record.document) == (cast.temir, "opened", version.document)


def test_a_web_page_of_the_library_is_never_opened_as_one(cast):
    version = keep(cast, "a.html", "text/html", b"<html><p>words</p></html>")
    answer = sign_in(cast.temir).get(address(version, "file"))
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_picture_is_shown_on_the_page(cast):
    version = keep(cast, "a.png", "image/png", sixty.picture())
    page = sign_in(cast.temir).get(address(version)).content.decode()
    assert f'src="{address(version, "file")}"' in page


def test_a_forged_wish_to_read_again_is_refused(cast):
    version = keep(cast, "a.txt", "text/plain", b"words")
    assert sign_in(cast.temir).post(address(version, "read_again")).status_code == 403
