"""The page of a decision: its life told in order, what is printed with it, its implementation (R3, R9.49)."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from decisions import exports_decision
from decisions.models import ActionPoint, Decision
from decisions.printed import hash_agrees, positions_of, with_what_is_printed
from decisions.states import AnswerKind, DecisionState
from decisions.timeline import timeline_of
from decisions.workflow import action_points
from decisions.workflow import decisions as life
from decisions.workflow.adoption import implement
from decisions.workflow.closing import declare_adopted
from decisions.workflow.register import issue_corrigendum, order_action
from foundation.core.workflow import NotPermitted, Refused
from tests.decisions.consensus import adopted, proposed


def moved(client, decision, move, **values):
    return client.post(reverse("decisions:decision_move", args=[decision.pk, move]), values)


def page_of(client, decision):
    return client.get(decision.get_absolute_url()).content.decode()


def printed(decision):
    return with_what_is_printed(Decision.objects.filter(pk=decision.pk)).get()


def test_the_life_of_a_decision_is_told_in_order_with_who_and_as_what(cast):
    """R9.49: from the proposal to the end, each with person, hat, moment."""
    decision = adopted(cast, due_on=timezone.localdate() + timedelta(days=9))
    point = order_action(decision, by=cast.aizada, text="Print it", owner=cast.orgs.fao)
    action_points.mark_done(point, by=cast.temir, evidence="Printed.")
    implement(decision, by=cast.aizada, closing_note="It hangs in every office.")
    told = timeline_of(decision, cast.aiko, actions=[point])
    words = [event.words for event in told]
    wanted = [
        "Decision proposed", "Put on the agenda", "Closed: nobody objects", "Decision adopted", "Implementation began",
        "Action point done", "Decision implemented",
    ]  # fmt: skip
    assert [words.index(one) for one in wanted] == sorted(words.index(one) for one in wanted)
    assert [event.at for event in told] == sorted(event.at for event in told)
    done = next(event for event in told if event.words == "Action point done")
    assert "Temir" in done.who
    assert (done.hat, done.url) == ("as member", reverse("decisions:action_point", args=[point.pk]))


def test_readers_of_reports_are_told_of_adoption_and_what_followed_only(cast):
    """USERS.md 8: no access to what was said in rounds."""
    decision = proposed(cast)
    life.defer(decision, by=cast.aizada, reason="SECRETREASON of the members")
    life.take_up_again(decision, by=cast.aizada)
    life.place_on_agenda(decision, by=cast.aizada)
    declare_adopted(decision, by=cast.ingrid, adopted_on=timezone.localdate())
    assert any(event.detail == "SECRETREASON of the members" for event in timeline_of(decision, cast.aiko))
    told = timeline_of(decision, cast.kwame)
    assert [event.words for event in told] == ["Decision adopted", "Decision implemented"]


def test_the_page_of_a_reader_of_reports_keeps_silent_about_the_members(cast, as_user):
    decision = proposed(cast)
    life.defer(decision, by=cast.aizada, reason="SECRETREASON of the members")
    life.take_up_again(decision, by=cast.aizada)
    declare_adopted(decision, by=cast.ingrid, adopted_on=timezone.localdate())
    assert "SECRETREASON" in page_of(as_user(cast.aiko), decision)
    assert "SECRETREASON" not in page_of(as_user(cast.kwame), decision)


def test_reservations_and_dissociations_are_printed_with_the_decision_for_good(cast, as_user):
    """RULES part 1: with the words of the answer that stood in the round of adoption."""
    said = [
        (cast.temir, cast.orgs.fao, AnswerKind.RESERVATION, "First words."),
        (cast.temir, cast.orgs.fao, AnswerKind.RESERVATION, "Land is ours."),
        (cast.aiko, cast.orgs.unicef, AnswerKind.DISSOCIATION, "Children are not named."),
    ]
    decision = adopted(cast, said=said)
    found = {(one.name, one.words) for one in positions_of(printed(decision))}
    assert found == {("FAO", "Land is ours."), ("UNICEF", "Children are not named.")}
    for who in (cast.aiko, cast.kwame):
        page = page_of(as_user(who), decision)
        assert "FAO joined the consensus with a reservation" in " ".join(page.split())
        assert "UNICEF dissociated itself" in " ".join(page.split())
    text = "".join(
        page.extract_text()
        for page in PdfReader(io.BytesIO(exports_decision.decision_pdf(decision, "en"))).pages
    )
    assert "Land is ours." in text
    assert "Children are not named." in text


def test_a_proposal_prints_no_positions(cast):
    decision = proposed(cast)
    assert positions_of(printed(decision)) == []


def test_an_explanation_is_given_by_who_represents_the_member_and_printed(cast, as_user):
    decision = adopted(cast)
    sent = {"organisation": cast.orgs.fao.pk, "text": "We read it as voluntary."}
    assert moved(as_user(cast.temir), decision, "explain-position", **sent).status_code == 302
    assert "We read it as voluntary." in page_of(as_user(cast.kwame), decision)
    refused = moved(as_user(cast.aiko), decision, "explain-position", **sent)
    assert refused.status_code == 422
    assert "We read it as voluntary." in refused.content.decode()
    assert decision.explanations.count() == 1
    assert moved(as_user(cast.aizada), decision, "explain-position", **sent).status_code in (403, 422)


def test_a_corrigendum_corrects_words_that_stand_in_the_text_and_the_text_stays(cast, as_user):
    """R3.13, R8.45."""
    decision = adopted(cast, text="The Network adopts teh data sheet.")
    desk, address = as_user(cast.aizada), reverse("decisions:decision_corrigendum", args=[decision.pk])
    sent = {"reads_now": "teh", "should_read": "the", "reason": "A slip."}
    wrong = desk.post(address, sent | {"reads_now": "tthe"})
    assert wrong.status_code == 422
    assert "do not stand in the adopted text" in wrong.content.decode()
    look = desk.post(address, sent)
    assert "adopts <del>teh</del> <ins>the</ins> data sheet." in look.content.decode()
    assert not decision.corrigenda.exists()
    other = desk.post(address, sent | {"should_read": "a", "looked": look.context["mark"]})
    assert not decision.corrigenda.exists()
    assert other.status_code == 200
    assert desk.post(address, sent | {"looked": look.context["mark"]}).status_code == 302
    decision.refresh_from_db()
    assert decision.text == "The Network adopts teh data sheet."
    assert f"{decision.symbol}/Corr.1" in page_of(as_user(cast.kwame), decision)
    assert as_user(cast.aiko).post(address, sent).status_code == 403
    assert moved(desk, decision, "issue-corrigendum", **sent).status_code == 404


def test_a_corrigendum_says_which_of_two_same_words_it_corrects(cast, as_user):
    """R3.13."""
    decision = adopted(cast, text="The data sheet. The data list.")
    address = reverse("decisions:decision_corrigendum", args=[decision.pk])
    sent = {"reads_now": "data", "should_read": "facts", "reason": "A slip."}
    answer = as_user(cast.aizada).post(address, sent)
    assert answer.status_code == 422
    assert "more than once" in answer.content.decode()
    with pytest.raises(Refused, match="more than once"):
        issue_corrigendum(decision, by=cast.aizada, **sent)


def test_action_points_roll_up_and_the_closing_note_closes(cast, as_user):
    """R3.9, R3.10: open and overdue are derived; the decision is closed with a note, and opened by an action."""
    decision, desk = adopted(cast), as_user(cast.aizada)
    assert decision.state == DecisionState.IMPLEMENTED
    late = timezone.localdate() - timedelta(days=1)
    assert (
        moved(
            desk, decision, "order-action", text="Print it", owner=cast.orgs.fao.pk, due_on=late
        ).status_code
        == 302
    )
    decision.refresh_from_db()
    assert (decision.state, decision.implemented_on) == (DecisionState.IN_IMPLEMENTATION, None)
    page = " ".join(page_of(desk, decision).split())
    assert "1 of 1 action points is open. 1 of them is overdue." in page
    assert "step-implement" not in page
    action_points.mark_done(ActionPoint.objects.get(), by=cast.temir, evidence="Printed.")
    assert "step-implement" in page_of(desk, decision)
    assert moved(desk, decision, "implement", closing_note="").status_code == 422
    assert moved(desk, decision, "implement", closing_note="It hangs everywhere.").status_code == 302
    assert "It hangs everywhere." in page_of(as_user(cast.kwame), decision)


def test_only_the_secretariat_orders_and_only_what_is_in_force(cast):
    with pytest.raises(NotPermitted):
        order_action(adopted(cast), by=cast.temir, text="Print", owner=cast.orgs.fao)
    with pytest.raises(Refused):
        order_action(proposed(cast), by=cast.aizada, text="Print", owner=cast.orgs.fao)


def test_the_hash_is_computed_again_at_each_display(cast, as_user):
    """R3.12: anyone inside verifies; a text changed behind the portal's back would show."""
    decision = adopted(cast)
    assert hash_agrees(printed(decision))
    assert "Yes: the SHA-256 of the text" in page_of(as_user(cast.kwame), decision)
    decision.text += " Changed."
    assert not hash_agrees(decision)


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_one_decision_is_a_document_with_labels_in_three_languages(cast, as_user, language):
    decision = adopted(cast)
    got = as_user(cast.aiko).get(
        reverse("decisions:decision_pdf", args=[decision.pk]), {"language": language}
    )
    data = b"".join(got.streaming_content) if got.streaming else got.content
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    assert decision.symbol in text
    assert decision.text_hash in text.replace("\n", "")
    assert "DRAFT" not in text


def test_a_proposal_carries_the_draft_mark(cast):
    """R10.56."""
    data = exports_decision.decision_pdf(proposed(cast), "en")
    assert "DRAFT" in "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def test_the_document_is_kept_and_a_corrigendum_makes_a_new_edition(cast):
    decision = adopted(cast)
    first = exports_decision.kept_pdf(decision, "en")
    assert exports_decision.kept_pdf(decision, "en") == first
    issue_corrigendum(decision, by=cast.aizada, reads_now="data", should_read="date", reason="A slip.")
    assert exports_decision.kept_pdf(decision, "en") != first
