"""Action points: who owes what by when."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from decisions import exports
from decisions.filters import ActionPointFilter
from decisions.forms import DueDateForm, EvidenceForm, PlainForm, ProgressForm, ReasonForm
from decisions.letters import DueDateAnswered, DueDateAsked
from decisions.models import ActionPoint
from decisions.overview import by_age, by_organisation
from decisions.workflow import action_points as life
from foundation.audit.models import Act
from foundation.circulation.workflow import circulate
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.workflow import THE_PORTAL
from foundation.documents.files import serve, serve_bytes
from members.standing import Standing

PAGE = 25
SHAPES = {
    life.report_progress.slug: (life.report_progress, ProgressForm),
    life.mark_done.slug: (life.mark_done, EvidenceForm),
    life.ask_for_due_date.slug: (life.ask_for_due_date, DueDateForm),
    life.grant_due_date.slug: (life.grant_due_date, PlainForm),
    life.refuse_due_date.slug: (life.refuse_due_date, ReasonForm),
    life.change_due_date.slug: (life.change_due_date, DueDateForm),
    life.drop.slug: (life.drop, ReasonForm),
    life.reopen.slug: (life.reopen, ReasonForm),
}


@login_required
@require_GET
def action_point_list(request):
    shown = _list(request)
    page = Paginator(shown.qs, PAGE).get_page(request.GET.get("page"))
    own = ActionPoint.objects.visible_to(request.user).awaiting(Standing.of(request.user)).count()
    context = {
        "filter": shown, "page": page, "action_points": page, "own": own, "tabs": _tabs(request),
    }  # fmt: skip
    return render(request, "decisions/action_point_list.html", context)


def _list(request):
    return ActionPointFilter(request.GET, queryset=_rows(request))


def _rows(request):
    if Standing.of(request.user).person is None:
        raise Http404
    return ActionPoint.objects.visible_to(request.user).select_related("owner", "person", "decision")


@login_required
@require_GET
def action_point(request, pk):
    return _page(request, _visible(request, pk))


def _visible(request, pk):
    rows = ActionPoint.objects.select_related("owner", "person", "decision", "wanted_by")
    return visible_or_404(ActionPoint, request.user, queryset=rows, pk=pk)


def _page(request, shown, *, bound=None, status=200):
    forms = []
    for move in life.ACTION_POINT.open_to(request.user, shown):
        if move.slug not in SHAPES:
            continue
        is_bound = bound is not None and bound[0] == move.slug
        form = bound[1] if is_bound else SHAPES[move.slug][1](auto_id=f"id_%s_{move.slug}")
        forms.append({"slug": move.slug, "label": move.label, "form": form, "is_open": is_bound})
    decision = shown.decision
    acts = list(Act.objects.about(shown).open())
    sees_decision = (
        decision and type(decision).objects.visible_to(request.user).filter(pk=decision.pk).exists()
    )
    context = {
        "action_point": shown,
        "forms": forms,
        "decision": decision if sees_decision else None,
        "meetings": _born_at(request, shown),
        "acts": acts,
        "said": _said(shown, acts),
        "moved": [_new_date(act) for act in acts if act.details.get("due_on")],
    }
    return render(request, "decisions/action_point.html", context, status=status)


def _said(shown, acts):
    """Every word on progress, newest first, with the files and links that were put beside it."""
    evidence = {one.pk: one for one in shown.evidence.select_related("stored_file")}
    return [
        {"act": act, "evidence": [evidence[pk] for pk in act.details.get("evidence", ()) if pk in evidence]}
        for act in acts
        if act.details.get("progress")
    ]


def _new_date(act):
    """What a change of the due date said: the day before it and the day after."""
    days = {name: act.details[name] and date.fromisoformat(act.details[name]) for name in ("was", "due_on")}
    return days | {"reason": act.reason or act.details.get("because", ""), "at": act.at}


def _born_at(request, shown):
    """The meetings in whose minutes it stands, where this reader may see those minutes."""
    entries = shown.minutes_entries.select_related("minutes__meeting", "item")
    return [
        entry
        for entry in entries
        if type(entry.minutes).objects.visible_to(request.user).filter(pk=entry.minutes_id).exists()
    ]


@login_required
@require_POST
def action_point_move(request, pk, move):
    shown = _visible(request, pk)
    if move not in SHAPES:
        raise Http404
    act, shape = SHAPES[move]
    form = shape(request.POST, request.FILES, auto_id=f"id_%s_{move}")
    if form.is_valid():
        with refusals_as_messages(request) as refusals, transaction.atomic():
            asker = shown.wanted_by
            act(shown, by=request.user, **form.cleaned_data)
            _tell(shown, act, asker, form.cleaned_data)
            messages.success(request, act.done)
        if not refusals:
            return redirect("decisions:action_point", pk=pk)
    shown.refresh_from_db()
    return _page(request, shown, bound=(move, form), status=422)


def _tell(shown, act, asker, details):
    """Write to the secretariat about a question, and to who asked about the answer."""
    letter = None
    if act is life.ask_for_due_date:
        letter = DueDateAsked(shown)
    elif act in (life.grant_due_date, life.refuse_due_date):
        letter = DueDateAnswered(shown, asker, reason=details.get("reason", ""))
    if letter is not None and letter.recipients():
        circulate(letter, by=THE_PORTAL, at_once=True)


@login_required
@require_GET
def action_point_evidence(request, pk, evidence_pk):
    """A file beside a word on progress, for whoever sees the action point."""
    shown = visible_or_404(ActionPoint, request.user, pk=pk)
    found = get_object_or_404(shown.evidence.filter(stored_file__isnull=False), pk=evidence_pk)
    return serve(found.stored_file, inline=True, request=request)


@login_required
@require_GET
def action_point_overview(request):
    """How old the open action points are, and which organisation owes how many."""
    rows = _rows(request)
    context = {"organisations": by_organisation(rows), "ages": by_age(rows)}
    return render(request, "decisions/action_point_overview.html", context | {"tabs": _tabs(request)})


def _tabs(request):
    here = request.resolver_match.url_name
    parts = (("action_point_list", _("List")), ("action_point_overview", _("By age and by organisation")))
    return [
        {"label": label, "url": reverse(f"decisions:{name}"), "current": name == here}
        for name, label in parts
    ]


@login_required
@require_GET
def action_point_list_xlsx(request):
    data = exports.action_points_xlsx(_list(request).qs)
    return serve_bytes(data, name=f"{exports.file_stem('action-points')}.xlsx", media_type=exports.XLSX)


@login_required
@require_GET
def action_point_list_pdf(request):
    data = exports.action_points_pdf(_list(request).qs)
    name = f"{exports.file_stem('action-points')}.pdf"
    return serve_bytes(data, name=name, media_type=exports.PDF, inline=True)
