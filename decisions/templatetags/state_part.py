"""The part of the state on the page of a decision, for whoever looks at it."""

from django import template

from decisions.models import BackgroundPaper, Decision, StateConsultation
from decisions.objectives import gcm_objectives, network_objectives, titled
from decisions.states import DecisionState, StateConcern
from decisions.workflow import state_track
from decisions.workflow.decisions import live_round, reword
from decisions.workflow.register import add_paper

register = template.Library()
CONCERN = {
    "judge": state_track.judge_state_concern,
    "rule": state_track.rule_state_concern,
    "contest": state_track.contest_state_concern,
}


def _is_open(user, move, decision):
    return decision.state in move.sources and user.has_perm(move.verb, decision)


@register.simple_tag(takes_context=True)
def state_facts(context, decision):
    """Who judged what, the letters with what came back, and what this reader may do (RULES R5)."""
    user = context["request"].user
    judgements = list(decision.judgements.select_related("by", "organisation"))
    # Contested, ruled, or agreed by the members: only a co-chair's word moves it then.
    ruled = decision.state == DecisionState.AWAITING_STATE or any(
        row.is_contest or row.capacity.startswith("co-chair") for row in judgements
    )
    words = [
        {"word": word, "label": move.label}
        for word, move in CONCERN.items()
        if _is_open(user, move, decision) and not (word == "judge" and ruled)
    ]
    rows = StateConsultation.objects.visible_to(user).filter(decision=decision)
    letters = list(rows.select_related("version").prefetch_related("rulings__by", "follow_ups"))
    is_pending = (
        decision.state not in (DecisionState.WITHDRAWN, DecisionState.SUPERSEDED) and not decision.is_taken
    )
    return {
        "judgements": judgements,
        "is_unsaid": not judgements and decision.concerns_state == StateConcern.NO and not decision.is_taken,
        "words": words,
        "letters": letters,
        "may_draft": is_pending
        and decision.concerns_state != StateConcern.NO
        and not any(one.state in state_track.OPEN_LETTERS for one in letters)
        and user.has_perm("decisions.draft_letter", decision),
        "may_declare": state_track.may_be_declared(decision) and user.has_perm("decisions.adopt", decision),
        "is_shown": bool(judgements or letters or decision.concerns_state != StateConcern.NO or words),
    }


@register.simple_tag(takes_context=True)
def state_consultation_of(context, decision):
    """The letter that the ledger's line of the state is about: the latest that this reader sees, or None."""
    rows = StateConsultation.objects.visible_to(context["request"].user).filter(decision=decision)
    return rows.exclude(state="cancelled").select_related("version").prefetch_related("rulings").last()


@register.simple_tag(takes_context=True)
def papers_of_decision(context, decision):
    """The background papers that this reader may open, and whether they may add to them or take one away."""
    user = context["request"].user
    rows = BackgroundPaper.objects.visible_to(user).filter(decision=decision)
    return {
        "rows": list(rows.select_related("stored_file")),
        "may_add": _is_open(user, add_paper, decision),
    }


@register.simple_tag(takes_context=True)
def proposal_facts(context, decision):
    """What a proposal touches, in words, and whether this reader may change it."""
    user = context["request"].user
    return {
        "mandates": list(decision.mandates.all()),
        "network_objectives": titled(network_objectives(), decision.network_objectives),
        "gcm_objectives": titled(gcm_objectives(), decision.gcm_objectives),
        "supersedes": Decision.objects.visible_to(user).filter(pk=decision.supersedes_id).first(),
        "may_change": _is_open(user, reword, decision) and live_round(decision) is None,
    }
