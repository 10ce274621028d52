"""The board pack: asked for, waited for, taken away; always with exactly what the reader may read."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.audit.record import record
from foundation.audit.states import Hat
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.templatetags.ui import in_language
from foundation.documents.files import serve
from foundation.documents.models import Classification
from meetings.models import Meeting
from meetings.states import PackState
from meetings.views.reading import agenda_for, guest_organisation
from meetings.workflow import board_pack as office
from members.standing import Standing


@login_required
@require_GET
def board_pack(request, slug):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    shown = agenda_for(request.user, meeting)
    context = {"meeting": meeting, "revision": shown["revision"], "packs": _packs(request, meeting, shown)}
    if request.headers.get("HX-Request"):
        return render(request, "meetings/board_pack.html#packs", context)
    context["crumbs"] = [
        {"label": _("Meetings"), "url": reverse("meetings:meeting_list")},
        {"label": in_language(meeting, "title"), "url": meeting.get_absolute_url()}, {"label": _("Board pack")},
    ]  # fmt: skip
    context["papers"] = [paper for line in shown["lines"] for paper in line["papers"]]
    return render(request, "meetings/board_pack.html", context)


def _packs(request, meeting, shown):
    """For each language what the reader's pack is, first that of the page; whoever looks nudges a lost one."""
    if shown["revision"] is None:
        return []
    languages = sorted(settings.LANGUAGES, key=lambda one: one[0] != get_language())
    found = []
    for code, name in languages:
        pack = office.find_pack(meeting, _contents(request.user, shown, code))
        if pack is not None:
            office.nudge_if_lost(pack)
        is_waiting = pack is not None and pack.state in (PackState.QUEUED, PackState.MAKING)
        found.append({"language": code, "name": name, "pack": pack, "is_waiting": is_waiting})
    return found


@login_required
@require_POST
def board_pack_make(request, slug, language):
    meeting, shown = _readable(request, slug, language)
    with refusals_as_messages(request):
        contents = _contents(request.user, shown, language)
        office.order_pack(meeting, contents, guest=guest_organisation(request.user, meeting))
    return redirect("meetings:board_pack", slug=slug)


@login_required
@require_GET
def board_pack_pdf(request, slug, language):
    return _serve(request, slug, language, "pdf")


@login_required
@require_GET
def board_pack_zip(request, slug, language):
    return _serve(request, slug, language, "archive")


def _serve(request, slug, language, which):
    meeting, shown = _readable(request, slug, language)
    pack = office.find_pack(meeting, _contents(request.user, shown, language))
    if pack is None or pack.state != PackState.READY:
        return redirect("meetings:board_pack", slug=slug)
    for line in shown["lines"]:
        for paper in line["papers"]:
            if paper["row"].classification != Classification.UNCLASSIFIED:
                record(
                    paper["row"],
                    "meetings.read_paper",
                    by=request.user,
                    hat=_hat(request.user),
                    is_sealed=True,
                )
    return serve(getattr(pack, which), request=request)


def _readable(request, slug, language):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    shown = agenda_for(request.user, meeting)
    if shown["revision"] is None or language not in dict(settings.LANGUAGES):
        raise Http404
    return meeting, shown


def _contents(user, shown, language):
    papers = [paper["row"] for line in shown["lines"] for paper in line["papers"]]
    items = [line["pk"] for line in shown["lines"]]
    return office.contents_for(
        shown["revision"],
        papers,
        items=items,
        guest=guest_organisation(user, shown["revision"].meeting),
        language=language,
    )


def _hat(user):
    standing = Standing.of(user)
    if standing.is_secretariat:
        return Hat.SECRETARIAT
    return Hat.CO_CHAIR if standing.is_co_chair else Hat.MEMBER
