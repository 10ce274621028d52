"""The pages of a round: prepared, opened, answered, broken, revised, asked again (RULES R2, R4, R10.59)."""

import pytest
from django.urls import reverse

from decisions.models import Answer
from decisions.states import AnswerKind, DecisionState, RoundState
from decisions.workflow.answers import answer
from foundation.circulation.models import Circulation
from members.models import Representation
from tests.factories import rounds

pytestmark = pytest.mark.django_db
K = AnswerKind


def page(client, round_, name="round", **more):
    return client.get(reverse(f"decisions:{name}", args=[round_.decision_id, round_.number]), more)


def send(client, round_, name="round_answer", **data):
    return client.post(reverse(f"decisions:{name}", args=[round_.decision_id, round_.number]), data)


def act(client, round_, move, **data):
    return client.post(reverse("decisions:round_move", args=[round_.decision_id, round_.number, move]), data)


def words_of(response):
    return " ".join(response.content.decode().split())


def test_a_silence_procedure_is_prepared_with_every_period_s_deadline_in_full_r4_15(cast, as_user):
    decision = rounds.proposed(by=cast.aizada)
    address = reverse("decisions:round_prepare", args=[decision.pk])
    assert "Bishkek time (UTC+6)" in words_of(as_user(cast.aizada).get(address))
    response = as_user(cast.aizada).post(address, {"period": "default", "message": "Please read."})
    round_ = decision.rounds.get()
    assert response.status_code == 302
    assert round_.state == RoundState.PREPARED
    assert round_.message == "Please read."


def test_what_is_typed_stays_when_the_shorter_period_lacks_its_reason_r4_22(cast, as_user):
    decision = rounds.proposed(by=cast.aizada)
    response = as_user(cast.aizada).post(
        reverse("decisions:round_prepare", args=[decision.pk]), {"period": "urgent", "message": "Kept words"}
    )
    assert "Kept words" in words_of(response)
    assert "Say why the period is shorter" in words_of(response)


def test_a_barred_case_is_refused_with_its_rule_and_has_no_form_r4_24(cast, as_user):
    decision = rounds.proposed(bar="personnel")
    shown = words_of(as_user(cast.aizada).get(reverse("decisions:round_prepare", args=[decision.pk])))
    assert "rule R4.24" in shown
    assert "<textarea" not in shown


def test_a_prepared_round_is_not_there_for_members_r4_15(cast, as_user):
    round_ = rounds.prepared(cast)
    assert page(as_user(cast.aiko), round_).status_code == 404
    assert page(as_user(cast.ingrid), round_).status_code == 200


def test_a_co_chair_agrees_by_one_button_and_the_other_one_stops_it_with_a_reason_r4_15(cast, as_user):
    round_ = rounds.prepared(cast)
    act(as_user(cast.ingrid), round_, "consent", to="opening")
    assert round_.consents.get().by == cast.ingrid.person
    act(as_user(cast.tomas), round_, "stop-round", reason="Not ready")
    round_.refresh_from_db()
    assert round_.state == RoundState.STOPPED


def test_stopping_without_a_reason_draws_the_page_again(cast, as_user):
    round_ = rounds.prepared(cast)
    assert act(as_user(cast.tomas), round_, "stop-round", reason="").status_code == 422


def test_the_last_look_shows_every_recipient_and_then_it_opens_at_once_r10_55(
    cast, as_user, django_capture_on_commit_callbacks
):
    round_ = rounds.prepared(cast)
    for chair in (cast.ingrid, cast.tomas):
        act(as_user(chair), round_, "consent", to="opening")
    address = reverse("decisions:round_open", args=[round_.decision_id, round_.number])
    shown = words_of(as_user(cast.aizada).get(address))
    assert "Aiko Minatogawa" in shown
    assert "Jyldyz Barskoonova" in shown
    assert "Kubanych" not in shown
    as_user(cast.aizada).post(address, {"step": "circulate", "note": "", "form_key": "k"})
    round_.refresh_from_db()
    assert round_.state == RoundState.OPEN
    assert Circulation.objects.filter(occasion="consultation_opened").count() == 1


