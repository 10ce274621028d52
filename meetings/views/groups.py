"""The meetings of a working group: their part of the group's page, a new one, and calling a letter back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from foundation.circulation.models import Circulation
from foundation.circulation.workflow import call_back
from foundation.core.access import refusals_as_messages, visible_or_404
from meetings.access import reads_reports
from meetings.forms import MeetingForm, ReportForm, suggested_facts
from meetings.models import AgendaItem, Meeting
from meetings.states import MeetingKind
from meetings.workflow import meeting as life
from meetings.workflow.report_back import report_back, reports_of
from members.views.acts import permitted_or_403
from workinggroups.tabs import add_tab
from workinggroups.views.frame import crumbs_of, page_of, space_or_404


@login_required
@require_safe
def group_meetings(request, slug):
    """What comes and what was: for the group's own people and the office (RULES R8.44)."""
    group = space_or_404(request, slug)
    rows = Meeting.objects.visible_to(request.user).filter(group=group).select_related("chair", "group")
    return render(request, "meetings/group_meetings.html", page_of(
        request, group, _("Meetings"), coming=rows.coming(), past=rows.past(),
        may_plan=group.is_at_work and life.plan_group_meeting.is_open(request.user, group),
        may_report=group.is_at_work and report_back.is_open(request.user, group),
        reports=reports_of(request.user, group), reads_reports=reads_reports(request.user, group),
    ))  # fmt: skip


@login_required
def group_meeting_new(request, slug):
    """Prepare a meeting of the group."""
    group = space_or_404(request, slug)
    permitted_or_403(request, life.plan_group_meeting, group)
    number = life.next_number(MeetingKind.GROUP, group)
    title = _("Meeting No. %(number)s") % {"number": number}
    first = suggested_facts() | {"kind": MeetingKind.GROUP, "title": title, "chair": None}
    form = MeetingForm(request.POST or None, initial=first, group=group)
    if request.method == "POST" and form.is_valid():
        made = None
        with refusals_as_messages(request):
            made = life.plan_group_meeting(group, by=request.user, **form.facts_of_group)
        if made is not None:
            messages.success(request, _("The meeting is prepared. Now write its agenda, then convene it."))
            return redirect(made)
    form.hide_day_off()
    at = (_("Meetings"), reverse("meetings:group_meetings", args=[slug]))
    return render(request, "meetings/meeting_form.html", {
        "form": form, "group": group, "crumbs": crumbs_of(group, _("New meeting"), at=at),
    })  # fmt: skip


@login_required
def group_report_new(request, slug):
    """Write what the group brings back to the Network; `?item=` when it comes from an item of a meeting."""
    group = space_or_404(request, slug)
    permitted_or_403(request, report_back, group)
    item = _item_reported(request, group)
    title = {name: getattr(item, name) for name in ("title", "title_ru", "title_ky")} if item else {}
    form = ReportForm(request.POST or None, initial=title)
    at = reverse("meetings:group_meetings", args=[slug])
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            report_back(group, by=request.user, item=item, **form.cleaned_data)
        if not refusals:
            messages.success(request, _("Reported. The next quarterly meeting of the Network is offered it."))
            return redirect(f"{at}#reported")
    return render(request, "meetings/group_report_form.html", {
        "form": form, "group": group, "item": item, "back": at,
        "crumbs": crumbs_of(group, _("Report to the Network"), at=(_("Meetings"), at)),
    })  # fmt: skip


@require_POST
@login_required
def letter_call_back(request, slug, pk):
    """Who circulated a letter of this meeting stops it before it leaves (RULES R10.55)."""
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    one = get_object_or_404(letters_held(request.user, meeting), pk=pk)
    with refusals_as_messages(request) as refusals, transaction.atomic():
        for mailing in (one, *one.made_together()):
            call_back(mailing, by=request.user)
    if not refusals:
        messages.success(request, _("Called back. Nobody has received this letter."))
    return redirect(meeting)


def letters_held(user, meeting):
    """The letters about a meeting that this person circulated and can still call back."""
    kind = ContentType.objects.get_for_model(Meeting)
    return Circulation.objects.held().filter(about_type=kind, about_id=meeting.pk, made_by=user)


def _item_reported(request, group):
    """The item of the group's own meetings that `?item=` names, None without it, or 404."""
    pk = request.GET.get("item", "")
    if not pk:
        return None
    if not pk.isdecimal():
        raise Http404
    rows = AgendaItem.objects.visible_to(request.user).filter(meeting__group=group)
    return get_object_or_404(rows.select_related("meeting"), pk=pk)


def _sees_space(user, group):
    return user.has_perm("workinggroups.see_space", group)


add_tab("meetings:group_meetings", gettext_lazy("Meetings"), may=_sees_space, place=30)
