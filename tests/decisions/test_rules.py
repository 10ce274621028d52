"""The rules of consensus, one small test for each that no other test names (RULES R1 to R5, R9)."""

from datetime import date, timedelta

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from decisions import states
from decisions.models import Decision, Seat
from decisions.states import AnswerKind, Period, StateConcern
from decisions.workflow import adoption, answers, closing, register, rounds, state_track
from decisions.workflow import decisions as life
from decisions.workflow.bars import why_no_silence
from foundation.audit.models import Act
from foundation.core.moments import moment
from foundation.core.workflow import THE_PORTAL, NotPermitted, Refused
from members.models import Holiday, Parameter, Representation
from tests.decisions.consulted import MICRO, MONDAY, a_proposal, an_open_round, at, forget, opened

K = AnswerKind


def say(cast, round_, who, organisation, kind, **words):
    forget(cast)
    words.setdefault("words", "Because.")
    return answers.answer(
        round_, by=getattr(cast, who), organisation=getattr(cast.orgs, organisation), kind=kind, **words
    )


def decision_of(round_):
    return Decision.objects.get(pk=round_.decision_id)


def closed(round_):
    with at(round_.ends_at):
        closing.close_round(round_)
    round_.refresh_from_db()
    return decision_of(round_)


def broken(cast, round_):
    with at(MONDAY):
        say(cast, round_, "temir", "fao", K.OBJECTION, wording="The objector's words.")
    return closed(round_)


def revised(cast, decision, text):
    forget(cast)
    life.begin_revision(decision, by=cast.aizada)
    life.reword(decision, by=cast.aizada, text=text)
    return decision


def test_a_deadline_is_one_instant_and_only_an_extension_moves_it(cast):
    """R1.1."""
    round_ = an_open_round(cast)
    assert moment(round_.ends_at) == "Monday 9 March 2037, 18:00 Bishkek time (UTC+6)"
    with at(MONDAY):
        Parameter.objects.create(
            name="silence_default_wd", value=9, since=date(2037, 1, 1), decided_by="DEC/1"
        )
        round_.refresh_from_db()
        assert round_.ends_at == round_.first_ends_at


def test_a_holiday_entered_later_warns_and_moves_nothing(cast):
    """R1.2."""
    round_ = an_open_round(cast)
    with at(MONDAY):
        assert rounds.deadline_warning(round_) == ""
        Holiday.objects.create(day=date(2037, 3, 9), name="A day off")
        assert "day off" in rounds.deadline_warning(round_)
        was = round_.ends_at
        rounds.extend_round(round_, by=cast.ingrid, working_days=1, reason="A day off.")
        assert round_.ends_at - was == timedelta(days=1)


def test_the_deadline_is_said_in_full(cast):
    """R1.3."""
    round_ = an_open_round(cast)
    with at(MONDAY), pytest.raises(Refused, match=r"Monday 9 March 2037, 18:00 Bishkek time \(UTC\+6\)"):
        closing.close_round(round_)


def test_one_voice_for_each_member_the_last_valid_word_counts_and_each_stays(cast):
    """R2.4."""
    round_ = an_open_round(cast)
    with at(MONDAY):
        say(cast, round_, "aiko", "unicef", K.NO_OBJECTION)
        say(cast, round_, "jyldyz", "unicef", K.RESERVATION)
    with at(round_.ends_at):
        say(cast, round_, "aiko", "unicef", K.OBJECTION)
    seat = round_.seats.get(organisation=cast.orgs.unicef)
    assert (seat.standing.kind, seat.answers.count()) == (K.RESERVATION, 3)
    assert round_.seats.count() == 5


