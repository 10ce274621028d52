"""Proposals and rounds in the state in which a test needs them, made through the workflow."""

from datetime import UTC, datetime, timedelta

import time_machine
from django.utils import timezone

from decisions.states import ConsentTo, StateConcern
from decisions.workflow import decisions as life
from decisions.workflow import rounds
from decisions.workflow.state_track import judge_state_concern

# Monday 2 March 2037, 10:00 in Bishkek.
MONDAY = datetime(2037, 3, 2, 4, 0, tzinfo=UTC)
MICRO = timedelta(microseconds=1)


def at(moment):
    """The clock stands still at this instant."""
    return time_machine.travel(moment, tick=False)


def forget(cast):
    """Accounts keep their standing for one request; each step of a test is a request of its own."""
    for one in vars(cast).values():
        getattr(one, "__dict__", {}).pop("_standing", None)


def a_proposal(cast, text="The Network adopts the data sheet.", **facts):
    """A proposal of the secretariat that stands before the members."""
    decision = life.record_decision(by=cast.aizada, title="Data sheet", text=text, **facts)
    if decision.concerns_state == StateConcern.NO:
        judge_state_concern(decision, by=cast.aizada, answer=StateConcern.NO)
    life.propose(decision, by=cast.aizada)
    return decision


def opened(cast, decision, **period):
    """A silence round on it that both co-chairs let open at once."""
    round_ = rounds.prepare_round(decision, by=cast.aizada, **period)
    for chair in (cast.ingrid, cast.tomas):
        rounds.consent(round_, by=chair, to=ConsentTo.OPENING)
        needed = rounds.CONSENT_NEEDED.get(round_.period)
        if needed:
            rounds.consent(round_, by=chair, to=needed)
    rounds.open_round(round_, by=cast.aizada)
    decision.refresh_from_db()
    return round_


def an_open_round(cast, moment=MONDAY, **facts):
    """A routine proposal under a silence procedure since `moment`. Answers the round."""
    with at(moment or timezone.now()):
        forget(cast)
        round_ = opened(cast, a_proposal(cast, **facts))
    forget(cast)
    return round_
