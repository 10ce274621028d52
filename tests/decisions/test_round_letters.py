"""What the clock does with rounds, and the letters about them (RULES R4.17 to R4.25, R10.50, R10.54)."""

from datetime import timedelta

import pytest
import time_machine

from decisions import tasks_rounds
from decisions.letters import rounds as letters
from decisions.states import AnswerKind, DecisionState
from decisions.workflow.answers import answer, record_answer, wish_to_confirm
from decisions.workflow.rounds import extend_round, stop_round
from foundation.circulation.models import Circulation, Delivery
from foundation.core.moments import moment
from tests.factories import rounds

pytestmark = pytest.mark.django_db
K = AnswerKind


def sent(occasion):
    """The addresses to which letters of an occasion left, in order."""
    rows = Delivery.objects.filter(circulation__occasion=occasion)
    return sorted(rows.values_list("address", flat=True))


def addresses(*users):
    return sorted(user.person.email for user in users)


def test_both_co_chairs_and_nobody_else_hear_of_a_prepared_round_r4_15(cast):
    round_ = rounds.prepared(cast)
    tasks_rounds.keep_rounds()
    tasks_rounds.keep_rounds()
    assert sent("round_prepared") == addresses(cast.ingrid, cast.tomas)
    stop_round(round_, by=cast.ingrid, reason="Not yet")
    tasks_rounds.keep_rounds()
    assert cast.aiko.person.email not in sent("round_stopped")
    text = Delivery.objects.filter(circulation__occasion="round_stopped").first().text
    assert "Not yet" in text
    assert "Ingrid Fjordheim" in text


def test_the_members_are_asked_once_with_the_deadline_in_one_string_and_never_the_state_r10_50_r10_54(cast):
    round_ = rounds.opened(cast)
    for _time in range(2):
        tasks_rounds.keep_rounds()
    asked = sent("consultation_opened")
    assert asked == addresses(cast.aiko, cast.jyldyz, cast.temir, cast.leila, cast.chiara, cast.nurzat)
    one = Delivery.objects.filter(circulation__occasion="consultation_opened").first()
    assert moment(round_.ends_at) in one.subject
    assert moment(round_.ends_at) in one.text
    assert "/answer/round/" in one.text
    assert one.attachments.count() == 1


def test_a_person_who_speaks_for_two_members_gets_one_letter_with_two_links_r10_54(cast):
    from tests.factories.members import RepresentationFactory

    RepresentationFactory(person=cast.aiko.person, organisation=cast.orgs.fao, role="alternate")
    letter = letters.ConsultationOpened(rounds.opened(cast))
    mine = [one for one in letter.recipients() if one.address == cast.aiko.person.email]
    assert len(mine) == 1
    assert len(letter.context(mine[0])["links"]) == 2


def test_reminders_go_only_to_who_owes_an_answer_each_once_for_one_deadline_r10_54(cast):
    round_ = rounds.opened(cast)
    answer(round_, by=cast.aiko, organisation=cast.orgs.unicef, kind=K.NO_OBJECTION)
    half = round_.opened_at + (round_.ends_at - round_.opened_at) / 2
    tasks_rounds.keep_rounds()
    assert sent("round_reminder") == []
    for at in (half, half + timedelta(hours=1), round_.ends_at - timedelta(hours=23)):
        with time_machine.travel(at, tick=False):
            tasks_rounds.keep_rounds()
    owing = addresses(cast.temir, cast.leila, cast.chiara, cast.nurzat)
    assert sent("round_reminder") == sorted(owing * 2)


def test_the_first_objection_is_told_at_once_and_so_is_its_lifting_r4_17_r4_19(cast):
    round_ = rounds.opened(cast)
    answer(round_, by=cast.aiko, organisation=cast.orgs.unicef, kind=K.OBJECTION, words="Too fine")
    tasks_rounds.keep_round(round_.pk)
    tasks_rounds.keep_round(round_.pk)
    told = sent("silence_broken")
    assert cast.ingrid.person.email in told
    assert cast.temir.person.email in told
    assert len(told) == len(set(told))
    answer(round_, by=cast.aiko, organisation=cast.orgs.unicef, kind=K.OBJECTION_WITHDRAWN)
    tasks_rounds.keep_round(round_.pk)
    assert cast.temir.person.email in sent("silence_resumed")


def test_more_time_is_told_to_all_with_the_new_deadline_r4_21(cast):
    round_ = rounds.opened(cast)
    extend_round(round_, by=cast.ingrid, working_days=2, reason="FAO asked")
    tasks_rounds.keep_rounds()
    round_.refresh_from_db()
    one = Delivery.objects.filter(circulation__occasion="round_extended").first()
    assert moment(round_.ends_at) in one.subject
    assert "FAO asked" in one.text


def test_a_request_for_more_time_goes_to_the_co_chairs(cast):
    round_ = rounds.opened(cast)
    answer(round_, by=cast.temir, organisation=cast.orgs.fao, kind=K.EXTENSION_REQUEST, words="On mission")
    tasks_rounds.keep_rounds()
    assert sent("extension_asked") == addresses(cast.ingrid, cast.tomas)


def test_a_member_is_told_what_the_secretariat_recorded_for_it_r2_6(cast):
    round_ = rounds.opened(cast)
    record_answer(
        round_, by=cast.aizada, organisation=cast.orgs.unicef, person=cast.aiko.person, kind=K.COMMENT,
        words="Fine", channel="phone", received_at=round_.opened_at,
    )  # fmt: skip
    tasks_rounds.keep_rounds()
    assert sent("answer_recorded") == addresses(cast.aiko, cast.jyldyz)


def test_the_focal_point_alone_is_asked_to_confirm_r2_5(cast):
    round_ = rounds.opened(cast)
    wish_to_confirm(cast.orgs.unicef, by=cast.aiko, is_wished=True)
    answer(round_, by=cast.jyldyz, organisation=cast.orgs.unicef, kind=K.NO_OBJECTION)
    tasks_rounds.keep_rounds()
    assert sent("confirmation_asked") == addresses(cast.aiko)


def test_a_late_answer_is_brought_to_the_co_chairs_r4_20(cast):
    round_ = rounds.opened(cast)
    with rounds.after(round_):
        answer(round_, by=cast.temir, organisation=cast.orgs.fao, kind=K.OBJECTION, words="Late")
        tasks_rounds.keep_rounds()
    assert sent("late_answer") == addresses(cast.ingrid, cast.tomas)


def test_the_sweep_closes_a_round_late_and_twice_with_the_effect_of_the_deadline_r4_18_r4_25(cast):
    round_ = rounds.opened(cast)
    answer(
        round_,
        by=cast.leila,
        organisation=cast.orgs.unhcr,
        kind=K.RESERVATION,
        words="Not on asylum",
        part="Para 2",
    )
    with rounds.after(round_, seconds=3 * 86400):
        tasks_rounds.keep_rounds()
        tasks_rounds.keep_rounds()
    decision = round_.decision
    decision.refresh_from_db()
    assert decision.state in (DecisionState.ADOPTED, DecisionState.IMPLEMENTED)
    assert decision.adopted_at == round_.ends_at
    assert Circulation.objects.filter(occasion="round_result").count() == 1
    text = Delivery.objects.filter(circulation__occasion="round_result").first().text
    assert decision.symbol in text
    assert "Not on asylum" in text
    assert moment(round_.ends_at) in text


def test_what_ended_long_ago_is_not_told_any_more(cast):
    round_ = rounds.closed(rounds.opened(cast))
    with rounds.after(round_, seconds=30 * 86400):
        tasks_rounds.keep_rounds()
    assert sent("round_result") == []