def test_an_alternates_word_waits_where_the_focal_point_wishes_it(cast):
    """R2.5."""
    round_ = an_open_round(cast)
    with at(MONDAY):
        answers.wish_to_confirm(cast.orgs.unicef, by=cast.aiko, is_wished=True)
        given = say(cast, round_, "jyldyz", "unicef", K.NO_OBJECTION)
        seat = round_.seats.get(organisation=cast.orgs.unicef)
        assert seat.standing is None
        with pytest.raises(NotPermitted):
            answers.confirm_answer(round_, by=cast.jyldyz, given=given)
        with pytest.raises(NotPermitted):
            answers.wish_to_confirm(cast.orgs.unicef, by=cast.jyldyz, is_wished=False)
        answers.confirm_answer(round_, by=cast.aiko, given=given)
        assert round_.seats.get(pk=seat.pk).standing == given
        with pytest.raises(Refused, match="does not wait"):
            answers.confirm_answer(round_, by=cast.aiko, given=given)
        assert not say(cast, round_, "jyldyz", "unicef", K.OBJECTION).waits_for_confirmation
        answers.wish_to_confirm(cast.orgs.unicef, by=cast.aiko, is_wished=False)
        assert not say(cast, round_, "jyldyz", "unicef", K.NO_OBJECTION).waits_for_confirmation


def test_the_secretariat_never_answers_for_a_member(cast):
    """R2.6."""
    round_ = an_open_round(cast)
    with at(MONDAY):
        for member in ("iom", "fao"):
            with pytest.raises(NotPermitted):
                say(cast, round_, "aizada", member, K.NO_OBJECTION)
        given = say(cast, round_, "chiara", "iom", K.NO_OBJECTION)
        assert Act.objects.filter(verb="decisions.answer").get().hat == "member"
        assert given.capacity == "focal-point, IOM"


@pytest.mark.parametrize(("who", "organisation"), [("kubanych", "sms"), ("anara", "who"), ("hans", "unhcr")])
def test_outsiders_and_those_who_left_have_no_voice(cast, who, organisation):
    """R2.7."""
    round_ = an_open_round(cast)
    with at(MONDAY), pytest.raises(Refused):
        say(cast, round_, who, organisation, K.OBJECTION)


def test_an_empty_seat_bars_opening_until_it_is_filled_or_a_co_chair_overrides(cast):
    """R2.8."""
    row = Representation.objects.get(person=cast.temir.person)
    with at(MONDAY):
        decision = a_proposal(cast)
        round_ = rounds.prepare_round(decision, by=cast.aizada)
        for chair in (cast.ingrid, cast.tomas):
            rounds.consent(round_, by=chair)
        Representation.objects.filter(pk=row.pk).update(ends_on=date(2037, 2, 1))
        with pytest.raises(Refused, match="Nobody active represents FAO"):
            rounds.open_round(round_, by=cast.aizada)
        with pytest.raises(Refused, match="reason"):
            rounds.override_empty_seats(round_, by=cast.ingrid, reason=" ")
        Representation.objects.filter(pk=row.pk).update(ends_on=None)
        assert list(rounds.is_not_ready_to_open(round_)) == []
        Representation.objects.filter(pk=row.pk).update(ends_on=date(2037, 2, 1))
        rounds.override_empty_seats(round_, by=cast.ingrid, reason="Asked by telephone.")
        rounds.open_round(round_, by=cast.aizada)
        assert round_.seats.get(has_nobody=True).organisation == cast.orgs.fao


def test_without_anything_to_implement_it_is_implemented_at_once(cast):
    """R3.9."""
    assert closed(an_open_round(cast)).state == "implemented"
    with at(MONDAY):
        due = a_proposal(cast, due_on=date(2037, 6, 1))
    with at(MONDAY):
        round_ = opened(cast, due)
    assert closed(round_).state == "in_implementation"


def test_overdue_is_derived_and_never_a_state(cast):
    """R3.10."""
    assert not any(
        "overdue" in value for value in states.DecisionState.values + states.StateTrackState.values
    )
    with at(MONDAY):
        round_ = opened(cast, a_proposal(cast, due_on=date(2037, 3, 20)))
    decision = closed(round_)
    with at(MONDAY + timedelta(days=18)):
        assert not decision.is_overdue
    with at(MONDAY + timedelta(days=19)):
        assert decision.is_overdue
        assert list(Decision.objects.overdue()) == [decision]


