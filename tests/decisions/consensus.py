"""How tests bring a decision to adoption in few words, with what members said on the way."""

from django.utils import timezone

from decisions.states import StateConcern
from decisions.workflow import answers
from decisions.workflow import decisions as life
from decisions.workflow.closing import declare_adopted
from decisions.workflow.state_track import judge_state_concern


def proposed(cast, *, text="The Network adopts the data sheet.", title="Data sheet", **facts):
    """A text of the secretariat, put before the members."""
    decision = life.record_decision(by=cast.aizada, title=title, text=text, **facts)
    if decision.concerns_state == StateConcern.NO:
        judge_state_concern(decision, by=cast.aizada, answer=StateConcern.NO, reason="")
    life.propose(decision, by=cast.aizada)
    return decision


def adopted(cast, *, on=None, said=(), **facts):
    """Adopted in a meeting; `said` are (user, organisation, kind, words) stated before it."""
    decision = proposed(cast, **facts)
    life.place_on_agenda(decision, by=cast.aizada)
    for user, organisation, kind, words in said:
        round_ = life.live_round(decision)
        answers.answer(round_, by=user, organisation=organisation, kind=kind, words=words)
    declare_adopted(decision, by=cast.ingrid, adopted_on=on or timezone.localdate())
    decision.refresh_from_db()
    return decision
