"""The part of the state: letter, reply, rulings, adoption after it (RULES R5.26 to R5.29)."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from decisions import state_letter
from decisions.models import StateConsultation
from decisions.states import DecisionState, Ruling, SentBy, StateConcern, StateOutcome
from decisions.tasks_state import tell_of_overdue_replies
from decisions.workflow import decisions as life
from decisions.workflow import state_track
from decisions.workflow.closing import declare_adopted
from decisions.workflow.proposing import write_down
from foundation.audit.models import Act
from foundation.circulation.models import Circulation
from foundation.core.workflow import NotPermitted, Refused
from foundation.documents.models import Rendition
from members.calendar import is_working_day, working_day_after
from members.models import Parameter
from tests.decisions.test_proposing import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def concerned(cast):
    decision = write_down(
        by=cast.temir, proposer=cast.orgs.fao, title="Registration rules", text="The Network asks for simpler rules.",
        concern=StateConcern.YES,
    )  # fmt: skip
    life.propose(decision, by=cast.temir)
    return decision


def drafted(cast, decision, **words):
    return state_track.draft_letter(decision, by=cast.aizada, counterpart=cast.orgs.sms, **words)


def sent(cast, decision, days_ago=1):
    letter = drafted(cast, decision)
    state_track.mark_sent(
        letter, by=cast.aizada, letter_number="17-04/12", sent_by=SentBy.COURIER,
        sent_on=timezone.localdate() - timedelta(days=days_ago),
    )  # fmt: skip
    return letter


def agreed(cast, decision):
    declare_adopted(decision, by=cast.ingrid, adopted_on=timezone.localdate())
    return decision


def replied(cast, letter, outcome, comment="As we said."):
    return state_track.answer_of_state(
        letter, by=cast.aizada, outcome=outcome, received_on=timezone.localdate(), comment=comment
    )


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_r5_27_the_letter_is_drafted_in_russian_or_kyrgyz_as_docx_and_pdf(cast, as_user, concerned, language):
    from docx import Document

    letter = drafted(cast, concerned, language=language)
    client = as_user(cast.aizada)
    word = client.get(reverse("decisions:state_consultation_letter_docx", args=[concerned.pk, letter.pk]))
    said = "\n".join(part.text for part in Document(io.BytesIO(word.getvalue())).paragraphs)
    assert "The Network asks for simpler rules." in said
    assert concerned.working_reference in said
    assert "____" in said
    pdf = client.get(reverse("decisions:state_consultation_letter_pdf", args=[concerned.pk, letter.pk]))
    assert pdf.getvalue()[:5] == b"%PDF-"


def test_r5_27_a_letter_that_left_is_kept_as_it_left(cast, as_user, concerned):
    letter = drafted(cast, concerned)
    address = reverse("decisions:state_consultation_move", args=[concerned.pk, letter.pk, "mark-sent"])
    day = timezone.localdate()
    answer = as_user(cast.aizada).post(
        address, {"letter_number": "17-04/12", "sent_on": day.isoformat(), "sent_by": "courier"}
    )
    assert answer.status_code == 302
    letter.refresh_from_db()
    assert letter.reply_due_on == working_day_after(day, Parameter.value_of("state_reply_wd"))
    assert Rendition.objects.filter(kind=state_letter.KIND).count() == 2
    assert state_letter.words_of(letter)["number"] == "Исх. № 17-04/12"


def test_r5_27_a_letter_is_not_sent_without_its_number(cast, concerned):
    with pytest.raises(Refused, match="outgoing number"):
        state_track.mark_sent(
            drafted(cast, concerned), by=cast.aizada, letter_number=" ", sent_by=SentBy.POST
        )


def test_r5_29_the_counterpart_keeps_the_name_of_that_day(cast, concerned):
    letter = drafted(cast, concerned)
    cast.orgs.sms.name = "Another name"
    cast.orgs.sms.save()
    letter = StateConsultation.objects.get(pk=letter.pk)
    assert letter.names["name"] == "State Migration Service"
    assert "State Migration Service" in state_letter.words_of(letter)["addressee"]


@pytest.mark.parametrize(
    ("who", "before", "after"), [("aiko", 404, 200), ("kubanych", 404, 404), ("tomas", 200, 200)]
)
def test_a_draft_letter_is_for_secretariat_and_co_chairs(cast, as_user, concerned, who, before, after):
    letter = drafted(cast, concerned)
    address = reverse("decisions:state_consultation", args=[concerned.pk, letter.pk])
    client = as_user(getattr(cast, who))
    assert client.get(address).status_code == before
    state_track.mark_sent(letter, by=cast.aizada, letter_number="1", sent_by=SentBy.POST)
    assert client.get(address).status_code == after


def test_r5_26_adoption_waits_for_the_state_and_follows_its_concurrence(cast, concerned):
    letter = sent(cast, concerned)
    agreed(cast, concerned)
    assert concerned.state == DecisionState.AWAITING_STATE
    assert replied(cast, letter, StateOutcome.CONCURRED)
    concerned.refresh_from_db()
    assert concerned.symbol


def test_r5_28_with_comments_a_co_chair_declares_it(cast, as_user, concerned):
    letter = sent(cast, concerned)
    agreed(cast, concerned)
    assert not replied(cast, letter, StateOutcome.CONCURRED_WITH_COMMENTS)
    concerned.refresh_from_db()
    assert concerned.state == DecisionState.AWAITING_STATE
    address = reverse("decisions:declare_after_state", args=[concerned.pk])
    assert as_user(cast.aizada).post(address).status_code == 403
    assert address in as_user(cast.ingrid).get(concerned.get_absolute_url()).content.decode()
    as_user(cast.ingrid).post(address)
    concerned.refresh_from_db()
    assert concerned.is_taken


def test_r5_28_a_co_chair_does_not_declare_what_still_waits(cast, concerned):
    sent(cast, concerned)
    agreed(cast, concerned)
    with pytest.raises(Refused, match="does not wait"):
        state_track.declare_after_state(concerned, by=cast.ingrid)


@pytest.mark.parametrize("outcome", [StateOutcome.ASKS_FOR_CHANGES, StateOutcome.DOES_NOT_CONCUR])
def test_r5_28_without_concurrence_both_co_chairs_must_act(cast, concerned, outcome):
    letter = sent(cast, concerned)
    agreed(cast, concerned)
    assert not replied(cast, letter, outcome)
    go_on = {"ruling": Ruling.GO_ON, "reason": "Members agreed; the comments are noted."}
    assert not state_track.ruling_of_co_chair(letter, by=cast.ingrid, **go_on)
    with pytest.raises(NotPermitted):
        state_track.ruling_of_co_chair(letter, by=cast.aizada, **go_on)
    assert state_track.ruling_of_co_chair(letter, by=cast.tomas, **go_on)
    concerned.refresh_from_db()
    assert concerned.is_taken


def test_r5_27_the_silence_of_the_state_is_not_consent(cast, concerned):
    letter = sent(cast, concerned, days_ago=60)
    agreed(cast, concerned)
    assert letter.is_overdue
    assert concerned.state == DecisionState.AWAITING_STATE


def test_r5_27_nobody_goes_on_before_the_reply_is_due(cast, concerned):
    letter = sent(cast, concerned)
    with pytest.raises(Refused, match="still has time"):
        state_track.rule_on_state(letter, by=cast.ingrid, ruling=Ruling.GO_ON, reason="Now")


def test_r5_27_secretariat_and_co_chairs_learn_once_of_an_overdue_reply(cast, concerned):
    sent(cast, concerned, days_ago=60)
    day = timezone.localdate()
    while not is_working_day(day):
        day += timedelta(days=1)
    assert len(tell_of_overdue_replies(day)) == 1
    assert tell_of_overdue_replies(day) == []
    told = {one.address for one in Circulation.objects.get(occasion="state_reply_overdue").deliveries.all()}
    assert told == {getattr(cast, who).person.email for who in ("aizada", "pavel", "ingrid", "tomas")}


def test_r5_27_the_reply_is_registered_with_its_file_and_follow_ups(cast, as_user, concerned):
    letter = sent(cast, concerned)
    client = as_user(cast.pavel)

    def move(name):
        return reverse("decisions:state_consultation_move", args=[concerned.pk, letter.pk, name])

    client.post(move("follow-up"), {"on": timezone.localdate().isoformat(), "what": "Called: on the desk."})
    answer = client.post(move("register-reply"), {
        "received_on": timezone.localdate().isoformat(), "their_number": "02-3/77", "outcome": "asks_for_changes",
        "comment": "", "upload": SimpleUploadedFile("reply.pdf", PDF, "application/pdf"),
    })  # fmt: skip
    assert answer.status_code == 200
    assert "Write down what the reply says" in answer.content.decode()
    client.post(move("register-reply"), {
        "received_on": timezone.localdate().isoformat(), "their_number": "02-3/77", "outcome": "asks_for_changes",
        "comment": "Paragraph 2.", "upload": SimpleUploadedFile("reply.pdf", PDF, "application/pdf"),
    })  # fmt: skip
    page = as_user(cast.aiko).get(reverse("decisions:state_consultation", args=[concerned.pk, letter.pk]))
    said = page.content.decode()
    assert "02-3/77" in said
    assert "Called: on the desk." in said
    file = as_user(cast.aiko).get(
        reverse("decisions:state_consultation_reply", args=[concerned.pk, letter.pk])
    )
    assert file.getvalue() == PDF


def test_what_the_state_asks_for_leads_to_a_revision(cast, concerned):
    letter = sent(cast, concerned)
    agreed(cast, concerned)
    replied(cast, letter, StateOutcome.ASKS_FOR_CHANGES)
    concerned.refresh_from_db()
    life.begin_revision(concerned, by=cast.aizada, reason="The state asks for changes.")
    assert (concerned.state, concerned.agreed_at) == (DecisionState.UNDER_REVISION, None)


def test_a_letter_is_neither_years_older_than_the_proposal_nor_answered_before_it_left(cast, concerned):
    letter = drafted(cast, concerned)
    today = timezone.localdate()
    for wrong in ({"sent_on": today.replace(year=2020)}, {"reply_due_on": today - timedelta(days=1)}):
        with pytest.raises(Refused, match="Correct the day"):
            state_track.mark_sent(
                letter, by=cast.aizada, letter_number="17-04/12", sent_by=SentBy.COURIER, **wrong
            )


def test_a_letter_that_is_a_draft_has_asked_nobody(cast, as_user, concerned):
    """R5.27."""
    drafted(cast, concerned)
    body = as_user(cast.aizada).get(concerned.get_absolute_url()).content.decode()
    assert "has not been asked yet: the letter is a draft" in body
    assert "has not answered" not in body


@pytest.mark.parametrize(
    ("text", "is_told"), [("Сеть просит упростить правила.", False), ("The Network.", True)]
)
def test_a_letter_that_is_half_english_says_so_before_it_is_marked_as_sent(cast, as_user, text, is_told):
    decision = write_down(by=cast.aizada, title="Правила", text=text, concern=StateConcern.YES)
    letter = drafted(cast, decision)
    address = reverse("decisions:state_consultation_move", args=[decision.pk, letter.pk, "mark-sent"])
    assert ("stay as the members were asked" in as_user(cast.aizada).get(address).content.decode()) == is_told


def test_a_slip_in_the_day_of_sending_is_corrected_with_a_reason_and_stays_on_record(
    cast, as_user, concerned
):
    """R5.27, R9.49."""
    letter, day = sent(cast, concerned, days_ago=1), timezone.localdate() - timedelta(days=3)
    address = reverse("decisions:state_consultation_move", args=[concerned.pk, letter.pk, "correct-sending"])
    told = {
        "letter_number": "17-04/13", "sent_on": day.isoformat(), "sent_by": "post", "reply_due_on": "",
        "reason": "The courier took it on Friday.",
    }  # fmt: skip
    assert as_user(cast.temir).post(address, told).status_code == 403
    assert as_user(cast.aizada).post(address, told | {"reason": " "}).status_code == 200
    as_user(cast.aizada).post(address, told)
    letter.refresh_from_db()
    assert (letter.letter_number, letter.sent_on, letter.sent_by) == ("17-04/13", day, "post")
    act = Act.objects.about(letter).get(verb="decisions.correct_sending")
    assert act.details["was"]["letter_number"] == "17-04/12"
    assert act.reason == "The courier took it on Friday."


def test_a_correction_keeps_the_letter_before_its_reply(cast, concerned):
    letter = sent(cast, concerned, days_ago=4)
    state_track.answer_of_state(
        letter,
        by=cast.aizada,
        outcome=StateOutcome.NO_VIEW,
        received_on=timezone.localdate() - timedelta(days=2),
    )
    with pytest.raises(Refused, match="after its reply came"):
        state_track.correct_sending(
            letter, by=cast.aizada, letter_number="1", sent_by="post", sent_on=timezone.localdate(),
            reply_due_on=None, reason="A slip.",
        )  # fmt: skip
    with pytest.raises(Refused, match="in the future"):
        state_track.mark_sent(
            drafted(cast, write_down(by=cast.aizada, title="T", text="X", concern="yes")), by=cast.aizada,
            letter_number="1", sent_by="post", sent_on=timezone.localdate() + timedelta(days=1),
        )  # fmt: skip