def test_there_are_two_modes_and_no_vote(cast):
    """R3.11."""
    assert states.AdoptionMode.values == ["consensus_in_meeting", "silence"]
    assert not {"yes", "vote", "majority"} & {*AnswerKind.values, *Seat.Outcome.values}


def test_an_objection_to_the_same_text_stands_in_the_meeting_until_it_is_lifted(cast):
    """R3.12."""
    decision = broken(cast, an_open_round(cast))
    with at(MONDAY + timedelta(days=10)):
        forget(cast)
        with pytest.raises(Refused, match="FAO objects"):
            closing.declare_adopted(decision, by=cast.ingrid, adopted_on=timezone.localdate())
        life.place_on_agenda(decision, by=cast.aizada)
        say(cast, life.live_round(decision), "temir", "fao", K.COMMENT)
        with pytest.raises(Refused, match="FAO objects"):
            closing.declare_adopted(decision, by=cast.ingrid, adopted_on=timezone.localdate())
        say(cast, life.live_round(decision), "temir", "fao", K.NO_OBJECTION)
        closing.declare_adopted(decision, by=cast.ingrid, adopted_on=timezone.localdate())
        assert decision.declared_by == "Ingrid Fjordheim"


def test_declaring_needs_a_consultation_and_a_co_chair(cast):
    """R3.12: a silence procedure that was prepared instead and stopped leaves nothing to declare."""
    with at(MONDAY):
        decision = a_proposal(cast)
        life.place_on_agenda(decision, by=cast.aizada)
        with pytest.raises(NotPermitted):
            closing.declare_adopted(decision, by=cast.aizada, adopted_on=timezone.localdate())
        round_ = rounds.prepare_round(decision, by=cast.aizada)
        for _twice in range(2):
            with pytest.raises(Refused, match="No consultation towards a meeting"):
                closing.declare_adopted(decision, by=cast.ingrid, adopted_on=timezone.localdate())
            if round_.state == "prepared":
                rounds.stop_round(round_, by=cast.ingrid, reason="In the meeting.")


def test_a_later_decision_supersedes_and_a_slip_takes_a_corrigendum(cast):
    """R3.13."""
    first = closed(an_open_round(cast))
    later = [an_open_round(cast, text=f"Text {n}.", supersedes=first) for n in (1, 2)]
    with pytest.raises(Refused, match="do not stand"):
        register.issue_corrigendum(
            first, by=cast.aizada, reads_now="No such", should_read="x", reason="A slip."
        )
    with pytest.raises(Refused, match="are the same"):
        register.issue_corrigendum(
            first, by=cast.aizada, reads_now="data sheet", should_read="data  sheet", reason="A slip."
        )
    corrigendum = register.issue_corrigendum(
        first, by=cast.aizada, reads_now="data sheet", should_read="data sheets", reason="A slip."
    )
    assert corrigendum.symbol == f"{first.symbol}/Corr.1"
    assert [closed(round_).state for round_ in later] == ["implemented"] * 2
    first.refresh_from_db()
    assert (first.state, first.text) == ("superseded", "The Network adopts the data sheet.")


def test_numbers_are_of_the_year_of_the_deadline_and_gapless(cast):
    """R3.14."""
    rounds_ = [an_open_round(cast, text=f"Text {n}.") for n in range(3)]
    with at(MONDAY + timedelta(days=400)):
        for round_ in rounds_:
            closing.close_round(round_)
    symbols = [decision_of(round_).symbol for round_ in rounds_]
    assert symbols == [f"UNMN-KG/2037/DEC/{n}" for n in (1, 2, 3)]


