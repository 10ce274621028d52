"""The register of decisions."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, F
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from decisions import exports
from decisions.filters import DecisionFilter
from decisions.models import ActionPoint, Decision
from foundation.audit.models import Act
from foundation.core.access import visible_or_404
from foundation.documents.files import serve_bytes

PAGE = 25


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
    rows = rows.annotate(action_count=Count("action_points")).order_by(F("adopted_on").desc(nulls_first=True), "-pk")
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
        "decision": shown,
        "actions": actions.select_related("owner", "person"),
        "entries": entries,
        "acts": Act.objects.about(shown).open(),
    }
    return render(request, "decisions/decision.html", context)


@login_required
@require_GET
def decision_list_xlsx(request):
    data = exports.decisions_xlsx(_register(request).qs)
    return serve_bytes(data, name=f"{exports.file_stem('decisions')}.xlsx", media_type=exports.XLSX)


@login_required
@require_GET
def decision_list_pdf(request):
    data = exports.decisions_pdf(_register(request).qs)
    return serve_bytes(data, name=f"{exports.file_stem('decisions')}.pdf", media_type=exports.PDF, inline=True)
