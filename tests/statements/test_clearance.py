"""Clearance: who is asked, what silence means, who has to answer expressly (RULES R7.38, R2.4 to R2.6)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from decisions.models import Seat
from decisions.states import AnswerKind, Channel, RoundState
from foundation.core.workflow import NotPermitted, Refused
from foundation.core.working_days import BISHKEK
from statements.models import Statement
from statements.states import StatementState
from statements.workflow import clearance, statements
from statements.workflow.statements import round_of
from tests.cast import make_the_cast
from tests.statements import spoken

S, K = StatementState, AnswerKind


def say(cast, statement, who, organisation, kind, words=""):
    statement = Statement.objects.get(pk=statement.pk)
    given = clearance.clear(
        statement,
        by=getattr(cast, who),
        organisation=getattr(cast.orgs, organisation),
        kind=kind,
        words=words,
    )
    return given, Statement.objects.get(pk=statement.pk)


def test_who_is_silent_to_the_end_clears_tacitly_and_is_recorded_so_r7_38(cast):
    statement = spoken.asked(cast)
    say(cast, statement, "temir", "fao", K.NO_POSITION)
    with spoken.after_the_clock(statement):
        assert clearance.close_if_due(statement)
        assert not clearance.close_if_due(statement)
    round_ = round_of(statement)
    assert round_.state == RoundState.AGREED
    assert round_.seats.get(organisation=cast.orgs.fao).outcome == Seat.Outcome.NO_POSITION
    assert round_.seats.get(organisation=cast.orgs.unhcr).outcome == Seat.Outcome.TACIT


def test_a_lead_mandate_holder_is_waited_for_beyond_the_clock_r7_38(cast):
    statement = spoken.asked(cast, leads=[cast.orgs.unicef])
    with spoken.after_the_clock(statement, seconds=3600):
        assert not clearance.close_if_due(statement)
        late, _now = say(cast, statement, "temir", "fao", K.OBJECTION, "Too late.")
        assert late.is_late
        given, statement = say(cast, statement, "aiko", "unicef", K.CLEARED)
    assert not given.is_late
    assert statement.state == S.CLEARED


@pytest.mark.parametrize(("seconds", "is_late"), [(-0.000001, False), (0, True), (1, True)])
def test_at_the_very_end_of_the_clock_it_is_too_late_r1_1(cast, seconds, is_late):
    statement = spoken.asked(cast)
    with time_machine.travel(round_of(statement).ends_at + timedelta(seconds=seconds), tick=False):
        given, _now = say(cast, statement, "temir", "fao", K.CLEARED)
    assert given.is_late is is_late


def test_with_an_objection_at_the_end_it_goes_back_to_a_draft_r7_38(cast):
    statement = spoken.asked(cast)
    say(cast, statement, "temir", "fao", K.OBJECTION, "This is not ours to say.")
    with spoken.after_the_clock(statement, seconds=-1):
        assert not clearance.close_if_due(statement)
    with spoken.after_the_clock(statement):
        assert clearance.close_if_due(statement)
    statement.refresh_from_db()
    assert statement.state == S.DRAFT


def test_an_objection_is_lifted_by_clearing_in_time(cast):
    statement = spoken.asked(cast)
    say(cast, statement, "temir", "fao", K.OBJECTION, "This is not ours to say.")
    say(cast, statement, "temir", "fao", K.CLEARED_WITH_COMMENTS, "With the new figure.")
    with spoken.after_the_clock(statement):
        clearance.close_if_due(statement)
    statement.refresh_from_db()
    assert statement.state == S.CLEARED


def test_the_text_stands_still_while_members_are_asked_r7_38(cast):
    statement = spoken.asked(cast)
    with pytest.raises(Refused):
        spoken.write(cast, statement, "en", title="Another")


@pytest.mark.parametrize("kind", [K.RESERVATION, K.NO_OBJECTION, K.EXTENSION_REQUEST])
def test_a_clearance_knows_its_own_answers_only_r7_38(cast, kind):
    statement = spoken.asked(cast)
    with pytest.raises(Refused, match="can be given here"):
        say(cast, statement, "temir", "fao", kind, "Words.")


@pytest.mark.parametrize("who", ["aizada", "kubanych", "anara", "kwame"])
def test_nobody_answers_for_a_member_but_its_own_people_r2_6(cast, who):
    statement = spoken.asked(cast)
    with pytest.raises((NotPermitted, Refused)):
        say(cast, statement, who, "fao", K.CLEARED)


def test_the_secretariat_records_what_it_was_told_with_who_said_it_r2_6(cast):
    statement = spoken.asked(cast)
    given = clearance.record_clearance(
        statement, by=cast.aizada, organisation=cast.orgs.fao, person=cast.temir.person, kind=K.CLEARED,
        channel=Channel.PHONE, received_at=timezone.now(),
    )  # fmt: skip
    assert (given.by, given.recorded_by) == (cast.temir.person, cast.aizada)


def test_a_clock_that_ends_on_a_day_off_goes_on_to_the_next_working_day_r1_2(cast):
    friday = datetime(2026, 11, 27, 15, tzinfo=BISHKEK)
    assert clearance.ends_after(24, friday) == datetime(2026, 11, 30, 15, tzinfo=BISHKEK)
    assert clearance.ends_after(72, friday) == datetime(2026, 11, 30, 15, tzinfo=BISHKEK)


def test_less_time_than_usual_needs_its_reason(cast):
    statement = spoken.drafted(cast)
    with pytest.raises(Refused, match="urgent"):
        clearance.request_clearance(statement, by=cast.aizada, hours=24)
    with pytest.raises(Refused, match="at least"):
        clearance.request_clearance(statement, by=cast.aizada, hours=23, reason="Now.")
    clearance.request_clearance(statement, by=cast.aizada, hours=24, reason="The border closes tomorrow.")
    assert statement.state == S.IN_CLEARANCE


def test_held_it_is_a_draft_again_and_what_was_said_stays(cast):
    statement = spoken.asked(cast)
    say(cast, statement, "temir", "fao", K.CLEARED)
    statement.refresh_from_db()
    clearance.hold_clearance(statement, by=cast.aizada, reason="New figures come.")
    assert (statement.state, round_of(statement).state) == (S.DRAFT, RoundState.STOPPED)
    assert round_of(statement).seats.get(organisation=cast.orgs.fao).standing.kind == K.CLEARED
    clearance.request_clearance(statement, by=cast.aizada)
    assert statement.clearances.count() == 2


def test_withdrawn_it_asks_nobody_any_more_r7_37(cast):
    statement = spoken.asked(cast)
    statements.withdraw_statement(statement, by=cast.ingrid, reason="Overtaken.")
    assert round_of(statement).state == RoundState.STOPPED


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_both_co_chairs_sign_at_the_same_instant_r7_39():
    cast = make_the_cast()
    statement = spoken.cleared(cast, languages=("en",))
    barrier = Barrier(2)

    def turn(user):
        try:
            barrier.wait()
            spoken.sign(Statement.objects.get(pk=statement.pk), user)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(turn, (cast.ingrid, cast.tomas)))
    statement.refresh_from_db()
    assert statement.state == S.SIGNED
    assert statement.signatures.live().count() == 2
