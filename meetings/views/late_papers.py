"""Leave of a co-chair for a late paper: asked by the secretariat, given or refused on one page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.audit.models import Act
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.templatetags.ui import in_language
from meetings.forms import LeaveForm, ReasonForm
from meetings.letters import answer_about_leave
from meetings.models import LateLeave, Meeting, Paper
from meetings.workflow import late_papers as office
from meetings.workflow.papers import papers_due


@login_required
def paper_leave(request, slug, pk):
    """What is asked and why; the form for the secretariat, the two buttons for a co-chair."""
    meeting, paper = _paper(request, slug, pk)
    if not request.user.has_perm("meetings.see_preparation"):
        raise PermissionDenied(_("Late papers are between the secretariat and the co-chairs."))
    leave = LateLeave.objects.visible_to(request.user).filter(paper=paper).first()
    may_ask = request.user.has_perm("meetings.ask_leave", paper) and (
        leave is None or leave.state == "refused"
    )
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            office.ask_leave(paper, by=request.user, reason=form.cleaned_data["reason"])
        if not refusals:
            messages.success(request, _("The co-chairs find the request on their page. One of them answers."))
            return redirect("meetings:paper_leave", slug=slug, pk=pk)
    return render(request, "meetings/paper_leave.html", {
        "meeting": meeting, "paper": paper, "leave": leave, "due": papers_due(meeting), "form": form,
        "may_ask": may_ask and office.late_papers(meeting).filter(pk=paper.pk).exists(),
        "moves": {move.name for move in office.LEAVE.open_to(request.user, leave)} if leave else set(),
        "refuse_form": ReasonForm(auto_id="refuse_%s"), "acts": Act.objects.about(leave)[:20] if leave else [],
        "crumbs": _crumbs(meeting, paper),
    })  # fmt: skip


@require_POST
@login_required
def paper_leave_grant(request, slug, pk):
    return _answered(
        request,
        slug,
        pk,
        office.grant_leave,
        _("Leave is given: the paper goes out, marked late. Who asked gets a letter."),
    )


@require_POST
@login_required
def paper_leave_refuse(request, slug, pk):
    return _answered(
        request, slug, pk, office.refuse_leave, _("Leave is refused. Who asked gets a letter with your reason."),
        reason=request.POST.get("reason", ""),
    )  # fmt: skip


def _answered(request, slug, pk, move, sentence, **details):
    _meeting, paper = _paper(request, slug, pk)
    leave = visible_or_404(LateLeave, request.user, paper=paper)
    with refusals_as_messages(request) as refusals, transaction.atomic():
        move(leave, by=request.user, **details)
        answer_about_leave(leave, by=request.user)
    if not refusals:
        messages.success(request, sentence)
    return redirect("meetings:paper_leave", slug=slug, pk=pk)


def _paper(request, slug, pk):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    rows = Paper.objects.select_related("item__meeting", "stored_file", "added_by")
    return meeting, visible_or_404(Paper, request.user, queryset=rows, pk=pk, item__meeting=meeting)


def _crumbs(meeting, paper):
    return [
        {"label": _("Meetings"), "url": reverse("meetings:meeting_list")},
        {"label": in_language(meeting, "title"), "url": meeting.get_absolute_url()},
        {"label": paper.title},
    ]
