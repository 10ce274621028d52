"""The instant of the deadline and one microsecond on either side; calendars, zones, and a clock that stopped."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from decisions.models import Decision
from decisions.states import AnswerKind
from decisions.workflow import answers, closing, rounds
from foundation.core.moments import moment
from foundation.core.workflow import Refused
from members.models import Holiday
from tests.decisions.consulted import MICRO, MONDAY, a_proposal, an_open_round, at, forget, opened

K = AnswerKind
SIDES = [(-MICRO, True), (timedelta(0), False), (MICRO, False)]


def say(cast, round_, kind, who="temir", organisation="fao"):
    forget(cast)
    return answers.answer(
        round_, by=getattr(cast, who), organisation=getattr(cast.orgs, organisation), kind=kind, words="So."
    )


@pytest.mark.parametrize("kind", [K.NO_OBJECTION, K.OBJECTION, K.RESERVATION, K.COMMENT])
@pytest.mark.parametrize(("side", "in_time"), SIDES)
def test_an_answer_is_in_time_before_the_deadline_and_late_from_it_on(cast, side, in_time, kind):
    """R4.20."""
    round_ = an_open_round(cast)
    with at(round_.ends_at + side):
        assert say(cast, round_, kind).is_late is not in_time
    is_broken = in_time and kind == K.OBJECTION
    state = Decision.objects.get(pk=round_.decision_id).state
    assert state == ("objection_raised" if is_broken else "in_consultation")
    with at(round_.ends_at + timedelta(days=3)):
        closing.close_round(round_)
    assert Decision.objects.get(pk=round_.decision_id).is_taken is not is_broken


@pytest.mark.parametrize(("side", "in_time"), SIDES)
def test_an_objection_is_lifted_until_the_deadline(cast, side, in_time):
    """R4.19."""
    round_ = an_open_round(cast)
    with at(MONDAY):
        say(cast, round_, K.OBJECTION)
    with at(round_.ends_at + side):
        say(cast, round_, K.OBJECTION_WITHDRAWN)
    with at(round_.ends_at + timedelta(days=1)):
        closing.close_round(round_)
    assert Decision.objects.get(pk=round_.decision_id).is_taken is in_time


@pytest.mark.parametrize(("side", "in_time"), SIDES)
def test_a_confirmation_counts_until_the_deadline(cast, side, in_time):
    """R2.5."""
    round_ = an_open_round(cast)
    with at(MONDAY):
        answers.wish_to_confirm(cast.orgs.unicef, by=cast.aiko, is_wished=True)
        given = say(cast, round_, K.RESERVATION, "jyldyz", "unicef")
    with at(round_.ends_at + side):
        forget(cast)
        answers.confirm_answer(round_, by=cast.aiko, given=given)
        closing_at = round_.ends_at
    with at(closing_at + timedelta(days=1)):
        closing.close_round(round_)
    outcome = round_.seats.get(organisation=cast.orgs.unicef).outcome
    assert outcome == ("reservation" if in_time else "tacit")


@pytest.mark.parametrize(("side", "in_time"), SIDES)
def test_more_time_is_given_and_asked_for_until_the_deadline_and_the_round_closes_from_it_on(
    cast, side, in_time
):
    """R4.16, R4.18, R4.21."""
    round_ = an_open_round(cast)
    forget(cast)

    def passes(deed):
        try:
            deed()
        except Refused:
            return False
        return True

    with at(round_.ends_at + side):
        assert passes(lambda: say(cast, round_, K.EXTENSION_REQUEST)) is in_time
        if not in_time:
            assert not passes(
                lambda: rounds.extend_round(round_, by=cast.ingrid, working_days=1, reason="More.")
            )
        assert passes(lambda: closing.close_round(round_)) is not in_time
        if in_time:
            assert passes(lambda: rounds.extend_round(round_, by=cast.ingrid, working_days=1, reason="More."))


@pytest.mark.parametrize(
    ("clock", "ends"), [((17, 59), "9 March"), ((18, 1), "9 March"), ((23, 59), "9 March")]
)
def test_the_day_of_circulation_never_counts(cast, clock, ends):
    """R1.2."""
    hour, minute = clock
    start = MONDAY + timedelta(hours=hour - 10, minutes=minute)
    assert ends in moment(an_open_round(cast, moment=start).ends_at)


def test_on_the_eve_of_holidays_and_where_no_deadline_may_end(cast):
    """R1.2: the 9th and 10th are off, on the 11th no deadline may end."""
    for day in (9, 10):
        Holiday.objects.create(day=date(2037, 3, day), name="Off")
    Holiday.objects.create(day=date(2037, 3, 11), name="Eve", is_observed=False, no_deadline_may_end=True)
    round_ = an_open_round(cast)
    assert "Thursday 12 March 2037" in moment(round_.ends_at)


def test_an_extension_skips_what_was_entered_meanwhile(cast):
    """R1.2, R4.21."""
    round_ = an_open_round(cast)
    Holiday.objects.create(day=date(2037, 3, 10), name="Off")
    with at(MONDAY):
        rounds.extend_round(round_, by=cast.ingrid, working_days=1, reason="More.")
    assert "Wednesday 11 March 2037" in moment(round_.ends_at)


@pytest.mark.parametrize(("clock", "day"), [((17, 59), 4), ((18, 0), 4), ((18, 1), 5)])
def test_the_urgent_period_is_never_less_than_its_hours(cast, clock, day):
    """R1.2: two working days, and 48 hours at least."""
    hour, minute = clock
    start = MONDAY + timedelta(hours=hour - 10, minutes=minute)
    with at(start):
        forget(cast)
        round_ = opened(cast, a_proposal(cast), period="urgent", period_reason="Urgent.")
    assert round_.ends_at - start >= timedelta(hours=48)
    assert round_.ends_at.day == day


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Kiritimati", "Europe/Zurich", "UTC"])
@pytest.mark.parametrize(
    "start", [MONDAY, MONDAY + timedelta(hours=11), MONDAY + timedelta(days=26, hours=10)]
)
def test_the_deadline_is_the_same_in_every_zone(cast, zone, start):
    """R1.1: also over the last Sunday of March, when the clocks of Geneva change."""
    here = an_open_round(cast, moment=start)
    with timezone.override(zone):
        there = an_open_round(cast, moment=start, text="Other.")
        assert there.ends_at == here.ends_at
        assert "18:00 Bishkek time (UTC+6)" in moment(there.ends_at)


@pytest.mark.parametrize("late", [timedelta(0), timedelta(minutes=1), timedelta(days=40)])
def test_a_stopped_clock_changes_nothing_but_when_it_is_written_down(cast, late):
    """R4.18: also when it stood still over an extension."""
    round_ = an_open_round(cast)
    with at(MONDAY):
        rounds.extend_round(round_, by=cast.ingrid, working_days=2, reason="More.")
    with at(round_.first_ends_at), pytest.raises(Refused, match="have until"):
        closing.close_round(round_)
    with at(round_.ends_at + late):
        say(cast, round_, K.OBJECTION)
        closing.close_round(round_)
    round_.refresh_from_db()
    decision = Decision.objects.get(pk=round_.decision_id)
    assert decision.adopted_at == round_.effective_at == round_.ends_at
    assert round_.closed_at == round_.ends_at + late
    assert decision.adopted_on == date(2037, 3, 11)