def test_opening_waits_for_the_co_chairs_and_either_stops_it(cast):
    """R4.15."""
    with at(MONDAY):
        round_ = rounds.prepare_round(a_proposal(cast), by=cast.aizada)
        rounds.consent(round_, by=cast.ingrid)
        with pytest.raises(Refused, match="agreed already"):
            rounds.consent(round_, by=cast.ingrid)
        with pytest.raises(Refused, match="once both agree"):
            rounds.open_round(round_, by=cast.aizada)
        with pytest.raises(Refused, match="Stop that round"):
            life.reword(decision_of(round_), by=cast.aizada, text="Other.")
    told = MONDAY + timedelta(hours=4)
    with at(told - MICRO), pytest.raises(Refused, match="once both agree"):
        rounds.open_round(round_, by=cast.aizada)
    with at(told):
        assert list(rounds.is_not_ready_to_open(round_)) == []
        rounds.stop_round(round_, by=cast.tomas, reason="In the meeting.")
        with pytest.raises(Refused, match="not possible any more"):
            rounds.open_round(round_, by=cast.aizada)


@pytest.mark.parametrize("kind", ["comment", "objection", "reservation", "dissociation", "extension_request"])
def test_what_needs_words_is_not_taken_without(cast, kind):
    """R4.16."""
    round_ = an_open_round(cast)
    with at(MONDAY), pytest.raises(Refused):
        say(cast, round_, "temir", "fao", kind, words=" ")
    assert not round_.seats.filter(answers__isnull=False).exists()


def test_the_first_objection_breaks_silence_at_once_and_views_still_come_in(cast):
    """R4.17."""
    round_ = an_open_round(cast)
    with at(MONDAY):
        say(cast, round_, "temir", "fao", K.OBJECTION)
        assert decision_of(round_).state == "objection_raised"
        say(cast, round_, "leila", "unhcr", K.COMMENT)
        for move in (life.begin_revision, life.place_on_agenda):
            with pytest.raises(Refused):
                move(decision_of(round_), by=cast.aizada)
        with pytest.raises(Refused, match="until its deadline"):
            life.defer(decision_of(round_), by=cast.aizada, reason="Later.")
    assert closed(round_).state == "objection_raised"
    assert round_.state == "broken"
    assert set(round_.seats.values_list("outcome", flat=True)) == {"no_answer", "objection", "comment"}


def test_silence_passes_once_in_effect_from_the_deadline(cast):
    """R4.18."""
    round_ = an_open_round(cast)
    with at(MONDAY):
        say(cast, round_, "temir", "fao", K.RESERVATION)
    with at(round_.ends_at + timedelta(days=6)):
        with pytest.raises(Refused, match="about to close"):
            life.withdraw(decision_of(round_), by=cast.aizada, reason="Changed our mind.")
        closing.close_round(round_)
        with pytest.raises(Refused, match="closed already"):
            closing.close_round(round_)
    round_.refresh_from_db()
    decision = decision_of(round_)
    assert decision.adopted_at == decision.agreed_at == round_.effective_at == round_.ends_at
    assert sorted(round_.seats.values_list("outcome", flat=True)) == ["reservation", *["tacit"] * 4]


def test_an_objection_is_lifted_by_its_member_and_silence_goes_on(cast):
    """R4.19."""
    round_ = an_open_round(cast)
    with at(MONDAY):
        for who, member in (("temir", "fao"), ("leila", "unhcr")):
            say(cast, round_, who, member, K.OBJECTION)
        with pytest.raises(Refused, match="No objection of your organisation"):
            say(cast, round_, "aiko", "unicef", K.OBJECTION_WITHDRAWN)
        say(cast, round_, "temir", "fao", K.OBJECTION_WITHDRAWN)
        assert decision_of(round_).state == "objection_raised"
        say(cast, round_, "leila", "unhcr", K.OBJECTION_WITHDRAWN)
        assert decision_of(round_).state == "in_consultation"
    assert closed(round_).is_taken


