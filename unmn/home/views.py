from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.workflow.cadence import cadence
from members.standing import Standing
from unmn.home.awaiting import what_awaits
from unmn.home.front import members_for_the_public, objectives
from unmn.home.news import letters_to, what_changed, what_comes
from unmn.home.search import search as find


@require_safe
def home(request):
    """The public front for whoever is not in the Network; the desk for whoever is."""
    standing = Standing.of(request.user)
    if standing.person is None:
        return front(request)
    awaiting = what_awaits(request.user)
    return render(
        request,
        "home/desk.html",
        {
            "standing": standing,
            "today": timezone.localdate(),
            "next_step": awaiting[0] if awaiting else None,
            "awaiting": awaiting[1:],
            "coming": what_comes(request.user),
            "changed": what_changed(request.user),
            "letters": letters_to(request.user),
            "beats": cadence() if request.user.has_perm("meetings.see_cadence") else [],
            "may_plan": request.user.has_perm("meetings.plan_meeting"),
        },
    )


def front(request):
    """Who the Network is, in the reader's language; it needs no script and shows nothing internal."""
    return render(
        request,
        "home/front.html",
        {
            "members": members_for_the_public(),
            "objectives": objectives(),
            "contact": settings.SECRETARIAT_EMAIL,
        },
    )


@login_required
@require_safe
def search(request):
    query = request.GET.get("q", "").strip()
    return render(request, "home/search.html", {"query": query, "groups": find(request.user, query)})
