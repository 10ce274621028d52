"""Controlled verbs, and the extract of decisions as a document of its own (RULES R10.57, R9.49)."""

from io import BytesIO

import pytest
from django.urls import reverse

from decisions.models import Decision
from foundation.circulation.models import Circulation
from foundation.documents.models import Rendition
from meetings import verbs
from meetings.extract import owners_of, sections_of
from meetings.letters_minutes import DecisionsExtracted


@pytest.mark.parametrize(
    ("sentence", "kind", "title"),
    [
        ("The Network decided to meet in March.", "decision", "Meet in March"),
        ("The Network agreed that the sheet is kept.", "decision", "The sheet is kept"),
        ("The Network took note of the report.", "decision", "The report"),
        ("The Network requested UNICEF to send figures.", "action", "UNICEF to send figures"),
        ("Сеть приняла решение создать группу.", "decision", "Создать группу"),
        ("Сеть решила, что группа собирается в марте.", "decision", "Группа собирается в марте"),
        ("Сеть приняла к сведению доклад ЮНИСЕФ.", "decision", "Доклад ЮНИСЕФ"),
        ("Сеть просит МОМ направить данные.", "action", "МОМ направить данные"),
        ("Тармак март айында жолугушууну чечти.", "decision", "Март айында жолугушууну"),
        ("Тармак баяндаманы маалымат катары кабыл алды.", "decision", "Баяндаманы"),
        ("Тармак ЮНИСЕФтен маалымат жөнөтүүнү суранды.", "action", "ЮНИСЕФтен маалымат жөнөтүүнү"),
        ("UNICEF said that the Network decided nothing.", "", "UNICEF said that the Network decided nothing"),
        ("The Networks decided.", "", "The Networks decided"),
    ],
)
def test_the_verbs_of_the_three_languages(sentence, kind, title):
    assert (verbs.kind_of(sentence), verbs.title_of(sentence)) == (kind, title)


def form_of(client, minutes, kind, text):
    item = minutes.entries.get().item_id
    address = reverse("meetings:minutes_record_form", args=[minutes.meeting.slug, item, kind])
    return client.get(address, {"text": text}).context["form"].initial


def test_a_sentence_fills_the_form_and_names_the_organisation_in_it(cast, as_user, draft):
    client = as_user(cast.aizada)
    sentence = "The Network requested FAO to send figures."
    assert form_of(client, draft, "action", sentence) == {"text": sentence, "owner": cast.orgs.fao}
    decided = "The Network decided to meet in March."
    assert form_of(client, draft, "decision", decided) == {
        "title": "Meet in March", "text": decided, "lead": None,
    }  # fmt: skip


def address(minutes, name):
    return reverse(f"meetings:{name}", args=[minutes.meeting.slug])


def test_the_extract_holds_decisions_and_action_points_and_nothing_that_was_said(cast, as_user, in_review):
    page = as_user(cast.aiko).get(address(in_review, "minutes_extract")).content.decode()
    assert "The Network adopts the data sheet." in page
    assert "Update the data sheet" in page
    assert "UNICEF presented" not in page
    assert "Any other business" not in page


def test_the_extract_is_a_pdf_and_a_word_document(cast, as_user, in_review):
    from docx import Document
    from pypdf import PdfReader

    client = as_user(cast.temir)
    pdf = b"".join(client.get(address(in_review, "minutes_extract_pdf")).streaming_content)
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert "adopts the data sheet" in " ".join(text.split())
    assert "UNICEF presented" not in text
    answer = client.get(address(in_review, "minutes_extract_docx"))
    assert "DEC-EN.docx" in answer["Content-Disposition"]
    word = Document(BytesIO(b"".join(answer.streaming_content)))
    assert "The Network adopts the data sheet." in [paragraph.text for paragraph in word.paragraphs]


def test_what_was_withdrawn_is_not_in_the_extract(cast, as_user, in_review):
    from decisions.workflow.decisions import withdraw

    withdraw(Decision.objects.get(), by=cast.aizada, reason="Not ripe.")
    assert [one.slug for one in owners_of(sections_of(in_review))] == ["unicef"]


def test_each_owner_reads_its_own_first_and_nobody_else_is_written_to(cast, in_review):
    letter = DecisionsExtracted(in_review)
    words = {one.address: letter.render(one).text for one in letter.recipients()}
    assert set(words) == {
        cast.aiko.person.email, cast.jyldyz.person.email, cast.chiara.person.email,
    }  # fmt: skip
    assert "Update the data sheet" in words[cast.aiko.person.email]
    assert "adopts the data sheet" not in words[cast.aiko.person.email]
    assert "adopts the data sheet" in words[cast.chiara.person.email]


def test_sending_keeps_the_document_once_per_language(cast, as_user, in_review):
    client = as_user(cast.aizada)
    preview = client.get(address(in_review, "minutes_extract_circulate"))
    assert not Rendition.objects.filter(kind="decisions-extract").exists()
    client.post(
        address(in_review, "minutes_extract_circulate"),
        {"step": "circulate", "form_key": preview.context["form_key"], "note": "Please look."},
    )
    sent = Circulation.objects.get(occasion="decisions_extract")
    files = {one.attachments.get().sha256 for one in sent.deliveries.filter(language="en")}
    assert len(files) == 1
    kept = Rendition.objects.filter(kind="decisions-extract", language="en").get()
    assert kept.stored_file.sha256 in files


def test_the_extract_of_a_draft_is_not_sent(cast, as_user, draft):
    answer = as_user(cast.aizada).get(address(draft, "minutes_extract_circulate"), follow=True)
    assert "Send them for review first" in answer.content.decode()
    assert as_user(cast.aiko).get(address(draft, "minutes_extract")).status_code == 404
