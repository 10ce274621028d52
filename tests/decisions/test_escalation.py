"""Escalation leaves as a note of one page, kept as it was, without anybody's position (RULES R4.23, USERS.md 8)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from decisions import escalation_note
from decisions.letters.escalation import EscalationNote
from decisions.models import Escalation
from decisions.workflow import answers
from decisions.workflow import decisions as life
from foundation.circulation.models import Circulation
from foundation.core.workflow import NotPermitted, Refused
from foundation.documents.models import Rendition
from tests.factories import rounds

OBJECTION = "Our board cannot accept the referral clause."
ASKED = {
    "to": "pmt", "question": "Which of the two texts does the team recommend?",
    "reason": "One view is that referral needs consent in each case; the other that the law asks for it.",
}  # fmt: skip


@pytest.fixture
def stuck(cast):
    decision = rounds.proposed(title="Referral pathway", text="The Network adopts the referral pathway.")
    round_ = rounds.opened(cast, decision)
    answers.answer(
        round_, by=cast.leila, organisation=cast.orgs.unhcr, kind="objection", words=OBJECTION,
        wording="The Network takes note of the pathway.",
    )  # fmt: skip
    rounds.closed(round_)
    decision.refresh_from_db()
    return decision


@pytest.fixture
def escalation(cast, stuck):
    made = life.escalate(stuck, by=cast.ingrid, answer_by=in_ten_days(), **ASKED)
    escalation_note.keep_notes(made, ["en", "ru"])
    return made


def in_ten_days():
    return timezone.localdate() + timedelta(days=10)


def text_of(rendition):
    with rendition.stored_file.file.open("rb") as file:
        pages = PdfReader(BytesIO(file.read())).pages
    return len(pages), " ".join(" ".join(page.extract_text() for page in pages).split())


def page(name, escalation, *more):
    return reverse(f"decisions:{name}", args=[escalation.pk, *more])


def test_r4_23_the_note_says_on_one_page_what_is_asked_about_which_text_until_when(escalation):
    count, text = text_of(escalation_note.kept_note(escalation, "en"))
    assert count == 1
    for words in (ASKED["question"], ASKED["reason"], "The Network adopts the referral pathway.", "Round 1"):
        assert words in text
    assert "18:00 Bishkek time (UTC+6)" in text


def test_users_8_the_note_names_nobody_beside_a_position(escalation):
    for media_type in escalation_note.EXTENSIONS:
        assert escalation_note.kept_note(escalation, "en", media_type)
    _count, text = text_of(escalation_note.kept_note(escalation, "en"))
    assert "UNHCR" not in text
    assert OBJECTION not in text


def test_a_long_text_follows_as_an_annex(cast, stuck):
    with transaction.atomic():
        life.begin_revision(stuck, by=cast.aizada)
        life.reword(stuck, by=cast.aizada, text="The Network adopts it. " * 120)
    made = life.escalate(stuck, by=cast.ingrid, answer_by=in_ten_days(), **ASKED)
    assert escalation_note.words_of(made)["is_annexed"]
    assert "words changed since" in escalation_note.words_of(made)["revisions"][0]


def test_the_note_is_never_made_again(cast, escalation):
    before = set(Rendition.objects.values_list("pk", "stored_file__sha256"))
    life.begin_revision(escalation.decision, by=cast.aizada)
    life.reword(escalation.decision, by=cast.aizada, text="Another text.")
    escalation_note.keep_notes(escalation, ["en", "ru"])
    assert set(Rendition.objects.values_list("pk", "stored_file__sha256")) == before


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"question": " "}, "what is asked"), ({"reason": " "}, "reason"), ({"days": 0}, "later day")],
)
def test_a_question_a_reason_and_a_day_ahead_are_needed(cast, stuck, change, sentence):
    asked = ASKED | {key: value for key, value in change.items() if key != "days"}
    day = timezone.localdate() + timedelta(days=change.get("days", 1))
    with pytest.raises(Refused, match=sentence):
        life.escalate(stuck, by=cast.ingrid, answer_by=day, **asked)
    assert not Escalation.objects.exists()


def test_only_a_co_chair_escalates(cast, as_user, stuck):
    with pytest.raises(NotPermitted):
        life.escalate(stuck, by=cast.aizada, answer_by=in_ten_days(), **ASKED)
    address = reverse("decisions:decision_escalate", args=[stuck.pk])
    assert as_user(cast.aizada).post(address, ASKED).status_code == 403
    assert as_user(cast.kwame).get(address).status_code == 404


def test_a_co_chair_reads_the_note_before_anything_is_done(cast, as_user, stuck):
    client, address = as_user(cast.ingrid), reverse("decisions:decision_escalate", args=[stuck.pk])
    told = ASKED | {"answer_by": in_ten_days().isoformat(), "languages": ["en"]}
    looked = client.post(address, told)
    assert not Escalation.objects.exists()
    assert ASKED["question"] in looked.content.decode()
    changed = client.post(address, told | {"looked": looked.context["mark"], "question": "Another question?"})
    assert not Escalation.objects.exists()
    assert "Another question?" in changed.content.decode()
    client.post(address, told | {"looked": looked.context["mark"]})
    made = Escalation.objects.get()
    assert made.question == ASKED["question"]
    assert escalation_note.kept_note(made, "en")
    assert escalation_note.kept_note(made, "ky") is None


def test_while_members_are_asked_nothing_is_escalated(cast, as_user):
    """R4.17, R4.23: all views come in first."""
    round_ = rounds.opened(cast)
    answers.answer(round_, by=cast.leila, organisation=cast.orgs.unhcr, kind="objection", words=OBJECTION)
    address = reverse("decisions:decision_escalate", args=[round_.decision_id])
    answer = as_user(cast.ingrid).get(address, follow=True)
    assert "once the round is over" in answer.content.decode()


def test_a_form_that_is_not_whole_loses_nothing(cast, as_user, stuck):
    address = reverse("decisions:decision_escalate", args=[stuck.pk])
    answer = as_user(cast.ingrid).post(address, {"question": "Which text?", "to": "unct"})
    assert answer.status_code == 422
    assert "Which text?" in answer.content.decode()


def test_the_page_of_the_decision_says_where_it_lies(cast, as_user, escalation):
    body = as_user(cast.aiko).get(escalation.decision.get_absolute_url()).content.decode()
    assert "It lies with the Programme Management Team" in body
    assert escalation.get_absolute_url() in body


def test_who_reads_for_the_pmt_sees_it_once_it_was_sent(cast, as_user, escalation):
    reader = as_user(cast.kwame)
    files = page("escalation_file", escalation, "en", "pdf")
    assert [reader.get(one).status_code for one in (page("escalation", escalation), files)] == [404, 404]
    life.send_note(escalation, by=cast.aizada)
    body = reader.get(page("escalation", escalation)).content.decode()
    assert OBJECTION not in body
    assert "UNHCR" not in body
    assert escalation.decision.get_absolute_url() not in body
    assert reader.get(files).status_code == 200
    assert reader.get(page("escalation_file", escalation, "ky", "pdf")).status_code == 404
    assert as_user(cast.kubanych).get(files).status_code == 404


def test_what_went_to_the_unct_is_not_for_the_pmt(cast, as_user, stuck):
    made = life.escalate(stuck, by=cast.ingrid, answer_by=in_ten_days(), **ASKED | {"to": "unct"})
    life.send_note(made, by=cast.aizada)
    assert as_user(cast.kwame).get(page("escalation", made)).status_code == 404


def test_the_letter_goes_to_the_readers_and_the_address_that_was_added(cast, as_user, escalation):
    client = as_user(cast.aizada)
    added = {"name": "Team assistant", "address": "pmt@example.org", "language": "ru"}
    asked = client.post(page("escalation", escalation), added, follow=True).content.decode()
    assert "is not in the directory" in asked
    look = client.get(page("escalation_circulate", escalation))
    client.post(
        page("escalation_circulate", escalation), {"step": "circulate", "form_key": look.context["form_key"]}
    )
    escalation.refresh_from_db()
    assert escalation.sent_at is not None
    sent = Circulation.objects.get(occasion="escalation_note")
    assert {one.address for one in sent.deliveries.all()} == {cast.kwame.person.email, "pmt@example.org"}
    letter = EscalationNote(escalation)
    files = {one.address: letter.attachments(one)[0].name for one in letter.recipients()}
    assert files["pmt@example.org"].endswith("-RU.pdf")
    assert not mail.outbox


def test_a_name_without_an_address_is_asked_about(cast, as_user, escalation):
    answer = as_user(cast.aizada).post(page("escalation", escalation), {"name": "Somebody", "language": "en"})
    assert answer.status_code == 422
    assert "leave both empty" in answer.content.decode()


def test_nobody_to_write_to_takes_the_button_away(cast, as_user, stuck):
    made = life.escalate(stuck, by=cast.ingrid, answer_by=in_ten_days(), **ASKED | {"to": "unct"})
    body = as_user(cast.aizada).get(page("escalation_circulate", made)).content.decode()
    assert "There is nobody to write to." in body


def test_members_cannot_send_it(cast, as_user, escalation):
    assert as_user(cast.aiko).get(page("escalation_circulate", escalation)).status_code == 403
    assert as_user(cast.aiko).post(page("escalation", escalation), {"name": "x"}).status_code == 403


@pytest.mark.parametrize(
    "change",
    ["update decisions_escalation set question = 'Other'", "delete from decisions_escalation",
     "update decisions_escalation set answer_due_at = answer_due_at + interval '1 day'"],
)  # fmt: skip
def test_postgresql_keeps_what_was_escalated(escalation, change):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_note_leaves_once(cast, escalation):
    life.send_note(escalation, by=cast.aizada)
    first = escalation.sent_at
    life.send_note(escalation, by=cast.aizada)
    assert escalation.sent_at == first