def test_what_comes_late_changes_nothing_and_is_brought_to_the_co_chairs(cast):
    """R4.20."""
    round_ = an_open_round(cast)
    decision = closed(round_)
    with at(round_.ends_at + timedelta(hours=1)):
        late = say(cast, round_, "temir", "fao", K.OBJECTION)
        answers.note_late_answer(round_, by=cast.ingrid, given=late)
    late.refresh_from_db()
    assert late.is_late
    assert late.seen_by_co_chairs_at
    assert decision_of(round_).state == decision.state
    assert round_.seats.get(organisation=cast.orgs.fao).outcome == "tacit"


def test_more_time_is_for_all_before_the_deadline_and_twice_at_most(cast):
    """R4.21."""
    round_ = an_open_round(cast)
    with at(MONDAY):
        forget(cast)
        for days, reason in ((0, "More."), (1, " ")):
            with pytest.raises(Refused):
                rounds.extend_round(round_, by=cast.ingrid, working_days=days, reason=reason)
        for _time in range(2):
            rounds.extend_round(round_, by=cast.ingrid, working_days=1, reason="More.")
        with pytest.raises(Refused, match="extended twice"):
            rounds.extend_round(round_, by=cast.tomas, working_days=1, reason="More.")
    assert [row.number for row in round_.extensions.all()] == [1, 2]


def test_a_new_round_needs_a_new_text_and_the_short_period_the_objectors_words(cast):
    """R4.22."""
    decision = broken(cast, an_open_round(cast))
    with at(MONDAY + timedelta(days=9)):
        forget(cast)
        life.begin_revision(decision, by=cast.aizada)
        with pytest.raises(Refused, match=r"R4\.22"):
            rounds.prepare_round(decision, by=cast.aizada)
        life.reword(decision, by=cast.aizada, text="Other words.")
        with pytest.raises(Refused, match="only change"):
            rounds.prepare_round(decision, by=cast.aizada, period="short", period_reason="Their words.")
        life.reword(decision, by=cast.aizada, text="The  objector's words.")
        with pytest.raises(Refused, match="why the period is shorter"):
            rounds.prepare_round(decision, by=cast.aizada, period="short")
        round_ = rounds.prepare_round(decision, by=cast.aizada, period="short", period_reason="Their words.")
        for chair in (cast.ingrid, cast.tomas):
            rounds.consent(round_, by=chair)
        with pytest.raises(Refused, match="shorter period"):
            rounds.open_round(round_, by=cast.aizada)
        for chair in (cast.ingrid, cast.tomas):
            rounds.consent(round_, by=chair, to="short")
        rounds.open_round(round_, by=cast.aizada)
        assert (round_.ends_at.date(), round_.number) == (date(2037, 3, 13), 2)


def test_after_two_broken_rounds_there_is_no_third(cast):
    """R4.23."""
    decision = broken(cast, an_open_round(cast))
    with at(MONDAY):
        second = opened(cast, revised(cast, decision, "Second text."))
    decision = broken(cast, second)
    with at(MONDAY):
        revised(cast, decision, "Third text.")
        with pytest.raises(Refused, match=r"R4\.23"):
            rounds.prepare_round(decision, by=cast.aizada)
        life.escalate(
            decision, by=cast.ingrid, to="unct", reason="Stuck.", question="Which text?", answer_by=date(2037, 3, 20)
        )  # fmt: skip
    assert decision.state == "escalated"


@pytest.mark.parametrize("bar", [value for value in states.SilenceBar.values if value])
def test_what_is_never_decided_by_silence(cast, bar):
    """R4.24."""
    with at(MONDAY):
        decision = a_proposal(cast, bar=bar)
        with pytest.raises(Refused, match=r"R4\.24"):
            rounds.prepare_round(decision, by=cast.aizada)


