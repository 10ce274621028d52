"""Rounds of consultation, reached by their workflows, on the day that a test wants."""

from datetime import timedelta

import time_machine

from decisions.states import ConsentTo, Period, StateConcern
from decisions.workflow.bars import is_unsaid
from decisions.workflow.closing import close_round
from decisions.workflow.decisions import propose
from decisions.workflow.rounds import consent, open_round, prepare_round
from decisions.workflow.state_track import judge_state_concern
from foundation.core.workflow import THE_PORTAL
from tests.factories.decisions import DecisionFactory


def proposed(by=None, **fields):
    """A decision that was put before the members; `by` says that it does not concern the state."""
    decision = DecisionFactory(**fields)
    if by is not None:
        judge_state_concern(decision, by=by, answer=StateConcern.NO)
    propose(decision, by=THE_PORTAL)
    return decision


def prepared(cast, decision=None, **details):
    """A silence round that the secretariat prepared, once it was said whether the state is concerned."""
    decision = decision or proposed()
    if is_unsaid(decision):
        judge_state_concern(decision, by=cast.aizada, answer=StateConcern.NO)
    return prepare_round(decision, by=cast.aizada, **details)


def opened(cast, decision=None, **details):
    """A silence round that is open, since both co-chairs agreed."""
    round_ = prepared(cast, decision, **details)
    wanted = {Period.URGENT: ConsentTo.URGENT, Period.SHORT: ConsentTo.SHORT}.get(details.get("period"))
    for chair in (cast.ingrid, cast.tomas):
        consent(round_, by=chair)
        if wanted:
            consent(round_, by=chair, to=wanted)
    open_round(round_, by=cast.aizada)
    round_.refresh_from_db()
    return round_


def after(round_, seconds=1):
    """The time after the deadline of a round, as a context in which the clock stands there."""
    return time_machine.travel(round_.ends_at + timedelta(seconds=seconds), tick=False)


def closed(round_):
    """The round after the portal closed it at its deadline."""
    with after(round_):
        close_round(round_)
    round_.refresh_from_db()
    return round_
