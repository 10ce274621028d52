from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from finding.forms import SavedSearchForm
from finding.letters import reader_of
from finding.models import SavedSearch
from finding.results import asked_of
from finding.states import Alerts
from finding.workflow import change_search, remove_search, restore_search, save_search, stop_alerts
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.workflow import Refused


@login_required
@require_safe
def saved_list(request):
    """One's own searches; one that was just deleted can be had back."""
    mine = SavedSearch.objects.visible_to(request.user)
    removed = request.GET.get("removed", "")
    gone = mine.filter(pk=removed, removed_at__isnull=False).first() if removed.isdigit() else None
    return render(request, "finding/saved_list.html", {"searches": mine.kept(), "gone": gone})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def saved_new(request):
    """Keep the search of the address under a name."""
    asked = asked_of(request)
    form = SavedSearchForm(request.POST or None, initial={"name": asked.words[:120]})
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            save_search(
                request.user, name=form.cleaned_data["name"], alerts=form.cleaned_data["alerts"],
                words=asked.words[:200], facets=asked.facets,
            )  # fmt: skip
        if not refusals:
            messages.success(request, _("The search is saved."))
            return redirect("finding:saved_list")
    return render(request, "finding/saved_form.html", {"form": form, "query": asked.words})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def saved_edit(request, pk):
    """Another name, or letters at other times."""
    saved = visible_or_404(SavedSearch, request.user, queryset=SavedSearch.objects.kept(), pk=pk)
    form = SavedSearchForm(request.POST or None, initial={"name": saved.name, "alerts": saved.alerts})
    if request.method == "POST" and form.is_valid():
        change_search(saved, name=form.cleaned_data["name"], alerts=form.cleaned_data["alerts"])
        messages.success(request, _("The search is saved."))
        return redirect("finding:saved_list")
    return render(request, "finding/saved_form.html", {"form": form, "saved": saved, "query": saved.words})


@login_required
@require_POST
def saved_delete(request, pk):
    """Delete a search; the list offers it back."""
    saved = visible_or_404(SavedSearch, request.user, queryset=SavedSearch.objects.kept(), pk=pk)
    remove_search(saved)
    return redirect(f"{reverse('finding:saved_list')}?removed={saved.pk}")


@login_required
@require_POST
def saved_restore(request, pk):
    """Have a deleted search back."""
    saved = visible_or_404(SavedSearch, request.user, pk=pk)
    with refusals_as_messages(request):
        restore_search(saved)
    return redirect("finding:saved_list")


# A mail program that stops the letters for its reader has no token of ours (RFC 8058); the link is signed.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alerts_stop(request, token):
    """The page behind the link of a letter: it asks, and only the button stops the letters (RULES R10.61)."""
    try:
        user = reader_of(token)
    except Refused as refusal:
        context = {"sentence": str(refusal)}
        return render(request, "finding/alerts_closed.html", context, status=410)
    with translation.override(user.language):
        if request.method == "POST":
            stop_alerts(user)
        some = SavedSearch.objects.visible_to(user).kept().exclude(alerts=Alerts.NEVER)
        return render(request, "finding/alerts_stop.html", {"reader": user, "is_stopped": not some.exists()})