@pytest.mark.parametrize("end", ["still open", "taken off", "no consensus"])
def test_what_was_objected_to_towards_a_meeting_needs_another_text(cast, end):
    """R4.24: however that consultation ended."""
    with at(MONDAY):
        decision = a_proposal(cast)
        life.place_on_agenda(decision, by=cast.aizada)
        say(cast, life.live_round(decision), "temir", "fao", K.OBJECTION)
        if end == "taken off":
            life.take_off_agenda(decision, by=cast.aizada)
        if end == "no consensus":
            life.find_no_consensus(decision, by=cast.aizada, reason="FAO objects.")
        assert any("R4.24" in str(sentence) for sentence in why_no_silence(decision))
        if end == "taken off":
            life.reword(decision, by=cast.aizada, text="Other.")
            assert not list(why_no_silence(decision))


def test_the_result_can_be_told_in_full(cast):
    """R4.25: text, date, mode, reservations and dissociations stand in the record of the round."""
    round_ = an_open_round(cast)
    with at(MONDAY):
        say(cast, round_, "temir", "fao", K.RESERVATION, words="Article 2.")
        say(cast, round_, "leila", "unhcr", K.DISSOCIATION, words="Not ours.")
    decision = closed(round_)
    assert (decision.adoption_mode, round_.version.text) == ("silence", decision.text)
    assert {seat.standing.words for seat in round_.seats.all() if seat.standing} == {
        "Article 2.",
        "Not ours.",
    }


def asked(cast, decision, outcome=None):
    forget(cast)
    letter = state_track.draft_letter(decision, by=cast.aizada, counterpart=cast.orgs.sms)
    state_track.mark_sent(letter, by=cast.aizada, letter_number="12", sent_by="courier")
    if outcome:
        state_track.answer_of_state(
            letter, by=cast.aizada, outcome=outcome, received_on=timezone.localdate(), comment="As it says."
        )
    return letter


def test_of_concern_to_the_state_it_waits_and_a_contest_is_for_the_co_chairs(cast):
    """R5.26."""
    round_ = an_open_round(cast)
    with at(MONDAY):
        decision = decision_of(round_)
        state_track.contest_state_concern(
            decision, by=cast.temir, organisation=cast.orgs.fao, reason="It is."
        )
        with pytest.raises(Refused, match="co-chairs rule"):
            state_track.judge_state_concern(decision, by=cast.aizada, answer=StateConcern.NO)
    decision = closed(round_)
    assert (decision.state, decision.symbol) == ("awaiting_state_consultation", "")
    with at(round_.ends_at + timedelta(hours=1)):
        forget(cast)
        with pytest.raises(Refused, match="yes or no"):
            state_track.ruling_on_concern(decision, by=cast.ingrid, answer="to_rule", reason="Hm.")
        assert state_track.ruling_on_concern(decision, by=cast.ingrid, answer="no", reason="It is not.")


def test_after_the_agreement_only_co_chairs_say_whether_the_state_is_concerned(cast):
    """R5.26."""
    decision = closed(an_open_round(cast, concerns_state="yes"))
    with pytest.raises(Refused, match="members have agreed"):
        state_track.judge_state_concern(decision, by=cast.aizada, answer=StateConcern.NO)


def test_the_silence_of_the_state_is_not_consent_and_two_persons_go_on_without_it(cast):
    """R5.27."""
    round_ = an_open_round(cast, concerns_state="yes")
    with at(MONDAY):
        letter = asked(cast, decision_of(round_))
        assert letter.reply_due_on == date(2037, 3, 23)
        with pytest.raises(Refused, match="still has time"):
            state_track.rule_on_state(letter, by=cast.ingrid, ruling="go_on", reason="So.")
    assert closed(round_).state == "awaiting_state_consultation"
    with at(MONDAY + timedelta(days=22)):
        forget(cast)
        assert not state_track.ruling_of_co_chair(letter, by=cast.ingrid, ruling="go_on", reason="So.")
        assert not state_track.ruling_of_co_chair(letter, by=cast.ingrid, ruling="go_on", reason="Again.")
        assert state_track.ruling_of_co_chair(letter, by=cast.tomas, ruling="go_on", reason="So.")
        assert decision_of(round_).adopted_at == timezone.now()


