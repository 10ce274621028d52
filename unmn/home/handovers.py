"""Pages of a handover: the successor's pack, and what the secretariat moves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.documents.files import serve_bytes
from members.models import Handover
from members.standing import Standing
from unmn.home.packs import PDF, pack_for, pack_name, pack_pdf
from unmn.home.reassigning import reassign, to_move


@login_required
@require_safe
def handover(request, pk):
    """The pack; for the secretariat also what still names the predecessor."""
    row = _handover(request, pk)
    is_secretariat = Standing.of(request.user).is_secretariat
    context = pack_for(row, _reader(row)) | {
        "to_move": to_move(row) if is_secretariat else [],
        "is_secretariat": is_secretariat,
        "has_account": row.successor.user_id is not None and row.successor.user.is_active,
    }
    return render(request, "home/handover.html", context)


@login_required
@require_safe
def handover_pdf(request, pk):
    """The pack as PDF, in the language of the page."""
    row = _handover(request, pk)
    language = (translation.get_language() or "en")[:2]
    data = pack_pdf(row, _reader(row), language)
    return serve_bytes(data, name=pack_name(row, language), media_type=PDF, inline=True)


@login_required
@require_POST
def handover_reassign(request, pk, kind, row):
    """Put the successor where one row names the predecessor."""
    shown = _handover(request, pk)
    if not Standing.of(request.user).is_secretariat:
        raise PermissionDenied(_("You may not do this. Ask the secretariat if you think that you should."))
    one = next((one for one in to_move(shown) if (one.kind, one.row.pk) == (kind, row)), None)
    if one is None:
        raise Http404
    with refusals_as_messages(request) as refusals:
        reassign(shown, one, by=request.user)
    if not refusals:
        messages.success(request, _("Moved to %(name)s.") % {"name": shown.successor})
    return redirect(shown)


def _handover(request, pk):
    rows = Handover.objects.select_related("predecessor", "successor__user", "organisation")
    return visible_or_404(Handover, request.user, queryset=rows, pk=pk)


def _reader(row):
    """With whose eyes the pack is read: the successor's, whatever the secretariat may see."""
    user = row.successor.user
    return user if user is not None and user.is_active else AnonymousUser()