def test_the_letters_cannot_leave_before_the_co_chairs_had_their_hours_r4_15(cast, as_user):
    round_ = rounds.prepared(cast)
    address = reverse("decisions:round_open", args=[round_.decision_id, round_.number])
    as_user(cast.aizada).post(address, {"step": "circulate", "note": "", "form_key": "k"})
    round_.refresh_from_db()
    assert round_.state == RoundState.PREPARED


def test_an_empty_seat_stops_the_opening_until_a_co_chair_takes_it_upon_them_r2_8(cast, as_user):
    Representation.objects.filter(person=cast.temir.person).delete()
    round_ = rounds.prepared(cast)
    assert "Nobody active represents FAO" in words_of(page(as_user(cast.aizada), round_))
    act(as_user(cast.ingrid), round_, "override-empty-seats", reason="FAO knows")
    assert "Nobody active represents FAO" not in words_of(page(as_user(cast.aizada), round_))


def test_a_focal_point_answers_with_one_choice_and_one_button_r4_16(cast, as_user):
    round_ = rounds.opened(cast)
    assert "No objection" in words_of(page(as_user(cast.aiko), round_, "round_answer"))
    response = send(as_user(cast.aiko), round_, organisation="unicef", kind="no_objection")
    assert response.status_code == 302
    said = Answer.objects.get()
    assert said.kind == K.NO_OBJECTION
    assert said.channel == "portal"
    assert said.by == cast.aiko.person


def test_an_objection_without_reason_keeps_all_that_was_typed_r4_16(cast, as_user):
    round_ = rounds.opened(cast)
    response = send(
        as_user(cast.aiko), round_, organisation="unicef", kind="objection", words=" ", wording="Better words"
    )
    shown = words_of(response)
    assert response.status_code == 422
    assert "Better words" in shown
    assert "Say why you object" in shown
    assert not Answer.objects.exists()


def test_the_ledger_has_one_line_per_member_and_no_figure_as_a_result_r3_11(cast, as_user):
    round_ = rounds.opened(cast)
    answer(round_, by=cast.aiko, organisation=cast.orgs.unicef, kind=K.COMMENT, words="First word")
    answer(round_, by=cast.aiko, organisation=cast.orgs.unicef, kind=K.NO_OBJECTION)
    shown = words_of(page(as_user(cast.temir), round_))
    for name in ("FAO", "IOM", "RCO", "UNHCR", "UNICEF"):
        assert f"<h3>{name}</h3>" in shown
    assert "Waiting for FAO, IOM, RCO and UNHCR." in shown
    assert "One earlier word" in shown
    assert "First word" in shown


def test_lifting_an_objection_is_a_choice_of_its_own_and_a_comment_does_not_do_it_r4_19(cast, as_user):
    round_ = rounds.opened(cast)
    answer(round_, by=cast.aiko, organisation=cast.orgs.unicef, kind=K.OBJECTION, words="Too narrow")
    shown = words_of(page(as_user(cast.aiko), round_, "round_answer"))
    assert 'value="objection_withdrawn"' in shown
    assert 'value="no_objection"' not in shown
    send(as_user(cast.aiko), round_, organisation="unicef", kind="comment", words="One more thought")
    round_.decision.refresh_from_db()
    assert round_.decision.state == DecisionState.OBJECTION_RAISED
    send(as_user(cast.aiko), round_, organisation="unicef", kind="objection_withdrawn")
    round_.decision.refresh_from_db()
    assert round_.decision.state == DecisionState.IN_CONSULTATION


def test_what_comes_after_the_deadline_is_kept_as_late_and_a_co_chair_takes_note_r4_20(cast, as_user):
    round_ = rounds.opened(cast)
    with rounds.after(round_):
        assert "It changes nothing" in words_of(page(as_user(cast.temir), round_, "round_answer"))
        send(as_user(cast.temir), round_, organisation="fao", kind="objection", words="Too late, I know")
        late = Answer.objects.get()
        assert late.is_late
        assert "Take note" in words_of(page(as_user(cast.ingrid), round_))
        act(as_user(cast.ingrid), round_, "note-late-answer", answer=late.pk)
    late.refresh_from_db()
    assert late.seen_by_co_chairs_at is not None


