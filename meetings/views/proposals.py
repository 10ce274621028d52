"""Items that members propose, and what the secretariat answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.audit.changes import with_changes
from foundation.audit.models import Act
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.templatetags.ui import in_language
from foundation.documents.files import store_upload
from meetings.access import sees_preparation
from meetings.forms import ProposalForm, ReasonForm
from meetings.letters import answer_proposer
from meetings.models import AgendaItem, Meeting
from meetings.workflow import agenda as office
from meetings.workflow.papers import attach_paper, papers_due
from meetings.workflow.planning import checklist
from members.models import Organisation
from members.standing import Standing


@login_required
def item_propose(request, slug):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    if not request.user.has_perm("meetings.propose_item", meeting):
        raise PermissionDenied(
            _("Items are proposed by the representatives of members. Write to the secretariat.")
        )
    mine = Organisation.objects.filter(pk__in=Standing.of(request.user).member_organisations)
    form = ProposalForm(request.POST or None, request.FILES or None, organisations=mine)
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            item = _propose(request.user, meeting, dict(form.cleaned_data))
        if not refusals:
            messages.success(
                request, _("Thank you. The secretariat will answer; you see here what became of it.")
            )
            return redirect("meetings:proposal", slug=slug, pk=item.pk)
    due = next(step.due for step in checklist(meeting) if step.name == "call")
    crumbs = [*_crumbs(meeting), {"label": _("Propose an item")}]
    return render(request, "meetings/item_propose.html", {
        "meeting": meeting, "form": form, "due": due, "crumbs": crumbs,
    })  # fmt: skip


def _history(user, item):
    """What happened to the item, edits with what they changed; private notes are for those who prepare."""
    hidden = () if sees_preparation(user) else ("secretariat_notes",)
    acts = Act.objects.about(item).open()
    return with_changes(acts, item, verbs=("meetings.edit_item",), hidden=hidden)


@login_required
def proposal(request, slug, pk):
    meeting, item = _item(request, slug, pk)
    return render(request, "meetings/proposal.html", {
        "meeting": meeting, "item": item, "crumbs": [*_crumbs(meeting), {"label": item.title}],
        "papers": item.papers.filter(removed_at__isnull=True).select_related("stored_file"),
        "papers_due": papers_due(meeting), "moves": {move.name for move in office.AGENDA.open_to(request.user, item)},
        "acts": _history(request.user, item), "decline_form": ReasonForm(auto_id="decline_%s"),
    })  # fmt: skip


@require_POST
@login_required
def item_accept(request, slug, pk):
    _meeting, item = _item(request, slug, pk)
    with refusals_as_messages(request) as refusals, transaction.atomic():
        office.accept_item(item, by=request.user)
        answer_proposer(item, by=request.user)
    if refusals:
        return redirect("meetings:proposal", slug=slug, pk=pk)
    messages.success(request, _("The item is on the agenda. Its proposer gets a letter."))
    return redirect(reverse("meetings:agenda_edit", args=[slug]) + f"#item-{pk}")


@require_POST
@login_required
def item_decline(request, slug, pk):
    _meeting, item = _item(request, slug, pk)
    reason = request.POST.get("reason", "")
    with refusals_as_messages(request) as refusals, transaction.atomic():
        office.decline_item(item, by=request.user, reason=reason)
        answer_proposer(item, by=request.user)
    if not refusals:
        messages.success(request, _("The item is declined. Its proposer gets a letter with your reason."))
    return redirect("meetings:proposal", slug=slug, pk=pk)


@require_POST
@login_required
def item_withdraw(request, slug, pk):
    _meeting, item = _item(request, slug, pk)
    with refusals_as_messages(request) as refusals:
        office.withdraw_item(item, by=request.user)
    if not refusals:
        messages.success(request, _("The proposal is withdrawn."))
    return redirect("meetings:proposal", slug=slug, pk=pk)


def _propose(user, meeting, words):
    paper = words.pop("paper")
    with transaction.atomic():
        item = office.propose_item(meeting, by=user, **words)
        if paper:
            attach_paper(item, by=user, stored_file=store_upload(paper, by=user))
    return item


def _item(request, slug, pk):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    rows = AgendaItem.objects.select_related("proposed_by", "proposer__organisation", "meeting")
    return meeting, visible_or_404(AgendaItem, request.user, queryset=rows, pk=pk, meeting=meeting)


def _crumbs(meeting):
    return [
        {"label": _("Meetings"), "url": reverse("meetings:meeting_list")},
        {"label": in_language(meeting, "title"), "url": meeting.get_absolute_url()},
    ]
