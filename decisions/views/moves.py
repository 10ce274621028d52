"""All buttons of the decision's page: one dict for each part, merged here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from decisions.models import Decision
from decisions.views import decisions, moves_register, moves_rounds, moves_state
from decisions.workflow.decisions import DECISION
from foundation.core.access import refusals_as_messages, visible_or_404

MOVES = moves_rounds.MOVES | moves_state.MOVES | moves_register.MOVES


def open_steps(request, decision):
    """The buttons that this reader gets now, each with its form."""
    opened = {move.slug for move in DECISION.open_to(request.user, decision)}
    return [
        {"slug": slug, "step": step, "label": step.act.label, "form": step.bound(decision, request.user)}
        for slug, step in MOVES.items()
        if slug in opened
    ]


@login_required
@require_POST
def decision_move(request, pk, move):
    shown = visible_or_404(Decision, request.user, pk=pk)
    if move not in MOVES or MOVES[move].page:
        raise Http404
    step = MOVES[move]
    form = step.bound(shown, request.user, request.POST, request.FILES)
    if form is not None and not form.is_valid():
        return decisions.page(request, shown, open_steps, bound=(move, form), status=422)
    with refusals_as_messages(request) as refusals:
        step.act(shown, by=request.user, **(form.cleaned_data if form else {}))
        messages.success(request, step.act.done)
    if not refusals and step.after is not None:
        step.after(shown)
    return redirect("decisions:decision", pk=pk)