@pytest.mark.parametrize("outcome", ["asks_for_changes", "does_not_concur"])
def test_when_the_state_does_not_concur_both_co_chairs_act(cast, outcome):
    """R5.28."""
    round_ = an_open_round(cast, concerns_state="yes")
    with at(MONDAY):
        letter = asked(cast, decision_of(round_), outcome)
    decision = closed(round_)
    assert decision.state == "awaiting_state_consultation"
    with at(round_.ends_at):
        forget(cast)
        with pytest.raises(Refused, match="both co-chairs"):
            state_track.ruling_on_concern(decision, by=cast.ingrid, answer="no", reason="Never mind.")
        state_track.ruling_of_co_chair(letter, by=cast.ingrid, ruling="go_on", reason="So.")
        state_track.ruling_of_co_chair(letter, by=cast.tomas, ruling="wait", reason="Wait.")
        assert decision_of(round_).state == "awaiting_state_consultation"
        assert state_track.ruling_of_co_chair(letter, by=cast.tomas, ruling="go_on", reason="So.")


def test_what_was_ruled_on_silence_says_nothing_about_the_reply(cast):
    """R5.28."""
    round_ = an_open_round(cast, concerns_state="yes")
    with at(MONDAY):
        letter = asked(cast, decision_of(round_))
    with at(MONDAY + timedelta(days=22)):
        forget(cast)
        for chair in (cast.ingrid, cast.tomas):
            state_track.rule_on_state(letter, by=chair, ruling="go_on", reason="No word for weeks.")
    with at(MONDAY + timedelta(days=23)):
        forget(cast)
        state_track.register_reply(
            letter, by=cast.aizada, outcome="does_not_concur", received_on=timezone.localdate()
        )
        closing.close_round(round_)
    assert decision_of(round_).state == "awaiting_state_consultation"


def test_concurrence_with_comments_is_for_a_co_chair_to_declare(cast):
    """R5.27."""
    decision = closed(an_open_round(cast, concerns_state="yes"))
    with at(decision.agreed_at):
        asked(cast, decision, "concurred_with_comments")
    decision.refresh_from_db()
    assert decision.state == "awaiting_state_consultation"
    with pytest.raises(NotPermitted):
        adoption.adopt_after_state(decision, by=cast.aizada)
    adoption.adopt_after_state(decision, by=cast.ingrid)
    assert decision.is_taken


def test_a_letter_about_another_text_closes_nothing(cast):
    """R5.27."""
    with at(MONDAY):
        decision = a_proposal(cast, concerns_state="yes")
        asked(cast, decision, "concurred")
        life.reword(decision, by=cast.aizada, text="Other text.")
        assert "another text" in str(next(adoption.waits_for_state(decision)))
        round_ = opened(cast, decision)
    assert closed(round_).state == "awaiting_state_consultation"


def test_the_counterpart_is_the_body_of_that_day_by_its_name_of_then(cast):
    """R5.29."""
    with at(MONDAY):
        letter = asked(cast, a_proposal(cast))
    cast.orgs.sms.name = "Another ministry"
    cast.orgs.sms.save()
    letter.refresh_from_db()
    assert letter.names["name"] == "State Migration Service"


def test_each_act_leaves_who_when_which_state_and_which_text(cast):
    """R9.49."""
    decision = closed(an_open_round(cast))
    act = Act.objects.get(verb="decisions.adopt", subject_id=decision.pk)
    assert (act.before, act.after, act.text_hash) == ("in_consultation", "adopted", decision.text_hash)
    assert (act.actor, act.hat) == (None, "portal")
    with pytest.raises(NoReverseMatch):
        reverse("decisions:vote")


def test_a_member_explains_its_position_in_its_own_name(cast):
    """R2.4."""
    decision = closed(an_open_round(cast))
    with pytest.raises(Refused):
        register.explain_position(decision, by=cast.temir, organisation=cast.orgs.unicef, text="We think.")
    with pytest.raises(NotPermitted):
        register.explain_position(decision, by=THE_PORTAL, organisation=cast.orgs.fao, text="We think.")
    register.explain_position(decision, by=cast.temir, organisation=cast.orgs.fao, text="We think.")


