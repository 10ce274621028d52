"""The consensus board: who said what, who is missing, how long it is open; for a wall and for a phone.

It asks every few seconds with the tag of what it shows, and gets 304 while nothing changed. It shows words and
names, never a number for or against (RULES R3.11).
"""

import hashlib

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from decisions.models import Answer, Confirmation, Decision, Extension, StateConsultation
from decisions.states import AnswerKind, DecisionState, RoundState
from decisions.views.crumbs import crumbs_of
from decisions.views.ledger import ledger_of
from decisions.workflow.reading import against_the_round_before, result_of, rounds_in_full
from decisions.workflow.sentence import what_is_missing
from foundation.core.access import visible_or_404

CONSULTED = (
    DecisionState.IN_CONSULTATION, DecisionState.OBJECTION_RAISED, DecisionState.ON_AGENDA,
    DecisionState.AWAITING_STATE,
)  # fmt: skip


@login_required
@require_GET
def board(request, pk):
    """One decision for the wall of the secretariat, or for a co-chair's phone."""
    decision = visible_or_404(Decision, request.user, pk=pk)
    is_script = request.headers.get("X-Requested-With") == "fetch"
    tag = tag_of(decision, request.user)
    if is_script and tag == request.headers.get("If-None-Match"):
        return HttpResponseNotModified()
    template = "decisions/board.html#live" if is_script else "decisions/board.html"
    response = render(request, template, shown_on_board(request.user, decision) | {"now": timezone.now()})
    response.headers["ETag"] = tag
    patch_cache_control(response, private=True, no_cache=True)
    return response


def shown_on_board(user, decision):
    """The round, its lines in three heaps, the state's line, and the sentence."""
    rows = rounds_in_full().filter(decision=decision).visible_to(user).exclude(opened_at=None)
    round_ = rows.order_by("-number").first()
    ledger = ledger_of(round_, user) if round_ else None
    lines = ledger.lines if ledger else []
    states = StateConsultation.objects.visible_to(user).filter(decision=decision).prefetch_related("rulings")
    is_open = round_ is not None and round_.state == RoundState.OPEN
    return {
        "decision": decision, "round": round_, "is_open": is_open,
        "objecting": [line for line in lines if line.said and line.said.kind == AnswerKind.OBJECTION],
        "said": [line for line in lines if line.said and line.said.kind != AnswerKind.OBJECTION],
        "silent": [line for line in lines if line.said is None],
        "state_consultation": states.last(), "result": result_of(round_) if round_ else "",
        "comparison": against_the_round_before(round_) if round_ else None,
        "missing": what_is_missing(decision, round_ if is_open else None),
        "crumbs": crumbs_of(decision, _("Consensus board")),
    }  # fmt: skip


def tag_of(decision, user):
    """The ETag of what `user` would be shown: it changes when anybody says anything, and with the minute."""
    about = {"seat__round__decision": decision}
    everything = (
        decision.pk, decision.state, get_language(), user.pk, f"{timezone.now():%Y%m%d%H%M}",
        decision.rounds.aggregate(last=Max("number"), closed=Max("closed_at"), ends=Max("ends_at")),
        Answer.objects.filter(**about).aggregate(last=Max("pk")),
        Confirmation.objects.filter(answer__seat__round__decision=decision).aggregate(last=Max("pk")),
        Extension.objects.filter(round__decision=decision).aggregate(last=Max("pk")),
        list(decision.state_consultations.values_list("state", "outcome")),
    )  # fmt: skip
    return f'"{hashlib.sha256(repr(everything).encode()).hexdigest()[:32]}"'


@login_required
@require_GET
def board_list(request):
    """All that the members are asked about now, each with its sentence."""
    if not request.user.has_perm("decisions.see_working_references"):
        raise PermissionDenied(_("Consultations are internal to the Network."))
    decisions = Decision.objects.visible_to(request.user).filter(state__in=CONSULTED)
    rounds = rounds_in_full().filter(decision__in=decisions).visible_to(request.user).exclude(opened_at=None)
    latest = {one.decision_id: one for one in rounds.order_by("number")}
    rows = [
        {"decision": one, "round": latest.get(one.pk), "missing": _missing(one, latest.get(one.pk))}
        for one in decisions.prefetch_related("state_consultations__version", "state_consultations__rulings")
    ]
    rows.sort(
        key=lambda row: (
            row["round"] is None or row["round"].ends_at is None,
            row["round"] and row["round"].ends_at,
        )
    )
    return render(request, "decisions/board_list.html", {"rows": rows})


def _missing(decision, round_):
    is_open = round_ is not None and round_.state == RoundState.OPEN
    return what_is_missing(decision, round_ if is_open else None)
