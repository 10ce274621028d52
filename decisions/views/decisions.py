"""The register of decisions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, F
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from decisions import exports
from decisions.filters import DecisionFilter
from decisions.forms import ReasonForm
from decisions.models import ActionPoint, Decision
from decisions.workflow import decisions as life
from decisions.workflow.adoption import implement
from foundation.audit.models import Act
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.workflow import Refused
from foundation.documents.files import serve_bytes

PAGE = 25
MOVES = {implement.slug: (implement, None), life.withdraw.slug: (life.withdraw, ReasonForm)}


@login_required
@require_GET
def decision_list(request):
    shown = _register(request)
    page = Paginator(shown.qs, PAGE).get_page(request.GET.get("page"))
    return render(request, "decisions/decision_list.html", {"filter": shown, "page": page, "decisions": page})


def _register(request):
    if not request.user.has_perm("decisions.see_register"):
        raise PermissionDenied(_("The register of decisions is internal to the Network."))
    rows = Decision.objects.visible_to(request.user).select_related("lead")
    rows = rows.annotate(action_count=Count("action_points")).order_by(
        F("adopted_on").desc(nulls_first=True), "-pk"
    )
    return DecisionFilter(request.GET, queryset=rows)


@login_required
@require_GET
def decision(request, pk):
    rows = Decision.objects.select_related("lead")
    shown = visible_or_404(Decision, request.user, queryset=rows, pk=pk)
    actions = ActionPoint.objects.visible_to(request.user).filter(decision=shown)
    entries = [
        entry
        for entry in shown.minutes_entries.select_related("minutes__meeting", "item")
        # Upwards by reverse accessor only: whether this reader may see those minutes, they say themselves.
        if type(entry.minutes).objects.visible_to(request.user).filter(pk=entry.minutes_id).exists()
    ]
    context = {
        "forms": _moves(request.user, shown),
        "decision": shown,
        "actions": actions.select_related("owner", "person"),
        "entries": entries,
        "acts": Act.objects.about(shown).open(),
    }
    return render(request, "decisions/decision.html", context)


def _moves(user, shown):
    opened = {move.slug for move in life.DECISION.open_to(user, shown)}
    return [
        {"slug": slug, "label": act.label, "form": shape(auto_id=f"id_%s_{slug}") if shape else None}
        for slug, (act, shape) in MOVES.items()
        if slug in opened
    ]


@login_required
@require_POST
def decision_move(request, pk, move):
    shown = visible_or_404(Decision, request.user, pk=pk)
    if move not in MOVES:
        raise Http404
    act, shape = MOVES[move]
    form = shape(request.POST) if shape else None
    with refusals_as_messages(request):
        if form is not None and not form.is_valid():
            raise Refused(_("Give the reason first."))
        act(shown, by=request.user, **(form.cleaned_data if form else {}))
        messages.success(request, act.done)
    return redirect("decisions:decision", pk=pk)


@login_required
@require_GET
def decision_list_xlsx(request):
    data = exports.decisions_xlsx(_register(request).qs)
    return serve_bytes(data, name=f"{exports.file_stem('decisions')}.xlsx", media_type=exports.XLSX)


@login_required
@require_GET
def decision_list_pdf(request):
    data = exports.decisions_pdf(_register(request).qs)
    return serve_bytes(
        data, name=f"{exports.file_stem('decisions')}.pdf", media_type=exports.PDF, inline=True
    )