def test_who_did_not_answer_towards_a_meeting_is_not_tacit(cast):
    """R4.18: only silence makes a tacit agreement; in a meeting it states no position."""
    with at(MONDAY):
        decision = a_proposal(cast)
        life.place_on_agenda(decision, by=cast.aizada)
        round_ = life.live_round(decision)
        closing.declare_adopted(decision, by=cast.ingrid, adopted_on=timezone.localdate())
    assert set(round_.seats.values_list("outcome", flat=True)) == {"no_answer"}


def test_the_focal_points_own_word_waits_for_nobody_and_nobody_speaks_for_another_member(cast):
    """R2.4, R2.5."""
    round_ = an_open_round(cast)
    with at(MONDAY):
        answers.wish_to_confirm(cast.orgs.unicef, by=cast.aiko, is_wished=True)
        given = say(cast, round_, "aiko", "unicef", K.NO_OBJECTION)
        assert not given.waits_for_confirmation
        with pytest.raises(Refused, match="do not represent"):
            say(cast, round_, "temir", "unicef", K.OBJECTION)
        with pytest.raises(Refused, match="came in time"):
            answers.note_late_answer(round_, by=cast.ingrid, given=given)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"received_at": MONDAY + MICRO}, "in the future"),
        ({"channel": "portal"}, "how the answer came"),
        ({"channel": "email"}, "message as it came"),
        ({"person": None}, "Only a focal point or an alternate"),
    ],
)
def test_the_secretariat_records_how_when_and_from_whom_an_answer_came(cast, changed, sentence):
    """R2.6."""
    round_ = an_open_round(cast)
    said = {
        "organisation": cast.orgs.fao, "kind": K.NO_OBJECTION, "channel": "phone", "received_at": MONDAY,
        "person": cast.temir.person,
    }  # fmt: skip
    with at(MONDAY):
        with pytest.raises(Refused, match=sentence):
            answers.record_answer(round_, by=cast.aizada, **said | changed)
        given = answers.record_answer(round_, by=cast.aizada, **said)
    assert (given.recorded_by, given.by) == (cast.aizada, cast.temir.person)


def test_a_policy_text_has_no_routine_period(cast):
    """R4.17."""
    decision = a_proposal(cast, kind="policy")
    with pytest.raises(Refused, match="its own, longer period"):
        rounds.prepare_round(decision, by=cast.aizada, period=Period.DEFAULT)


def test_nobody_is_asked_before_it_is_said_whether_the_state_is_concerned(cast):
    """R5.26."""
    decision = life.record_decision(by=cast.aizada, title="Data", text="The Network adopts it.")
    life.propose(decision, by=cast.aizada)
    with pytest.raises(Refused, match=r"R5\.26"):
        rounds.prepare_round(decision, by=cast.aizada)
    state_track.judge_state_concern(decision, by=cast.aizada, answer=StateConcern.NO)
    assert rounds.prepare_round(decision, by=cast.aizada).state == "prepared"


def test_one_co_chair_does_not_undo_a_letter_that_went_out(cast):
    """R5.27, R5.28."""
    decision = a_proposal(cast, concerns_state=StateConcern.YES)
    letter = state_track.draft_letter(decision, by=cast.aizada, counterpart=cast.orgs.sms)
    state_track.rule_state_concern(decision, by=cast.ingrid, answer=StateConcern.NO, reason="A slip.")
    state_track.rule_state_concern(decision, by=cast.ingrid, answer=StateConcern.YES, reason="It is.")
    state_track.mark_sent(letter, by=cast.aizada, letter_number="12", sent_by="courier")
    for act in (state_track.rule_state_concern, state_track.judge_state_concern):
        with pytest.raises(Refused):
            act(decision, by=cast.ingrid, answer=StateConcern.NO, reason="It is late.")
    decision.refresh_from_db()
    assert decision.concerns_state == StateConcern.YES
