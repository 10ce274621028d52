"""The pages of the library, as readers of every kind get them."""

import io
import re

import pypdf
import pytest
from django.urls import reverse

from foundation.circulation.models import Delivery
from foundation.documents.pdf import render_pdf
from knowledge.models import AccessRecord, Document
from tests.documents.samples import word
from tests.factories.documents import StoredFileFactory
from tests.factories.knowledge import DocumentFactory, VersionFactory, named, released

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def a_pdf():
    return render_pdf("print/stamp.html", {"words": "Figures"}, language="en", title="Figures")


def address(document, name, *more):
    return reverse(f"knowledge:{name}", args=[document.pk, *more])


def text_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def words_of(response):
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(text_of(response))).pages)


def test_a_member_adds_a_document_describes_it_and_puts_it_into_the_library(cast, as_user):
    client = as_user(cast.aiko)
    given = {
        "kind": "study", "title": "Children of migrants", "owner": cast.orgs.unicef.pk, "audience": "network",
        "classification": "unclassified", "language": "ru", "issued_on": "2026-03-02", "themes": ["children"],
        "gcm_objectives": ["7", "15"], "oblasts": ["osh"],
    }  # fmt: skip
    file = io.BytesIO(word())
    file.name = "children.docx"
    page = client.post(reverse("knowledge:document_new"), given | {"file": file}, follow=True)
    document = Document.objects.get()
    assert page.status_code == 200
    assert (document.state, document.gcm_objectives, document.themes) == ("draft", [7, 15], ["children"])
    assert document.versions.get().language == "ru"
    client.post(address(document, "document_move", "keep-document"))
    edit = address(document, "document_edit")
    assert 'name="audience"' not in client.get(edit).content.decode()
    client.post(edit, given | {"title": "Children who stay", "version": "1"})
    document.refresh_from_db()
    assert (document.state, document.title) == ("kept", "Children who stay")


def test_what_is_wrong_stands_beside_its_field_and_the_words_stay(cast, as_user):
    page = as_user(cast.aiko).post(
        reverse("knowledge:document_new"),
        {"kind": "link", "title": "My long title", "owner": cast.orgs.unicef.pk, "audience": "network",
         "classification": "strictly-confidential", "language": "en"},
    ).content.decode()  # fmt: skip
    assert "Give the address of the outside link." in page
    assert "for named persons only" in page
    assert "My long title" in page


