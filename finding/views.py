from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from finding.forms import SavedSearchForm
from finding.results import asked_of, page_of_results
from foundation.search.finding import suggestions_or_alike


@login_required
@require_safe
def search(request):
    """What is found that the reader may see, and the form that keeps the search."""
    context = page_of_results(request)
    context["save_form"] = SavedSearchForm(initial={"name": context["query"][:120]}, auto_id="save_%s")
    return render(request, "finding/search.html", context)


@login_required
@require_safe
def suggest(request):
    """Titles while somebody types: a fragment for the list beneath the box."""
    asked = asked_of(request)
    hits = suggestions_or_alike(request.user, asked.words, asked.facets)
    return render(request, "finding/_suggestions.html", {"hits": hits, "query": asked.words})
