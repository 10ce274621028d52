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
from decisions.models import Decision
from decisions.views import boxes_register, boxes_rounds, boxes_state
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
    rows = rows.annotate(action_count=Count("action_points")).order_by(
        F("adopted_on").desc(nulls_first=True), "-pk"
    )
    return DecisionFilter(request.GET, queryset=rows)


@login_required
@require_GET
def decision(request, pk):
    from decisions.views.moves import open_steps  # noqa: PLC0415 -- a refused move draws this page again

    rows = Decision.objects.select_related("lead", "proposer")
    return page(request, visible_or_404(Decision, request.user, queryset=rows, pk=pk), open_steps)


def page(request, shown, open_steps, *, bound=None, status=200):
    """The page of a decision; `bound` is `(slug, form)` when a form came back with errors."""
    entries = [
        entry
        for entry in shown.minutes_entries.select_related("minutes__meeting", "item")
        # Upwards by reverse accessor only: whether this reader may see those minutes, they say themselves.
        if type(entry.minutes).objects.visible_to(request.user).filter(pk=entry.minutes_id).exists()
    ]
    context = {"decision": shown, "entries": entries, "acts": Act.objects.about(shown).open()}
    for part in (boxes_rounds, boxes_state, boxes_register):
        context |= part.boxes(request, shown)
    steps = open_steps(request, shown)
    for one in steps:
        if bound is not None and one["slug"] == bound[0]:
            one |= {"form": bound[1], "is_bound": True}
    return render(request, "decisions/decision.html", context | {"steps": steps}, status=status)


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
