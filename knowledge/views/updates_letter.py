"""Stopping the letter with new updates by the link in it."""

from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from foundation.accounts.models import UpdatesLetter
from foundation.accounts.workflow import change_settings
from foundation.core.workflow import Refused
from knowledge.letters import reader_of


# A mail program that stops the letters for its reader has no token of ours (RFC 8058); the link is signed.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def updates_stop(request, token):
    """The page behind the link of a letter: it asks, and only the button stops the letters (RULES R10.61)."""
    try:
        user = reader_of(token)
    except Refused as refusal:
        return render(request, "knowledge/updates_closed.html", {"sentence": str(refusal)}, status=410)
    with translation.override(user.language):
        if request.method == "POST":
            change_settings(user, by=user, updates_letter=UpdatesLetter.NEVER)
        context = {"reader": user, "is_stopped": user.updates_letter == UpdatesLetter.NEVER}
        return render(request, "knowledge/updates_stop.html", context)
