"""A member asks for an extraordinary meeting; co-chairs answer; the secretariat plans it."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.audit.models import Act
from foundation.core.access import refusals_as_messages, visible_or_404
from meetings.forms import (
    MeetingForm,
    ReasonForm,
    RecommendationForm,
    RequestForm,
    organisations_of,
    suggested_facts,
)
from meetings.letters import answer_requester
from meetings.models import Meeting, MeetingRequest
from meetings.states import MeetingKind, RequestState
from meetings.workflow import requests as office
from meetings.workflow.backlog import recommend
from meetings.workflow.meeting import next_number
from members.calendar import working_day_after
from members.models import Parameter
from members.standing import Standing


@login_required
def request_new(request):
    if not request.user.has_perm("meetings.ask_for_meeting"):
        raise PermissionDenied(
            _("The representatives of members ask for meetings. Write to the secretariat.")
        )
    mine = organisations_of(Standing.of(request.user))
    form = RequestForm(request.POST or None, organisations=mine)
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            made = office.ask_for_meeting(by=request.user, **form.cleaned_data)
        if not refusals:
            messages.success(request, _("The co-chairs are asked. You see here what becomes of it."))
            return redirect(made)
    return render(request, "meetings/request_form.html", {
        "form": form, "notice": Parameter.value_of("extraordinary_notice_wd"),
        "crumbs": [*_crumbs(), {"label": _("Ask for an extraordinary meeting")}],
    })  # fmt: skip


@login_required
def request_page(request, pk):
    asked = _asked(request, pk)
    return render(request, "meetings/request.html", {
        "asked": asked, "moves": {move.name for move in office.REQUEST.open_to(request.user, asked)},
        "decline_form": ReasonForm(auto_id="decline_%s"), "acts": Act.objects.about(asked)[:20],
        "crumbs": [*_crumbs(), {"label": str(asked)}],
    })  # fmt: skip


@login_required
def request_plan(request, pk):
    """The facts of the meeting, filled in from the request: the first day that keeps the notice."""
    asked = _asked(request, pk)
    if not request.user.has_perm("meetings.plan_requested_meeting", asked):
        raise PermissionDenied(_("Meetings are planned by the secretariat."))
    if asked.state != RequestState.ACCEPTED:
        return redirect(asked)
    form = MeetingForm(request.POST or None, initial=_suggested(asked))
    if request.method == "POST" and form.is_valid():
        facts = {name: value for name, value in form.facts.items() if name not in ("kind", "requested_by")}
        with refusals_as_messages(request) as refusals, transaction.atomic():
            made = office.plan_requested_meeting(asked, by=request.user, **facts)
            answer_requester(asked, by=request.user)
        if not refusals:
            messages.success(request, _("The meeting is prepared with the items asked for. Now convene it."))
            return redirect(made)
    form.hide_day_off()
    crumbs = [
        *_crumbs(),
        {"label": str(asked), "url": asked.get_absolute_url()},
        {"label": _("Plan the meeting")},
    ]
    return render(request, "meetings/meeting_form.html", {"form": form, "crumbs": crumbs})


@require_POST
@login_required
def request_accept(request, pk):
    done = _("The request is accepted: the secretariat plans the meeting. Who asked for it gets a letter.")
    return _moved(request, pk, office.accept_request, done, is_answer=True)


@require_POST
@login_required
def request_decline(request, pk):
    done = _("The request is declined. Who asked for it gets a letter with your reason.")
    reason = request.POST.get("reason", "")
    return _moved(request, pk, office.decline_request, done, is_answer=True, reason=reason)


@require_POST
@login_required
def request_withdraw(request, pk):
    return _moved(request, pk, office.withdraw_request, _("The request is withdrawn."))


@require_POST
@login_required
def meeting_short_notice(request, slug):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    with refusals_as_messages(request) as refusals:
        office.agree_to_short_notice(meeting, by=request.user)
    if not refusals:
        messages.success(request, _("Your agreement to the short notice is recorded."))
    return redirect(meeting)


@require_POST
@login_required
def meeting_recommend(request, slug):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    form = RecommendationForm(request.POST)
    words = form.cleaned_data if form.is_valid() else {"title": ""}
    with refusals_as_messages(request) as refusals:
        recommend(meeting, by=request.user, **words)
    if not refusals:
        messages.success(request, _("The recommendation is recorded: the next quarterly agenda offers it."))
    return redirect(meeting.get_absolute_url() + "#recommendations")


def _suggested(asked):
    notice = Parameter.value_of("extraordinary_notice_wd")
    day = working_day_after(timezone.localdate(), notice)
    if asked.wished_for and asked.wished_for > day:
        day = working_day_after(asked.wished_for - timedelta(days=1), 1)
    number = next_number(MeetingKind.EXTRAORDINARY)
    return suggested_facts() | {
        "kind": MeetingKind.EXTRAORDINARY, "day": day, "requested_by": asked.organisation_id,
        "title": _("Extraordinary meeting No. %(number)s") % {"number": number},
    }  # fmt: skip


def _moved(request, pk, move, sentence, *, is_answer=False, **details):
    asked = _asked(request, pk)
    with refusals_as_messages(request) as refusals, transaction.atomic():
        move(asked, by=request.user, **details)
        if is_answer:
            answer_requester(asked, by=request.user)
    if not refusals:
        messages.success(request, sentence)
    return redirect(asked)


def _asked(request, pk):
    rows = MeetingRequest.objects.select_related(
        "organisation", "requester", "answered_by__person", "meeting"
    )
    return visible_or_404(MeetingRequest, request.user, queryset=rows, pk=pk)


def _crumbs():
    return [{"label": _("Meetings"), "url": reverse("meetings:meeting_list")}]
