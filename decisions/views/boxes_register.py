"""What the boxes of the decision's page show: implementation, timeline, what is printed with the decision."""

from django.db.models import Count
from django.urls import reverse

from decisions.models import ActionPoint, Decision
from decisions.objectives import gcm_objectives, network_objectives, titled
from decisions.printed import hash_agrees, positions_of, superseded_by, with_what_is_printed
from decisions.states import IN_FORCE, ActionState
from decisions.timeline import timeline_of


def boxes(request, decision):
    """Names for `_implementation.html`, `_timeline.html` and `_register_notes.html`."""
    actions = list(
        ActionPoint.objects.visible_to(request.user)
        .filter(decision=decision)
        .select_related("owner", "person")
        .annotate(evidence_count=Count("evidence"))
    )
    return {
        "action_points": actions,
        "summary": _summary(actions),
        "timeline": timeline_of(decision, request.user, actions=actions),
        "printed": printed(decision),
        "objectives": {
            "network": titled(network_objectives(), decision.network_objectives),
            "gcm": titled(gcm_objectives(), decision.gcm_objectives),
        },
        "may_change_methods": request.user.has_perm("decisions.change_parameter", decision)
        and decision.state in IN_FORCE,
        "supersede_url": _supersede_url(request.user, decision),
    }


def _summary(actions):
    """How far the action points are: derived from them, never kept (RULES R3.10)."""
    states = [row.state for row in actions]
    return {
        "open": states.count(ActionState.OPEN),
        "late": sum(row.is_overdue for row in actions),
        "done": states.count(ActionState.DONE),
        "all": len(states) - states.count(ActionState.DRAFT),
    }


def printed(decision):
    """What is printed with the decision for good, for the page and for the document."""
    row = with_what_is_printed(Decision.objects.filter(pk=decision.pk)).get()
    by = superseded_by(row)
    return {
        "decision": row,
        "positions": positions_of(row),
        "explanations": list(row.explanations.all()),
        "corrigenda": list(row.corrigenda.all()),
        "superseded_by": by,
        "supersedes": row.supersedes,
        "hash_agrees": hash_agrees(row),
    }


def _supersede_url(user, decision):
    """Where a decision is proposed that takes the place of this one; empty for who may not propose."""
    if decision.state not in IN_FORCE:
        return ""
    if not (user.has_perm("decisions.record_decision") or user.has_perm("decisions.draft_proposal", None)):
        return ""
    return f"{reverse('decisions:decision_new')}?supersedes={decision.pk}"
