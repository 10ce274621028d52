"""A decision on an agenda item, and what the meeting does with it: one page for the room, one for the link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from decisions.models import Decision
from decisions.states import PENDING, DecisionState
from decisions.views.proposing import proposal_page
from decisions.workflow.decisions import live_round
from decisions.workflow.sentence import what_is_missing
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.templatetags.ui import in_language
from foundation.core.workflow import Refused
from meetings.forms.decisions import DeclareForm, LinkForm, PlainForm, PositionForm, WhyForm
from meetings.models import AgendaItem, Meeting
from meetings.workflow import linked_decisions, room_decisions
from meetings.workflow.adoption_checks import awaits_state, checks_at, is_blocked
from members.views.acts import permitted_or_403

MOVES = {
    "take": (room_decisions.take_into_minutes, PlainForm),
    "position": (room_decisions.position_here, PositionForm),
    "declare": (room_decisions.declare_here, DeclareForm),
    "no-consensus": (room_decisions.no_consensus_here, WhyForm),
    "defer": (room_decisions.defer_here, WhyForm),
    "silence": (room_decisions.confirm_by_silence, PlainForm),
}


def said_of(decision):
    """What came of a declaration: adopted with its number, or agreed and waiting for the state."""
    if decision.state == DecisionState.AWAITING_STATE:
        return _("The members agreed. Adoption waits for the state.")
    return _("%(symbol)s is adopted.") % {"symbol": decision.symbol}


@login_required
@require_GET
def room_decision(request, slug, pk):
    meeting, shown = _found(request, slug, pk)
    return _page(request, meeting, shown)


@login_required
@require_POST
def room_decision_move(request, slug, pk, move):
    meeting, shown = _found(request, slug, pk)
    if move not in MOVES:
        raise Http404
    act, shape = MOVES[move]
    permitted_or_403(request, act, meeting)
    form = shape(request.POST, auto_id=f"id_%s_{move}")
    if form.is_valid():
        with refusals_as_messages(request) as refusals:
            act(meeting, by=request.user, decision=shown, **form.cleaned_data)
        if not refusals:
            messages.success(request, said_of(shown) if move == "declare" else act.done)
            return redirect("meetings:room_decision", slug=slug, pk=pk)
    shown.refresh_from_db()
    return _page(request, meeting, shown, bound=(move, form), status=422)


def _found(request, slug, pk):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    if not request.user.has_perm("meetings.no_consensus_here", meeting):
        raise PermissionDenied(
            _("What happens in the room is recorded by the secretariat and the co-chairs.")
        )
    rows = Decision.objects.filter(pk__in=room_decisions.decisions_here(meeting).values("pk"))
    return meeting, visible_or_404(Decision, request.user, queryset=rows, pk=pk)


def _page(request, meeting, shown, *, bound=None, status=200):
    checks = checks_at(meeting, shown)
    round_ = live_round(shown)
    seats = round_.seats.prefetch_related("answers__confirmations") if round_ else []
    context = {
        "meeting": meeting, "decision": shown, "checks": checks, "is_blocked": is_blocked(checks),
        "awaits": awaits_state(checks), "missing": what_is_missing(shown), "has_begun": room_decisions.has_begun(meeting),
        "seats": [{"seat": seat, "said": seat.standing} for seat in seats],
        "forms": {} if shown.state not in (DecisionState.DRAFT, *PENDING) else _forms(request, meeting, bound),
        "crumbs": [*_crumbs(meeting), {"label": shown.reference}],
    }  # fmt: skip
    return render(request, "meetings/room_decision.html", context, status=status)


def _forms(request, meeting, bound):
    """The forms of what this reader may do here, by name; the one that was sent keeps what was typed."""
    found = {}
    for move, (act, shape) in MOVES.items():
        if request.user.has_perm(act.verb, meeting):
            is_bound = bound is not None and bound[0] == move
            found[move.replace("-", "_")] = bound[1] if is_bound else shape(auto_id=f"id_%s_{move}")
    return found


@login_required
def item_decision(request, slug, pk):
    """Which decision the item is about: a pending one, or a new one."""
    meeting, item = _item(request, slug, pk)
    form = LinkForm(
        request.POST or None, user=request.user, item=item, initial={"decision": item.decision_id}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            linked_decisions.link_decision(item, by=request.user, decision=form.cleaned_data["decision"])
        if not refusals:
            messages.success(request, linked_decisions.link_decision.done)
            return redirect(_editor(item))
    context = {
        "meeting": meeting,
        "item": item,
        "form": form,
        "crumbs": [*_item_crumbs(meeting), {"label": item.title}],
    }
    return render(request, "meetings/item_decision.html", context)


@login_required
def item_decision_new(request, slug, pk):
    """A proposal is written for the item, and linked to it in the same transaction."""
    meeting, item = _item(request, slug, pk)

    def then(decision):
        linked_decisions.link_decision(item, by=request.user, decision=decision)

    return proposal_page(
        request, then=then, back=_editor(item), initial={"title": item.title},
        crumbs=[*_item_crumbs(meeting), {"label": _("New proposal")}],
    )  # fmt: skip


@login_required
@require_POST
def item_decision_unlink(request, slug, pk):
    _meeting, item = _item(request, slug, pk)
    with refusals_as_messages(request), transaction.atomic():
        if item.decision_id is None:
            raise Refused(_("No decision is linked to this item."))
        linked_decisions.unlink_decision(item, by=request.user)
        messages.success(request, linked_decisions.unlink_decision.done)
    return redirect(_editor(item))


def _item(request, slug, pk):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    rows = AgendaItem.objects.on_agenda().select_related("decision", "meeting")
    item = visible_or_404(AgendaItem, request.user, queryset=rows, pk=pk, meeting=meeting)
    permitted_or_403(request, linked_decisions.link_decision, item)
    return meeting, item


def _editor(item):
    return reverse("meetings:agenda_edit", args=[item.meeting.slug]) + f"#item-{item.pk}"


def _crumbs(meeting):
    return [
        {"label": _("Meetings"), "url": reverse("meetings:meeting_list")},
        {"label": in_language(meeting, "title"), "url": meeting.get_absolute_url()},
    ]


def _item_crumbs(meeting):
    return [
        *_crumbs(meeting),
        {"label": _("Agenda"), "url": reverse("meetings:agenda_edit", args=[meeting.slug])},
    ]
