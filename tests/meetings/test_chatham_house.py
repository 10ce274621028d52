"""The Chatham House Rule, for a meeting or an item: sealed notes, and no names in what leaves (RULES R6.34)."""

from io import BytesIO

import pytest
from django.urls import reverse

from foundation.core.workflow import NotPermitted, Refused
from foundation.review.models import Paragraph
from meetings.models import Meeting
from meetings.workflow import minutes as life
from meetings.workflow import notes
from meetings.workflow.names import names_found
from tests.searching import searched

SECRET = "Aiko of UNICEF called the figures BANANAS."


@pytest.fixture
def entry(draft):
    return draft.entries.select_related("minutes__meeting").get()


def address(minutes, name, *more):
    return reverse(f"meetings:{name}", args=[minutes.meeting.slug, *more])


def bind(cast, entry):
    notes.rule_of_item(entry, by=cast.aizada, is_chatham_house=True)


def test_sealed_notes_are_the_secretariats_alone(cast, as_user, draft, entry):
    seal = address(draft, "minutes_item_seal", entry.item_id)
    as_user(cast.pavel).post(seal, {"sealed_notes": SECRET, "was": ""})
    assert "BANANAS" in as_user(cast.aizada).get(address(draft, "minutes_edit")).content.decode()
    assert as_user(cast.ingrid).post(seal, {"sealed_notes": "x"}).status_code == 403
    with pytest.raises(NotPermitted):
        notes.seal_notes(entry, by=cast.tomas, sealed_notes="x")


@pytest.mark.parametrize("who", ["ingrid", "tomas", "aiko", "temir", "kwame"])
def test_sealed_notes_are_in_nothing_that_others_read(cast, as_user, draft, entry, who):
    from docx import Document
    from pypdf import PdfReader

    notes.seal_notes(entry, by=cast.aizada, sealed_notes=SECRET)
    life.send_for_review(draft, by=cast.aizada)
    assert not Paragraph.objects.filter(html__contains="BANANAS").exists()
    client = as_user(getattr(cast, who))
    slug = draft.meeting.slug
    for page in (address(draft, "minutes"), address(draft, "minutes_extract"), f"/meetings/{slug}/"):
        assert "BANANAS" not in client.get(page).content.decode()
    found = searched(client, "BANANAS").content.decode()
    assert "called the figures" not in found
    if who == "temir":
        pdf = b"".join(client.get(address(draft, "minutes_pdf")).streaming_content)
        assert "BANANAS" not in " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
        word = b"".join(client.get(address(draft, "minutes_docx")).streaming_content)
        assert "BANANAS" not in " ".join(one.text for one in Document(BytesIO(word)).paragraphs)


def test_the_act_of_sealing_is_sealed_and_says_no_word_of_it(cast, as_user, entry):
    from foundation.audit.models import Act

    notes.seal_notes(entry, by=cast.aizada, sealed_notes=SECRET)
    act = Act.objects.about(entry).first()
    assert (act.is_sealed, "BANANAS" in str(act.details)) == (True, False)
    assert not Act.objects.about(entry).open().filter(verb="meetings.seal_notes").exists()


def test_two_officers_sealing_at_once_lose_nothing(cast, entry):
    notes.seal_notes(entry, by=cast.aizada, sealed_notes="Hers.", was="")
    notes.seal_notes(entry, by=cast.pavel, sealed_notes="His.", was="")
    assert entry.sealed_notes == "Hers.\n\nHis."
    notes.seal_notes(entry, by=cast.pavel, sealed_notes="His.", was="Hers.\n\nHis.")
    assert entry.sealed_notes == "His."


def test_names_in_an_item_under_the_rule_stop_the_minutes_until_ticked(cast, as_user, draft, entry):
    assert names_found(draft) == []
    bind(cast, entry)
    assert names_found(draft)[0]["names"] == ["FAO", "UNICEF"]
    with pytest.raises(Refused, match="item 1: FAO, UNICEF"):
        life.send_for_review(draft, by=cast.aizada)
    client = as_user(cast.aizada)
    assert "FAO, UNICEF" in client.get(address(draft, "minutes_edit")).content.decode()
    assert client.get(address(draft, "minutes_circulate")).status_code == 302
    client.post(address(draft, "minutes_names_stay"), {})
    draft.refresh_from_db()
    assert draft.names_looked_at == ""
    client.post(address(draft, "minutes_names_stay"), {"looked_at": "yes"})
    assert client.get(address(draft, "minutes_circulate")).status_code == 200
    draft.refresh_from_db()
    life.send_for_review(draft, by=cast.aizada)


def test_a_tick_holds_for_these_words_alone(cast, draft, entry):
    bind(cast, entry)
    life.let_names_stay(draft, by=cast.aizada)
    assert list(life.names_are_left(draft)) == []
    notes.write_notes(entry, by=cast.aizada, html="<p>Temir Talasov said so.</p>", version=entry.version)
    assert "Temir Talasov" in " ".join(str(one) for one in life.names_are_left(draft))


def test_a_whole_meeting_under_the_rule_binds_every_item(cast, draft):
    Meeting.objects.filter(pk=draft.meeting_id).update(is_chatham_house=True)
    draft.refresh_from_db()
    draft.meeting.refresh_from_db()
    assert [one["names"] for one in names_found(draft)] == [["FAO", "UNICEF"]]


def test_notes_without_names_need_no_tick(cast, draft, entry):
    bind(cast, entry)
    notes.write_notes(entry, by=cast.aizada, html="<p>A participant agreed.</p>", version=entry.version)
    life.send_for_review(draft, by=cast.aizada)
