"""The review as people see it: who comments, who corrects, who answers (RULES R6.33, R10.54, R10.57)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from foundation.circulation.models import Circulation, Delivery
from foundation.core.moments import moment
from foundation.review import workflow as review
from foundation.review.models import Comment, Proposal
from meetings import tasks_minutes as clock
from meetings.access_minutes import slugs_there, why_not_propose
from meetings.states import MinutesState
from meetings.workflow import minutes as life
from tests.meetings.held import paragraph

pytestmark = pytest.mark.django_db


def hidden(page, name):
    """The value of a hidden field."""
    return re.search(rf'name="{name}"\s+value="([^"]*)"', page)[1]


def address(name, minutes, *more):
    return reverse(f"meetings:{name}", args=[minutes.meeting.slug, *more])


@pytest.mark.parametrize(
    ("voice", "words", "is_allowed"),
    [
        ("unicef", "UNICEF presented", True),
        ("unicef", "FAO welcomed", False),
        ("unicef", "adopts the data", True),
        ("fao", "FAO welcomed", True),
        ("unhcr", "adopts the data", False),
        ("unicef", "Update the data", False),
    ],
)
def test_who_was_there_corrects_its_own_intervention_and_decisions(in_review, voice, words, is_allowed):
    why = why_not_propose(voice, slugs_there(in_review.meeting), paragraph(in_review, words))
    assert (why == "") is is_allowed


def test_a_forged_correction_of_another_organisations_intervention_is_403(cast, as_user, in_review):
    other = paragraph(in_review, "FAO welcomed")
    answer = as_user(cast.aiko).post(
        address("minutes_propose_wording", in_review, other.pk), {"wording": "UNICEF was right.", "why": ""}
    )
    assert (answer.status_code, Proposal.objects.count()) == (403, 0)


def test_nobody_speaks_in_the_name_of_another_organisation(cast, as_user, in_review):
    own = paragraph(in_review, "FAO welcomed")
    as_user(cast.aiko).post(
        address("minutes_propose_wording", in_review, own.pk),
        {"wording": "FAO was sad.", "why": "", "voice": "fao"},
    )
    assert Proposal.objects.count() == 0


def test_an_absent_member_comments_and_is_told_why_it_does_not_correct(cast, as_user, in_review):
    client = as_user(cast.leila)
    own = paragraph(in_review, "The chair thanked")
    page = client.get(address("minutes_paragraph", in_review, own.pk))
    assert "was not at this meeting" in page.content.decode()
    for _double_click in range(2):
        client.post(address("minutes_comment", in_review, own.pk), {"body": "Please add the date."})
    assert [(row.voice, row.body) for row in Comment.objects.all()] == [("unhcr", "Please add the date.")]


def test_a_proposal_is_shown_as_tracked_change_by_word(cast, as_user, in_review):
    own = paragraph(in_review, "UNICEF presented")
    client = as_user(cast.aiko)
    client.post(
        address("minutes_propose_wording", in_review, own.pk),
        {"wording": "UNICEF presented the new data sheet.", "why": "It is new."},
    )
    page = client.get(address("minutes", in_review)).content.decode()
    assert "UNICEF presented the <ins>new </ins>data sheet." in page


def test_two_proposals_on_one_paragraph_stand_together_and_only_one_is_accepted(cast, as_user, in_review):
    decision = paragraph(in_review, "adopts the data")
    for user, wording in (
        (cast.aiko, "The Network adopts the sheet."),
        (cast.temir, "The Network welcomes the data sheet."),
    ):
        as_user(user).post(
            address("minutes_propose_wording", in_review, decision.pk), {"wording": wording, "why": ""}
        )
    secretariat = as_user(cast.aizada)
    page = secretariat.get(address("minutes", in_review)).content.decode()
    assert len(re.findall(r'class="remark\s+is-open', page)) == 2
    first, second = Proposal.objects.order_by("pk")
    secretariat.post(address("minutes_proposal_act", in_review, first.pk, "accept"))
    answer = secretariat.post(address("minutes_proposal_act", in_review, second.pk, "accept"), follow=True)
    assert "Merge the two instead" in answer.content.decode()
    secretariat.post(
        address("minutes_proposal_act", in_review, second.pk, "merge"),
        {"wording": "The Network adopts and welcomes the sheet."},
    )
    secretariat.post(address("minutes_issue_revision", in_review), {"step": "circulate"})
    assert paragraph(in_review, "adopts and welcomes").number == decision.number
    changes = secretariat.get(address("minutes_changes", in_review, 1)).content.decode()
    assert "<ins>" in changes
    assert "Merged" in changes


def test_declining_needs_a_reason_that_stays_typed(cast, as_user, in_review):
    own = paragraph(in_review, "UNICEF presented")
    as_user(cast.aiko).post(
        address("minutes_propose_wording", in_review, own.pk), {"wording": "UNICEF spoke.", "why": ""}
    )
    proposal = Proposal.objects.get()
    secretariat = as_user(cast.aizada)
    refused = secretariat.post(
        address("minutes_proposal_act", in_review, proposal.pk, "decline"), {"reason": ""}
    )
    assert refused.status_code == 422
    secretariat.post(
        address("minutes_proposal_act", in_review, proposal.pk, "decline"),
        {"reason": "It was a presentation."},
    )
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer) == ("declined", "It was a presentation.")


def test_members_do_not_answer_proposals(cast, as_user, in_review):
    own = paragraph(in_review, "UNICEF presented")
    as_user(cast.aiko).post(
        address("minutes_propose_wording", in_review, own.pk), {"wording": "UNICEF spoke.", "why": ""}
    )
    answer = as_user(cast.temir).post(
        address("minutes_proposal_act", in_review, Proposal.objects.get().pk, "accept")
    )
    assert answer.status_code == 403


def test_the_alternate_withdraws_what_the_focal_point_proposed(cast, as_user, in_review):
    own = paragraph(in_review, "UNICEF presented")
    as_user(cast.aiko).post(
        address("minutes_propose_wording", in_review, own.pk), {"wording": "UNICEF spoke.", "why": ""}
    )
    as_user(cast.jyldyz).post(
        address("minutes_proposal_act", in_review, Proposal.objects.get().pk, "withdraw")
    )
    assert Proposal.objects.get().state == "withdrawn"


def test_a_comment_typed_after_the_deadline_is_not_lost(cast, as_user, in_review):
    own = paragraph(in_review, "UNICEF presented")
    client = as_user(cast.aiko)
    with time_machine.travel(in_review.review_ends, tick=False):
        answer = client.post(address("minutes_comment", in_review, own.pk), {"body": "Too late, but typed."})
    assert answer.status_code == 422
    assert "Too late, but typed." in answer.content.decode()


def test_every_page_says_beforehand_that_silence_is_acceptance(cast, as_user, in_review):
    page = as_user(cast.aiko).get(address("minutes", in_review)).content.decode()
    assert "silence is acceptance" in page
    assert moment(in_review.review_ends) in page


@pytest.mark.parametrize(
    ("who", "drafted", "reviewed"),
    [("public", 302, 302), ("stranger", 404, 404), ("kubanych", 404, 404), ("anara", 404, 404), ("kwame", 404, 404),
     ("aiko", 404, 200), ("tomas", 200, 200), ("aizada", 200, 200)],
)  # fmt: skip
def test_a_draft_is_for_the_secretariat_and_the_co_chairs(cast, as_user, draft, who, drafted, reviewed):
    client = as_user(getattr(cast, who))
    assert client.get(address("minutes", draft)).status_code == drafted
    life.send_for_review(draft, by=cast.aizada)
    assert client.get(address("minutes", draft)).status_code == reviewed


def test_sending_for_review_writes_to_members_once_and_freezes(cast, as_user, draft):
    client = as_user(cast.aizada)
    page = client.get(address("minutes_circulate", draft)).content.decode()
    draft.refresh_from_db()
    assert draft.state == MinutesState.DRAFT
    assert "Silence until" in page
    key = hidden(page, "form_key")
    client.post(
        address("minutes_circulate", draft), {"step": "circulate", "note": "Please read §3.", "form_key": key}
    )
    draft.refresh_from_db()
    assert draft.state == MinutesState.IN_REVIEW
    circulation = Circulation.objects.get(occasion="minutes_for_review")
    letter = circulation.deliveries.get(reader=cast.aiko)
    assert moment(draft.review_ends) in letter.subject
    assert "silence is acceptance" in letter.text
    assert "Please read §3." in letter.text
    assert (
        letter.attachments.get().name
        == draft.meeting.symbol.replace("/", "-").replace(".", "") + "-MIN-EN.pdf"
    )
    assert Circulation.objects.filter(occasion="action_assigned").count() == 1


def test_reminders_go_once_and_only_to_the_silent(cast, as_user, in_review):
    own = paragraph(in_review, "UNICEF presented")
    as_user(cast.jyldyz).post(address("minutes_comment", in_review, own.pk), {"body": "Fine."})
    halfway = in_review.text.latest.made_at + (in_review.review_ends - in_review.text.latest.made_at) / 2
    with time_machine.travel(halfway, tick=False):
        clock.remind_the_silent()
        clock.remind_the_silent()
    told = set(
        Delivery.objects.filter(circulation__occasion="review_reminder").values_list(
            "organisation_name", flat=True
        )
    )
    assert Circulation.objects.filter(occasion="review_reminder").count() == 1
    assert "UNICEF" not in told
    assert {"FAO", "UNHCR"} <= told
    with time_machine.travel(in_review.review_ends - timedelta(hours=1), tick=False):
        clock.remind_the_silent()
    assert Circulation.objects.filter(occasion="review_reminder").count() == 2


def test_the_clock_closes_and_asks_the_co_chairs_once(cast, in_review):
    with time_machine.travel(in_review.review_ends + timedelta(days=2), tick=False):
        clock.close_due_reviews()
        clock.close_due_reviews()
    in_review.refresh_from_db()
    assert in_review.state == MinutesState.REVIEWED
    asked = Circulation.objects.get(occasion="minutes_approval")
    assert set(asked.deliveries.values_list("reader", flat=True)) == {cast.ingrid.pk, cast.tomas.pk}


def test_the_clock_tells_the_secretariat_what_is_missing(cast, as_user, in_review):
    own = paragraph(in_review, "UNICEF presented")
    as_user(cast.aiko).post(
        address("minutes_propose_wording", in_review, own.pk), {"wording": "UNICEF spoke.", "why": ""}
    )
    with time_machine.travel(in_review.review_ends, tick=False):
        clock.close_due_reviews()
    letter = Delivery.objects.filter(circulation__occasion="review_closed").first()
    assert "UNICEF on paragraph 1" in letter.text
    assert not Circulation.objects.filter(occasion="minutes_approval").exists()


def test_the_second_approval_circulates_the_approved_text_once(
    cast, as_user, in_review, django_capture_on_commit_callbacks
):
    with time_machine.travel(in_review.review_ends, tick=False):
        clock.close_due_reviews()
        for user in (cast.ingrid, cast.tomas):
            page = as_user(user).get(address("minutes", in_review)).content.decode()
            text_hash = hidden(page, "text_hash")
            as_user(user).post(address("minutes_approve", in_review), {"text_hash": text_hash})
        clock.send_approved()
        clock.send_approved()
    circulation = Circulation.objects.get(occasion="minutes_approved")
    assert circulation.state == "held"
    russian = as_user(cast.aiko).get(address("minutes_pdf", in_review) + "?language=ru")
    assert russian["Content-Type"] == "application/pdf"
    assert b"".join(russian.streaming_content) == b"".join(
        as_user(cast.temir).get(address("minutes_pdf", in_review) + "?language=ru").streaming_content
    )


def test_a_draft_pdf_carries_the_mark_and_docx_opens(cast, as_user, in_review):
    from io import BytesIO

    from docx import Document

    pdf = as_user(cast.aiko).get(address("minutes_pdf", in_review))
    assert pdf["Content-Disposition"].startswith('inline; filename="UNMN-KG-')
    data = b"".join(as_user(cast.aiko).get(address("minutes_docx", in_review)).streaming_content)
    text = "\n".join(row.text for row in Document(BytesIO(data)).paragraphs)
    assert "Decision: The Network adopts the data sheet." in text


def test_the_page_of_the_minutes_costs_the_same_for_any_length(
    cast, as_user, in_review, django_assert_max_num_queries
):
    client = as_user(cast.aiko)
    client.get(address("minutes", in_review))
    with django_assert_max_num_queries(32):
        client.get(address("minutes", in_review))


def test_approval_is_not_offered_while_a_proposal_is_open(cast, as_user, in_review):
    own = paragraph(in_review, "UNICEF presented")
    as_user(cast.aiko).post(
        address("minutes_propose_wording", in_review, own.pk), {"wording": "UNICEF spoke.", "why": ""}
    )
    with time_machine.travel(in_review.review_ends, tick=False):
        clock.close_due_reviews()
        page = as_user(cast.ingrid).get(address("minutes", in_review)).content.decode()
    assert "Approve these minutes" not in page
    assert "1 proposed wording waits for an answer: UNICEF on paragraph 1." in page
    review.decline(Proposal.objects.get(), by=cast.aizada, reason="No.")


def test_the_secretariat_corrects_its_own_slip_and_it_is_listed(cast, as_user, in_review):
    slip = paragraph(in_review, "The chair thanked")
    client = as_user(cast.aizada)
    address_of_it = address("minutes_correct", in_review, slip.pk)
    assert client.post(address_of_it, {"wording": "The Chair thanked all.", "why": ""}).status_code == 422
    client.post(address_of_it, {"wording": "The Chair thanked all.", "why": "A capital letter."})
    client.post(address("minutes_issue_revision", in_review), {"step": "circulate"})
    assert paragraph(in_review, "The Chair thanked").number == slip.number
    assert "Secretariat" in client.get(address("minutes_changes", in_review, 1)).content.decode()
    assert as_user(cast.aiko).post(address_of_it, {"wording": "x", "why": "y"}).status_code == 403


def test_under_the_chatham_house_rule_the_attendance_list_stays_with_the_office(cast, as_user, in_review):
    type(in_review.meeting).objects.filter(pk=in_review.meeting.pk).update(is_chatham_house=True)
    assert "Temir Talasov" not in as_user(cast.aiko).get(address("minutes", in_review)).content.decode()
    assert "Temir Talasov" in as_user(cast.aizada).get(address("minutes", in_review)).content.decode()


def test_a_co_chair_returns_the_minutes_and_members_are_told_why(cast, as_user, in_review):
    with time_machine.travel(in_review.review_ends, tick=False):
        clock.close_due_reviews()
        as_user(cast.tomas).post(
            address("minutes_return", in_review), {"reason": "Paragraph 3 is not what was said."}
        )
        in_review.refresh_from_db()
        assert in_review.is_open_for_remarks
    letter = Delivery.objects.get(circulation__occasion="minutes_for_review", reader=cast.aiko)
    assert "Paragraph 3 is not what was said." in letter.text
    assert moment(in_review.review_ends) in letter.text


def test_the_preview_shows_the_very_file_before_anything_is_frozen(cast, as_user, draft):
    client = as_user(cast.aizada)
    answer = client.get(address("minutes_circulate", draft), {"file": "0"})
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    draft.refresh_from_db()
    assert draft.text is None
