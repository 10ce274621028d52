"""The extract of decisions of a meeting: its page, its files, and sending it to those who have to act."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from decisions.models import ActionPoint, Decision
from foundation.circulation.pages import preview_page
from foundation.circulation.workflow import circulate, note_opened
from foundation.core.access import refusals_as_messages
from foundation.core.workflow import Refused
from foundation.documents.files import serve_bytes
from meetings import extract
from meetings.letters_minutes import DecisionsExtracted
from meetings.states import MinutesState
from meetings.views.minutes import language_of, minutes_of


def _sections(request, minutes):
    return extract.sections_of(
        minutes,
        decisions=Decision.objects.visible_to(request.user),
        actions=ActionPoint.objects.visible_to(request.user),
    )


@login_required
@require_GET
def minutes_extract(request, slug):
    minutes = minutes_of(request, slug)
    note_opened(request.user, minutes)
    may_send = request.user.has_perm("meetings.take_minutes", minutes)
    context = {
        "minutes": minutes, "meeting": minutes.meeting, "sections": _sections(request, minutes),
        "symbol": extract.symbol_of(minutes), "may_send": may_send and minutes.state != MinutesState.DRAFT,
    }  # fmt: skip
    return render(request, "meetings/minutes_extract.html", context)


@login_required
@require_GET
def minutes_extract_pdf(request, slug):
    minutes = minutes_of(request, slug)
    language = language_of(request)
    data = extract.extract_pdf(minutes, language, _sections(request, minutes))
    name = extract.name_of(minutes, language, "pdf")
    return serve_bytes(data, name=name, media_type=extract.PDF, inline=True)


@login_required
@require_GET
def minutes_extract_docx(request, slug):
    minutes = minutes_of(request, slug)
    language = language_of(request)
    data = extract.extract_docx(minutes, language, _sections(request, minutes))
    return serve_bytes(data, name=extract.name_of(minutes, language, "docx"), media_type=extract.DOCX)


@login_required
def minutes_extract_circulate(request, slug):
    """Preview the letters to the organisations that have to act; circulating keeps the document."""
    minutes = minutes_of(request, slug)
    if not request.user.has_perm("meetings.take_minutes", minutes):
        raise PermissionDenied(_("The extract of decisions is sent by the secretariat."))
    back = reverse("meetings:minutes_extract", args=[slug])
    if minutes.state == MinutesState.DRAFT:
        with refusals_as_messages(request):
            raise Refused(_("The members have not seen these minutes yet. Send them for review first."))
        return redirect(back)

    letter = DecisionsExtracted(minutes)

    def act(note):
        letter.is_leaving = True
        return circulate(letter, by=request.user, note=note)

    return preview_page(
        request, letter, act=act, back=back,
        title=_("Send the extract of decisions"), noun=_("Extract of decisions"), after=back,
    )  # fmt: skip
