"""The next version of minutes: what changes, the letter that says so, and making it."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.circulation.pages import preview_page
from foundation.circulation.workflow import circulate
from foundation.core.access import refusals_as_messages
from foundation.core.workflow import Refused
from foundation.review.workflow import unapplied
from meetings.letters.minutes_revised import MinutesRevised, waits_for_its_letter
from meetings.views.minutes import minutes_of
from meetings.workflow.minutes import issue_revision


@login_required
def minutes_issue_revision(request, slug):
    """Preview the letter that announces the next version; circulating it makes the version, once."""
    minutes = minutes_of(request, slug)
    if not request.user.has_perm("meetings.issue_revision", minutes):
        raise PermissionDenied(_("The next version is issued by the secretariat."))
    back = reverse("meetings:minutes", args=[slug])
    if not waits_for_its_letter(minutes):
        with refusals_as_messages(request):
            raise Refused(_("No wording was accepted or merged since the last version."))
        return redirect(back)

    def act(note):
        with transaction.atomic():
            # A version whose letter was called back is there already: only its letter goes again.
            if unapplied(minutes.text).exists():
                issue_revision(minutes, by=request.user)
            return circulate(MinutesRevised(minutes), by=request.user, note=note)

    return preview_page(
        request, MinutesRevised(minutes), act=act, back=back, title=_("Issue the next version"),
        noun=_("next version of the minutes"), after=back,
    )  # fmt: skip