def test_who_speaks_for_several_members_chooses_first_r2_4(cast, as_user):
    from tests.factories.members import RepresentationFactory

    RepresentationFactory(person=cast.aiko.person, organisation=cast.orgs.fao, role="alternate")
    round_ = rounds.opened(cast)
    shown = words_of(page(as_user(cast.aiko), round_, "round_answer"))
    assert "?organisation=fao" in shown
    assert "<fieldset" not in shown
    assert "Answer for FAO" in words_of(page(as_user(cast.aiko), round_, "round_answer", organisation="fao"))


def test_the_secretariat_records_who_said_what_with_the_message_r2_6(cast, as_user):
    from django.core.files.uploadedfile import SimpleUploadedFile

    round_ = rounds.opened(cast)
    who = Representation.objects.get(person=cast.temir.person)
    data = {
        "who": who.pk,
        "channel": "email",
        "received_at": "2026-01-01T10:00",
        "kind": "comment",
        "words": "Fine",
    }
    assert "Attach the message" in words_of(send(as_user(cast.aizada), round_, "record_answer", **data))
    upload = SimpleUploadedFile("answer.txt", b"Dear secretariat, fine with us. Temir", "text/plain")
    assert send(as_user(cast.aizada), round_, "record_answer", message=upload, **data).status_code == 302
    said = Answer.objects.get()
    assert said.recorded_by == cast.aizada
    assert said.by == cast.temir.person
    assert said.message
    address = reverse("decisions:answer_message", args=[round_.decision_id, round_.number, said.pk])
    assert as_user(cast.aiko).get(address).status_code == 200
    assert as_user(cast.kwame).get(address).status_code == 404


def test_the_secretariat_has_no_answer_of_its_own_r2_6(cast, as_user):
    round_ = rounds.opened(cast)
    assert page(as_user(cast.aizada), round_, "round_answer").status_code == 403


def test_a_focal_point_asks_to_confirm_and_confirms_the_alternate_s_answer_r2_5(cast, as_user):
    round_ = rounds.opened(cast)
    as_user(cast.aiko).post(reverse("decisions:confirmation_wish", args=["unicef"]), {"is_wished": "yes"})
    send(as_user(cast.jyldyz), round_, organisation="unicef", kind="no_objection")
    said = Answer.objects.get()
    assert not said.counts
    assert "Confirm this answer" in words_of(page(as_user(cast.aiko), round_))
    assert "Confirm this answer" not in words_of(page(as_user(cast.jyldyz), round_))
    act(as_user(cast.aiko), round_, "confirm-answer", answer=said.pk)
    assert Answer.objects.get().counts


def test_a_co_chair_gives_everybody_more_time_r4_21(cast, as_user):
    round_ = rounds.opened(cast)
    act(as_user(cast.ingrid), round_, "extend-round", working_days=2, reason="FAO asked")
    was = round_.ends_at
    round_.refresh_from_db()
    assert round_.ends_at > was
    assert act(as_user(cast.aiko), round_, "extend-round", working_days=2, reason="Please").status_code == 403


@pytest.fixture
def broken(cast):
    """A round that was broken by UNICEF, with its own wording."""
    decision = rounds.proposed(text="The Network adopts twenty indicators.")
    round_ = rounds.opened(cast, decision)
    answer(round_, by=cast.temir, organisation=cast.orgs.fao, kind=K.NO_OBJECTION)
    answer(
        round_, by=cast.aiko, organisation=cast.orgs.unicef, kind=K.OBJECTION, words="By district is too fine",
        wording="The Network adopts eighteen indicators.",
    )  # fmt: skip
    return rounds.closed(round_)


def test_the_objector_s_wording_is_taken_by_one_click_and_may_have_the_short_period_r4_22(
    cast, as_user, broken
):
    address = reverse("decisions:decision_revise", args=[broken.decision_id])
    shown = words_of(as_user(cast.aizada).get(address))
    assert "By district is too fine" in shown
    assert "<del>twenty</del>" in shown
    assert "<ins>eighteen</ins>" in shown
    as_user(cast.aizada).post(
        address, {"text": "The Network adopts eighteen indicators.", "reason": "UNICEF"}
    )
    broken.decision.refresh_from_db()
    assert broken.decision.state == DecisionState.UNDER_REVISION
    prepare = as_user(cast.aizada).get(reverse("decisions:round_prepare", args=[broken.decision_id]))
    assert "Short period" in words_of(prepare)


