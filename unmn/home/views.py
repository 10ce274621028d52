from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.models import DigestDay
from foundation.accounts.workflow import change_settings
from foundation.core.workflow import Refused
from meetings.workflow.cadence import cadence
from members.models import Handover
from members.standing import Standing
from unmn.home.awaiting import in_groups, what_awaits
from unmn.home.front import latest_statements, members_for_the_public, objectives
from unmn.home.letters import reader_of
from unmn.home.news import letters_to, what_changed, what_comes


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
            "handovers": Handover.objects.open().filter(successor=standing.person),
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
            "statements": latest_statements(),
            "contact": settings.SECRETARIAT_EMAIL,
        },
    )


@login_required
@require_safe
def needs(request):
    """What the Network needs from the reader, on one page: the weekly letter says the same."""
    standing = Standing.of(request.user)
    if standing.person is None:
        raise Http404
    awaiting = what_awaits(request.user)
    context = {
        "groups": in_groups(awaiting),
        "count": len(awaiting),
        "standing": standing,
        "today": timezone.localdate(),
    }
    return render(request, "home/needs.html", context)


# A mail program that stops the letter for its reader has no token of ours (RFC 8058); the link is signed.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def weekly_letter_stop(request, token):
    """The page behind the link of a weekly letter: it asks, and only the button stops it (RULES R10.61)."""
    try:
        user = reader_of(token)
    except Refused as refusal:
        context = {"sentence": str(refusal)}
        return render(request, "home/weekly_letter_closed.html", context, status=410)
    with translation.override(user.language):
        if request.method == "POST":
            change_settings(user, by=user, digest_day=DigestDay.NEVER)
        context = {"reader": user, "is_stopped": user.digest_day == DigestDay.NEVER}
        return render(request, "home/weekly_letter_stop.html", context)
