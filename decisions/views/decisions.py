"""The page of one decision."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from decisions.access import acts_visible_to
from decisions.models import Decision
from decisions.states import PENDING
from decisions.views import boxes_register, boxes_rounds, boxes_state
from foundation.core.access import visible_or_404


@login_required
@require_GET
def decision(request, pk):
    from decisions.views.moves import open_steps  # noqa: PLC0415 -- a refused move draws this page again

    rows = Decision.objects.select_related("lead", "proposer")
    return page(request, visible_or_404(Decision, request.user, queryset=rows, pk=pk), open_steps)


def standing_items(decision, user):
    """The agenda items of meetings still ahead on which it stands, where this reader sees them (RULES R6.36)."""
    if decision.state not in PENDING:
        return []
    # Upwards by reverse accessor only: agendas say themselves who sees their items.
    rows = decision.agenda_items.on_agenda().visible_to(user).filter(meeting__ends_at__gt=timezone.now())
    return list(rows.select_related("meeting"))


def page(request, shown, open_steps, *, bound=None, status=200):
    """The page of a decision; `bound` is `(slug, form)` when a form came back with errors."""
    entries = [
        entry
        for entry in shown.minutes_entries.select_related("minutes__meeting", "item")
        # Upwards by reverse accessor only: whether this reader may see those minutes, they say themselves.
        if type(entry.minutes).objects.visible_to(request.user).filter(pk=entry.minutes_id).exists()
    ]
    context = {
        "decision": shown,
        "entries": entries,
        "on_agenda": standing_items(shown, request.user),
        "acts": acts_visible_to(request.user, shown),
    }
    for part in (boxes_rounds, boxes_state, boxes_register):
        context |= part.boxes(request, shown)
    steps = open_steps(request, shown)
    for one in steps:
        if bound is not None and one["slug"] == bound[0]:
            one |= {"form": bound[1], "is_bound": True}
    return render(request, "decisions/decision.html", context | {"steps": steps}, status=status)
