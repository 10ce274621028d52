"""What waits for a meeting: proposed without one, carried over, recommended."""

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
from meetings.forms import BacklogForm, ReasonForm, organisations_of
from meetings.letters import answer_backlog_proposer
from meetings.models import AgendaItem, BacklogItem, Meeting
from meetings.states import BacklogState, ItemState, MeetingKind
from meetings.workflow import backlog as office
from members.standing import Standing
from workinggroups.views.frame import crumbs_of


@login_required
def backlog(request):
    """What waits, and below it what was taken, declined or withdrawn."""
    if not request.user.has_perm("meetings.see_backlog"):
        raise PermissionDenied(
            _("Items are proposed by the representatives of members. Write to the secretariat.")
        )
    rows = BacklogItem.objects.visible_to(request.user).with_agendas()
    rows = rows.select_related("proposed_by", "proposer", "carried_from__meeting", "group")
    waiting = rows.filter(state=BacklogState.OPEN, is_taken=False)
    answered = rows.exclude(pk__in=waiting.values("pk")).order_by("-made_at")
    return render(request, "meetings/backlog.html", {
        "waiting": waiting, "answered": answered[:50], "crumbs": [*_crumbs()[:1], {"label": _("Waiting for a meeting")}],
        "upcoming": Meeting.objects.visible_to(request.user).filter(kind=MeetingKind.QUARTERLY).coming().first(),
        "sees_all": request.user.has_perm("meetings.see_preparation"),
    })  # fmt: skip


@login_required
def backlog_new(request):
    if not request.user.has_perm("meetings.propose_to_backlog"):
        raise PermissionDenied(
            _("Items are proposed by the representatives of members. Write to the secretariat.")
        )
    mine = organisations_of(Standing.of(request.user))
    form = BacklogForm(request.POST or None, organisations=mine)
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            made = office.propose_to_backlog(by=request.user, **form.cleaned_data)
        if not refusals:
            messages.success(request, _("Thank you. The item waits here until a meeting takes it."))
            return redirect(made)
    return render(request, "meetings/backlog_form.html", {
        "form": form, "crumbs": [*_crumbs(), {"label": _("Propose an item")}],
    })  # fmt: skip


@login_required
def backlog_item(request, pk):
    shown = _backlog_item(request, pk)
    stands_on = AgendaItem.objects.filter(from_backlog=shown, state=ItemState.ON_AGENDA).select_related(
        "meeting"
    )
    return render(request, "meetings/backlog_item.html", {
        "item": shown, "crumbs": [*_crumbs_to(request.user, shown), {"label": shown.title}], "stands_on": stands_on,
        "moves": {move.name for move in office.BACKLOG.open_to(request.user, shown)} if not shown.is_taken else set(),
        "acts": Act.objects.about(shown)[:20], "decline_form": ReasonForm(auto_id="decline_%s"),
    })  # fmt: skip


@require_POST
@login_required
def backlog_decline(request, pk):
    return _moved(
        request,
        pk,
        office.decline_backlog_item,
        _("The item is declined. Its proposer gets a letter with your reason."),
        answer=answer_backlog_proposer,
        reason=request.POST.get("reason", ""),
    )


@require_POST
@login_required
def backlog_withdraw(request, pk):
    return _moved(request, pk, office.withdraw_backlog_item, _("The item is withdrawn."))


@require_POST
@login_required
def backlog_reopen(request, pk):
    return _moved(
        request, pk, office.reopen_backlog_item, _("The item is offered to the next meeting again.")
    )


@require_POST
@login_required
def item_carry_over(request, slug, pk):
    return _carried(
        request, slug, pk, office.carry_over, _("“%(title)s” is carried over: the next agenda offers it.")
    )


@require_POST
@login_required
def item_carry_over_undo(request, slug, pk):
    return _carried(request, slug, pk, office.take_back_carry_over, _("“%(title)s” is not carried over."))


def _carried(request, slug, pk, act, sentence):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    item = visible_or_404(AgendaItem, request.user, pk=pk, meeting=meeting)
    with refusals_as_messages(request) as refusals:
        act(item, by=request.user)
    if not refusals:
        messages.success(request, sentence % {"title": item.title})
    return redirect(meeting.get_absolute_url() + "#unfinished")


def _moved(request, pk, move, sentence, *, answer=None, **details):
    shown = _backlog_item(request, pk)
    with refusals_as_messages(request) as refusals, transaction.atomic():
        move(shown, by=request.user, **details)
        if answer is not None:
            answer(shown, by=request.user)
    if not refusals:
        messages.success(request, sentence)
    return redirect(shown)


def _backlog_item(request, pk):
    rows = BacklogItem.objects.with_agendas().select_related(
        "proposed_by", "proposer__organisation", "carried_from__meeting", "group"
    )
    return visible_or_404(BacklogItem, request.user, queryset=rows, pk=pk)


def _crumbs_to(user, shown):
    """The way to an item: by the group that reports it, for those who do not see the whole list."""
    if shown.group_id is None or user.has_perm("meetings.see_preparation"):
        return _crumbs()
    at = (_("Meetings"), reverse("meetings:group_meetings", args=[shown.group.slug]))
    return [*crumbs_of(shown.group, at=at)[:-1], {"label": at[0], "url": at[1]}]


def _crumbs():
    return [
        {"label": _("Meetings"), "url": reverse("meetings:meeting_list")},
        {"label": _("Waiting for a meeting"), "url": reverse("meetings:backlog")},
    ]