def test_of_two_who_describe_it_the_second_reads_both_texts(cast, as_user, make):
    document = make(title="First")
    Document.objects.filter(pk=document.pk).update(version=2, title="By somebody else")
    response = as_user(cast.aiko).post(
        address(document, "document_edit"), {"kind": "study", "title": "By me", "version": "1"}
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "By somebody else" in page
    assert "By me" in page


def test_the_list_is_narrowed_by_what_documents_are(cast, as_user, make):
    make(title="Return to Osh", oblasts=["osh"], gcm_objectives=[21], themes=["return"])
    make(title="Work in Türkiye", corridors=["tr"], sdgs=[8], kind="guidance", owner=cast.orgs.fao)
    client, url = as_user(cast.temir), reverse("knowledge:document_list")
    for query, there, not_there in [
        ("oblast=osh", "Return to Osh", "Work in"), ("gcm=21", "Return to Osh", "Work in"),
        ("corridor=tr", "Work in", "Return to"), ("sdg=8", "Work in", "Return to"),
        ("kind=guidance", "Work in", "Return to"), ("q=türkiye work", "Work in", "Return to"),
        (f"owner={cast.orgs.fao.pk}", "Work in", "Return to"), ("theme=return", "Return to Osh", "Work in"),
    ]:  # fmt: skip
        page = client.get(f"{url}?{query}").content.decode()
        assert there in page, query
        assert not_there not in page, query
    page = client.get(f"{url}?year=2019").content.decode()
    assert "No document fits" in page


def test_a_filter_offers_no_owner_and_no_group_of_what_one_may_not_see_r8_44(cast, as_user, make, group):
    make(owner=cast.orgs.unhcr)
    make(owner=cast.orgs.unicef, audience="group", group=group)
    page = as_user(cast.kubanych).get(reverse("knowledge:document_list")).content.decode()
    assert ">UNICEF<" in page
    assert "UNHCR" not in page
    assert re.search(r"\b1 документ\b", page)


def test_the_public_sees_what_was_released_and_is_asked_to_sign_in_for_the_rest(cast, as_user, make):
    internal, public = make(title="Internal study"), released(make(title="Public study"), cast.aizada)
    client = as_user(cast.public)
    page = client.get(reverse("knowledge:document_list")).content.decode()
    assert "Public study" in page
    assert "Internal study" not in page
    assert client.get(public.get_absolute_url()).status_code == 200
    assert client.get(address(public, "file", public.versions.get().pk)).status_code == 200
    for refused in (internal.pk, 999999):
        assert client.get(reverse("knowledge:document", args=[refused])).status_code == 302
    assert client.get(address(internal, "file", internal.versions.get().pk)).status_code == 302


def test_a_file_is_served_under_its_own_document_only(cast, as_user, make):
    seen, hidden = make(audience="network-and-state"), make()
    client = as_user(cast.kubanych)
    assert client.get(address(seen, "file", seen.versions.get().pk)).status_code == 200
    assert client.get(address(seen, "file", hidden.versions.get().pk)).status_code == 404
    assert client.get(address(hidden, "file", hidden.versions.get().pk)).status_code == 404
    assert client.head(address(hidden, "file", hidden.versions.get().pk)).status_code == 404


def test_opening_and_taking_away_what_is_confidential_goes_on_record_r8_46(cast, as_user, a_pdf):
    document = DocumentFactory(owner=cast.orgs.unicef, classification="confidential")
    version = VersionFactory(document=document, stored_file=StoredFileFactory(content=a_pdf))
    page = as_user(cast.temir).get(document.get_absolute_url()).content.decode()
    assert "It is recorded that you opened this document" in page
    taken = as_user(cast.temir).get(address(document, "file", version.pk))
    text = words_of(taken)
    assert "Temir Talasov" in text
    assert "Bishkek time" in text
    rows = [(row.reader, row.what) for row in AccessRecord.objects.order_by("pk")]
    assert rows == [(cast.temir, "opened"), (cast.temir, "downloaded")]
    record = address(document, "access_record")
    assert "Temir Talasov" in as_user(cast.aiko).get(record).content.decode()
    assert as_user(cast.temir).get(record).status_code == 404


def test_what_a_partner_takes_away_is_stamped_and_a_member_gets_the_file_as_it_is_r8_46(cast, as_user, a_pdf):
    document = DocumentFactory(owner=cast.orgs.unicef, audience="network-and-state")
    version = VersionFactory(document=document, stored_file=StoredFileFactory(content=a_pdf))
    assert cast.kubanych.person.name in words_of(
        as_user(cast.kubanych).get(address(document, "file", version.pk))
    )
    assert text_of(as_user(cast.temir).get(address(document, "file", version.pk))) == a_pdf
    assert [row.reader for row in AccessRecord.objects.all()] == [cast.kubanych]
    released(document, cast.aizada)
    public = as_user(cast.kubanych).get(address(document, "file", version.pk))
    assert cast.kubanych.person.name not in words_of(public)
    assert AccessRecord.objects.count() == 1


@pytest.mark.parametrize("content", [b"%PDF-1.7\nbroken", word()], ids=["damaged", "word"])
def test_a_file_that_cannot_carry_the_stamp_is_recorded_all_the_same(cast, as_user, content):
    media = "application/pdf" if content.startswith(b"%PDF") else "application/msword"
    document = DocumentFactory(owner=cast.orgs.unicef, classification="confidential")
    stored = StoredFileFactory(content=content, media_type=media)
    version = VersionFactory(document=document, stored_file=stored)
    response = as_user(cast.temir).get(address(document, "file", version.pk))
    assert text_of(response) == content
    assert AccessRecord.objects.filter(what="downloaded").count() == 1


def test_files_are_added_without_overwriting_and_compared(cast, as_user, make):
    document = make()
    first = document.versions.get()
    first.page_texts.create(number=1, text="Ten families returned.\nThey live in Osh.")
    file = io.BytesIO(word())
    file.name = "second.docx"
    client = as_user(cast.aiko)
    client.post(
        address(document, "version_new"),
        {"what": "revise", "language": "en", "file": file, "note": "Figures"},
    )
    second = document.versions.get(revision=1)
    page = client.get(address(document, "compare")).content.decode()
    assert "is not available: Waiting to be read" in page
    second.page_texts.create(number=1, text="Twelve families returned.\nThey live in Osh.")
    page = client.get(address(document, "compare")).content.decode()
    assert "<del>Ten</del> <ins>Twelve</ins>" in page
    page = client.get(document.get_absolute_url()).content.decode()
    assert "Earlier versions" in page
    assert f"{document.symbol}" in page


def test_what_changed_must_be_said(cast, as_user, make):
    file = io.BytesIO(word())
    file.name = "second.docx"
    page = as_user(cast.aiko).post(
        address(make(), "version_new"), {"what": "correct", "language": "en", "file": file}
    )
    assert "Say in a sentence what changed" in page.content.decode()


def test_a_document_is_cited_in_words_and_for_programs(cast, as_user, make):
    document = make(
        title="Ways home & back", authors="A. Author; B. Author", reference="ISBN 1", kind="report"
    )
    page = as_user(cast.temir).get(document.get_absolute_url()).content.decode()
    assert "A. Author; B. Author (2026). Ways home &amp; back." in page
    bib = text_of(as_user(cast.temir).get(address(document, "citation_bib"))).decode()
    assert "title = {{Ways home \\& back}}" in bib
    assert "author = {{A. Author} and {B. Author}}" in bib
    ris = text_of(as_user(cast.temir).get(address(document, "citation_ris"))).decode()
    assert ris.splitlines()[:3] == ["TY  - RPRT", "AU  - A. Author", "AU  - B. Author"]


def test_a_named_reader_is_told_by_a_letter_that_says_no_more_than_it_may_r8_48(cast, as_user, make):
    for classification, audience, says, hides in [
        ("confidential", "network", "Plans of the return", "You were named"),
        ("strictly-confidential", "named", "A document of the Network", "Plans of the return"),
    ]:
        document = named(
            make(title="Plans of the return", classification=classification, audience=audience), cast.aiko
        )
        as_user(cast.aiko).post(address(document, "reader_name"), {"person": cast.anara.person.pk})
        letter = Delivery.objects.order_by("-pk").first()
        assert letter.reader == cast.anara
        of_the_office = as_user(cast.aizada).get(letter.circulation.get_absolute_url()).content.decode()
        assert ("Plans of the return" in of_the_office) is (classification == "confidential")
        assert says in letter.subject
        assert hides not in letter.subject + letter.text
        assert document.get_absolute_url() in letter.text
        assert as_user(cast.anara).get(document.get_absolute_url()).status_code == 200
        row = document.named_readers.get(person=cast.anara.person)
        as_user(cast.aiko).post(address(document, "reader_unname", row.pk))
        assert as_user(cast.anara).get(document.get_absolute_url()).status_code == 404


def test_classification_audience_successor_and_withdrawal_are_acts_with_pages(cast, as_user, make):
    document, successor, client = make(), make(), as_user(cast.aiko)
    client.post(address(document, "audience"), {"audience": "network-and-state"})
    client.post(address(document, "classification"), {"classification": "confidential"})
    document.refresh_from_db()
    assert (document.classification, document.audience) == ("confidential", "network")
    page = client.get(document.get_absolute_url() + "?history=1").content.decode()
    assert "Classification: Unclassified → Confidential" in page
    page = client.post(address(document, "document_supersede"), {"symbol": "UNMN-KG/2026/LIB/999"})
    assert "There is no document with this symbol" in page.content.decode()
    client.post(address(document, "document_supersede"), {"symbol": successor.symbol})
    page = client.get(document.get_absolute_url()).content.decode()
    assert "This document was superseded" in page
    client.post(address(document, "document_withdraw"), {"reason": "Wrong figures"})
    assert as_user(cast.temir).get(document.get_absolute_url()).status_code == 404
    client.post(address(document, "document_move", "put-back-behind"))
    assert as_user(cast.temir).get(document.get_absolute_url()).status_code == 200


def test_a_successor_that_one_may_not_see_is_not_named(cast, as_user, make):
    old = make(audience="network-and-state")
    make(title="SECRETSUCCESSOR", supersedes=old)
    page = as_user(cast.kubanych).get(old.get_absolute_url()).content.decode()
    assert "SECRETSUCCESSOR" not in page


def test_a_group_has_its_part_of_the_library_and_its_partner_reads_it_r8_44(cast, as_user, make, group):
    make(title="For the group", audience="group", group=group)
    make(title="For the members", audience="group", group=group, classification="confidential")
    make(title="For the Network")
    url = reverse("knowledge:group_library", args=[group.slug])
    page = as_user(cast.kubanych).get(url).content.decode()
    assert "For the group" in page
    assert "For the members" not in page
    assert "For the Network" not in page
    assert "For the members" in as_user(cast.temir).get(url).content.decode()
    assert "Nothing in the library" in as_user(cast.leila).get(url).content.decode()
    tabs = as_user(cast.kubanych).get(group.get_absolute_url()).content.decode()
    assert url in tabs


def test_the_empty_library_says_what_to_do(cast, as_user):
    url = reverse("knowledge:document_list")
    assert "Add the first document" in as_user(cast.aiko).get(url).content.decode()
    assert "Здесь появится список" in as_user(cast.kubanych).get(url).content.decode()
    assert "released to the public yet" in as_user(cast.public).get(url).content.decode()