def test_the_redline_follows_what_is_typed_and_keeps_nothing(cast, as_user, broken):
    address = reverse("decisions:redline", args=[broken.decision_id])
    shown = words_of(as_user(cast.aizada).post(address, {"text": "The Network adopts nineteen indicators."}))
    assert "1 word differs" in shown
    assert "<ins>nineteen</ins>" in shown
    broken.decision.refresh_from_db()
    assert broken.decision.text == "The Network adopts twenty indicators."
    assert as_user(cast.aiko).post(address, {"text": "x"}).status_code == 404


def test_round_two_shows_each_member_its_word_before_and_keeps_it_by_one_click_r4_22(cast, as_user, broken):
    as_user(cast.aizada).post(
        reverse("decisions:decision_revise", args=[broken.decision_id]),
        {"text": "The Network adopts eighteen indicators.", "reason": ""},
    )
    broken.decision.refresh_from_db()
    second = rounds.opened(cast, broken.decision)
    shown = words_of(page(as_user(cast.temir), second, "round_answer"))
    assert "1 word changed since" in shown
    assert "Keep it: No objection" in shown
    assert "Keep it" not in words_of(page(as_user(cast.aiko), second, "round_answer"))
    send(as_user(cast.temir), second, organisation="fao", kind="no_objection", words="")
    assert second.seats.get(organisation=cast.orgs.fao).standing.kind == K.NO_OBJECTION
    compare = as_user(cast.leila).get(reverse("decisions:compare", args=[broken.decision_id]))
    assert "<ins>eighteen</ins>" in words_of(compare)
    assert "By district is too fine" in words_of(page(as_user(cast.leila), broken))


def test_the_decision_s_page_shows_sentence_ledger_and_what_may_be_done_next_r10_59(cast, as_user, broken):
    shown = words_of(as_user(cast.aizada).get(broken.decision.get_absolute_url()))
    assert "Revise the text" in shown
    assert "Round 1" in shown
    assert 'id="ledger"' in shown
    assert "Revise the text" not in words_of(as_user(cast.leila).get(broken.decision.get_absolute_url()))


def test_there_are_no_more_questions_in_a_round_than_in_one_with_fewer_words(
    cast, as_user, django_assert_max_num_queries
):
    round_ = rounds.opened(cast)
    for _time in range(6):
        for user, organisation in ((cast.aiko, cast.orgs.unicef), (cast.temir, cast.orgs.fao)):
            answer(round_, by=user, organisation=organisation, kind=K.COMMENT, words="A word")
    client = as_user(cast.leila)
    with django_assert_max_num_queries(40):
        page(client, round_)


def test_who_answers_for_another_member_is_refused_r2_4(cast, as_user):
    round_ = rounds.opened(cast)
    assert send(as_user(cast.aiko), round_, organisation="fao", kind="no_objection").status_code == 403
    assert not Answer.objects.exists()


def test_the_words_of_an_answer_are_not_called_optional_r4_16(cast, as_user):
    round_ = rounds.opened(cast)
    shown = words_of(page(as_user(cast.aiko), round_, "round_answer"))
    label = shown[shown.index("Reason or words") :][:60]
    assert "optional" not in label


def test_a_position_is_named_once_on_its_line(cast, as_user):
    round_ = rounds.opened(cast)
    answer(round_, by=cast.temir, organisation=cast.orgs.fao, kind=K.COMMENT, words="Nice text.")
    shown = words_of(page(as_user(cast.aiko), round_))
    line = shown[shown.index("<h3>FAO</h3>") : shown.index("Nice text.")]
    assert line.count("Comment") == 1


def test_the_opening_page_says_where_it_stands(cast, as_user):
    round_ = rounds.prepared(cast)
    assert f'href="{reverse("decisions:decision_list")}"' in words_of(
        page(as_user(cast.aizada), round_, "round_open")
    )
