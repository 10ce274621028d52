"""What the boxes of the decision's page show: the sentence, the ledger and the rounds."""

from decisions.states import LIVE_ROUNDS, DecisionState, RoundState
from decisions.views.ledger import ledger_of
from decisions.workflow.answers import seats_of
from decisions.workflow.bars import why_no_silence
from decisions.workflow.reading import against_the_round_before, result_of, rounds_in_full
from decisions.workflow.sentence import what_is_missing

ASKABLE = (DecisionState.PROPOSED, DecisionState.UNDER_REVISION, DecisionState.ON_AGENDA)


def boxes(request, decision):
    """Names for `ui/sentence.html`, `_ledger.html` and `_rounds.html`."""
    rounds = list(rounds_in_full().filter(decision=decision).visible_to(request.user).order_by("-number"))
    for one in rounds:
        one.decision = decision
    shown = next((one for one in rounds if one.opened_at is not None), None)
    live = next((one for one in rounds if one.state in LIVE_ROUNDS), None)
    may_prepare = decision.state in ASKABLE and request.user.has_perm("decisions.prepare_round", decision)
    return {
        "missing": what_is_missing(decision, live if live and live.state == RoundState.OPEN else None),
        "rounds": [{"round": one, "result": result_of(one)} for one in rounds],
        "shown_round": shown,
        "ledger": ledger_of(shown, request.user) if shown else None,
        "comparison": against_the_round_before(shown) if shown and len(rounds) > 1 else None,
        "prepared": live if live and live.state == RoundState.PREPARED else None,
        "my_seats": seats_of(shown, request.user) if shown and shown.is_open else [],
        "may_prepare": may_prepare and not (live and live.is_silence),
        "bars": list(why_no_silence(decision)) if may_prepare else [],
        "may_revise": decision.state in (DecisionState.OBJECTION_RAISED, DecisionState.UNDER_REVISION)
        and live is None and request.user.has_perm("decisions.reword", decision),
    }  # fmt: skip
