"""The room kit of the secretariat: what is printed, the briefing of the co-chairs, the code on the door."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.templatetags.ui import in_language
from foundation.core.workflow import Stale
from foundation.documents.files import file_name, serve_bytes
from meetings import exports_room
from meetings.access import is_secretariat, sees_preparation
from meetings.exports import PDF
from meetings.forms.room import BriefingForm, ConfirmArrivalForm
from meetings.models import AgendaItem, Briefing, Meeting
from meetings.views.attendance import cards_of
from meetings.workflow import briefing as office
from meetings.workflow import check_in
from meetings.workflow.attendance import representation
from meetings.workflow.circulated import latest_revision
from members.views.acts import act_page, permitted_or_403


def _prepared(request, slug):
    """The meeting, for those who prepare it; others are told why not."""
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    if not sees_preparation(request.user):
        raise PermissionDenied(_("The room kit is for the secretariat and the co-chairs."))
    return meeting


def _page(meeting, title):
    crumbs = [
        {"label": _("Meetings"), "url": reverse("meetings:meeting_list")},
        {"label": in_language(meeting, "title"), "url": meeting.get_absolute_url()},
        {"label": _("Room kit"), "url": reverse("meetings:room", args=[meeting.slug])},
    ]  # fmt: skip
    return {"meeting": meeting, "crumbs": [*crumbs, {"label": title}] if title else crumbs}


@login_required
@require_GET
def room(request, slug):
    meeting = _prepared(request, slug)
    context = _page(meeting, "")
    context["crumbs"][-1].pop("url")
    return render(request, "meetings/room.html", context | {
        "representation": representation(meeting), "revision": latest_revision(meeting),
        "briefed": Briefing.objects.filter(item__meeting=meeting).exclude(purpose="", positions="").count(),
        "items": meeting.items.on_agenda().count(),
        "in_one_script": exports_room.in_one_script(cards_of(meeting)),
    })  # fmt: skip


@login_required
@require_GET
def attendance_sheet_pdf(request, slug):
    meeting = _prepared(request, slug)
    return _printed(
        meeting, "ATTENDANCE", exports_room.attendance_sheet(meeting, cards_of(meeting), get_language())
    )


@login_required
@require_GET
def name_plates_pdf(request, slug):
    meeting = _prepared(request, slug)
    return _printed(meeting, "PLATES", exports_room.name_plates(meeting, cards_of(meeting), get_language()))


@login_required
@require_GET
def annotated_agenda_pdf(request, slug):
    meeting = _prepared(request, slug)
    if not is_secretariat.test(request.user):
        office.read_annotated_agenda(meeting, by=request.user)
    return _printed(meeting, "ANNOTATED", exports_room.annotated_agenda(meeting, get_language()))


def _printed(meeting, what, data):
    name = file_name(meeting.symbol, what, language=get_language(), extension="pdf")
    return serve_bytes(data, name=name, media_type=PDF, inline=True)


@login_required
@require_GET
def briefing(request, slug):
    meeting = _prepared(request, slug)
    return render(request, "meetings/briefing.html", _page(meeting, _("Briefing of the co-chairs")) | {
        "lines": _briefing_lines(meeting), "may_write": is_secretariat.test(request.user),
    })  # fmt: skip


def _briefing_lines(meeting, *, bound=None):
    """Each item with its form; `bound` is a form that came back with both texts."""
    lines = exports_room.briefed(meeting)
    for line in lines:
        row = line["briefing"] or Briefing(item=line["item"])
        line["form"] = BriefingForm(
            instance=row, initial={"version": row.version}, auto_id=f"id_%s_{line['item'].pk}"
        )
        if bound and bound["pk"] == line["item"].pk:
            line |= bound
    return lines


@login_required
@require_POST
def briefing_write(request, slug, pk):
    """Keep the briefing of one item; when somebody else was quicker, both texts are shown and none is lost."""
    meeting = _prepared(request, slug)
    item = visible_or_404(AgendaItem, request.user, pk=pk, meeting=meeting)
    form = BriefingForm(request.POST, auto_id=f"id_%s_{pk}")
    if not form.is_valid():
        raise Http404
    theirs = []
    with refusals_as_messages(request) as refusals:
        if not request.user.has_perm("meetings.write_briefing"):
            raise PermissionDenied(_("The briefing is written by the secretariat."))
        try:
            office.write_briefing(office.briefing_of(item), by=request.user, **form.cleaned_data)
        except Stale as stale:
            theirs.append(stale.current)
            raise
    if theirs:
        mine = BriefingForm(form.data.dict() | {"version": theirs[0].version}, auto_id=f"id_%s_{pk}")
        lines = _briefing_lines(meeting, bound={"pk": pk, "form": mine, "theirs": theirs[0]})
        page = _page(meeting, _("Briefing of the co-chairs")) | {"lines": lines, "may_write": True}
        return render(request, "meetings/briefing.html", page, status=409)
    if not refusals:
        messages.success(request, _("The briefing is saved."))
    return redirect(f"{reverse('meetings:briefing', args=[slug])}#item-{pk}")


@login_required
@require_GET
def sign_in_code(request, slug):
    """The code for the door, large enough to be projected or printed."""
    meeting = _prepared(request, slug)
    return render(request, "meetings/sign_in_code.html", _page(meeting, _("Sign-in code")) | {
        "code": exports_room.door_code(meeting), "address": exports_room.door_address(meeting),
    })  # fmt: skip


@login_required
def arrival_confirm(request, slug, pk):
    """A guest at the door: for which organisation, or not at all."""
    meeting = _prepared(request, slug)
    permitted_or_403(request, check_in.confirm_arrival, meeting)
    arrival = meeting.arrivals.filter(pk=pk).first()
    if arrival is None:
        messages.info(request, _("This name does not wait any more: somebody else has looked at it."))
        return redirect("meetings:room", slug=slug)
    form = ConfirmArrivalForm(
        request.POST or None, initial={"organisation": check_in.organisation_meant(arrival)}
    )
    page = _page(meeting, str(arrival))
    return act_page(
        request, form,
        lambda values: check_in.confirm_arrival(meeting, by=request.user, arrival=pk, **values),
        title=_("Confirm a guest"), subtitle=str(arrival), back=reverse("meetings:live", args=[slug]),
        button=_("Confirm"), done=_("The guest stands on the attendance."), crumbs=page["crumbs"],
        text=_("The guest wrote this at the door. Choose the organisation; the name then stands on the attendance."),
    )  # fmt: skip


@login_required
@require_POST
def arrival_decline(request, slug, pk):
    meeting = _prepared(request, slug)
    with refusals_as_messages(request) as refusals:
        check_in.decline_arrival(meeting, by=request.user, arrival=pk)
    if not refusals:
        messages.success(request, _("The name is taken off."))
    return redirect("meetings:live", slug=slug)
