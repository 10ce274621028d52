"""The pages of a round of consultation: prepared, opened, followed, read for ever."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from decisions import tasks_rounds
from decisions.forms_rounds import (
    AnswerChoiceForm,
    ConsentForm,
    ExtendForm,
    PrepareForm,
    RoundReasonForm,
)
from decisions.letters.rounds import ConsultationOpened
from decisions.models import Answer, Decision, Round
from decisions.states import RoundState
from decisions.views.crumbs import crumbs_of
from decisions.views.ledger import ledger_of
from decisions.workflow import answers as voices
from decisions.workflow import rounds as life
from decisions.workflow.bars import why_no_silence
from decisions.workflow.decisions import live_round
from decisions.workflow.reading import against_the_round_before, result_of, round_before, rounds_in_full
from decisions.workflow.sentence import what_is_missing
from foundation.circulation.pages import preview_page
from foundation.circulation.workflow import circulate, note_opened
from foundation.core.access import refusals_as_messages, visible_or_404

# What is done to a round by a button of its page, and what is asked for it.
MOVES = {
    life.consent.slug: (life.consent, ConsentForm),
    life.stop_round.slug: (life.stop_round, RoundReasonForm),
    life.override_empty_seats.slug: (life.override_empty_seats, RoundReasonForm),
    life.extend_round.slug: (life.extend_round, ExtendForm),
    voices.confirm_answer.slug: (voices.confirm_answer, AnswerChoiceForm),
    voices.note_late_answer.slug: (voices.note_late_answer, AnswerChoiceForm),
}


def the_round(request, pk, number):
    """The round that this reader may see, with all that its pages show, or 404."""
    decision = visible_or_404(Decision, request.user, pk=pk)
    return visible_or_404(Round, request.user, queryset=rounds_in_full(), decision=decision, number=number)


@login_required
@require_GET
def round_page(request, pk, number):
    shown = the_round(request, pk, number)
    note_opened(request.user, shown)
    return draw_round(request, shown)


def draw_round(request, shown, *, bound=None, status=200):
    """The page of a round; `bound` is `(slug, form)` when a form came back with errors."""
    opened = {move.slug: move for move in life.ROUND.open_to(request.user, shown)}
    before = round_before(shown)
    seats = voices.seats_of(shown, request.user) if shown.state != RoundState.PREPARED else []
    context = {
        "round": shown, "decision": shown.decision, "crumbs": crumbs_of(shown.decision, shown),
        "ledger": ledger_of(shown, request.user),
        "result": result_of(shown), "comparison": against_the_round_before(shown, before), "before": before,
        "missing": _missing(shown), "warning": life.deadline_warning(shown),
        "my_seats": seats if shown.is_open else [], "late_seats": [] if shown.is_open else seats,
        "forms": _forms(opened, shown, bound), "opened": set(opened),
        "agreements": _agreements(shown, request.user) if life.consent.slug in opened else [],
        "looks_until": life.co_chairs_look_until(shown) if shown.state == RoundState.PREPARED else None,
    }  # fmt: skip
    return render(request, "decisions/round.html", context, status=status)


def _missing(shown):
    if shown.state == RoundState.PREPARED:
        return list(life.is_not_ready_to_open(shown))
    return what_is_missing(shown.decision, shown) if shown.state == RoundState.OPEN else []


def _forms(opened, shown, bound):
    found = {}
    for name, (move, shape) in MOVES.items():
        if name in opened and shape in (RoundReasonForm, ExtendForm):
            found[move.body.__name__] = {
                "move": move,
                "form": shape(auto_id=f"id_%s_{name}"),
                "is_open": False,
            }
            if bound is not None and bound[0] == name:
                found[move.body.__name__] |= {"form": bound[1], "is_open": True}
    if shown.state != RoundState.OPEN or not shown.is_open or not shown.is_silence:
        found.pop("extend_round", None)
    if not any(seat.has_nobody for seat in shown.seats.all()) or shown.override_reason:
        found.pop("override_empty_seats", None)
    return found


def _agreements(shown, user):
    """What this co-chair can still agree to: the shorter period where one is asked for, and the opening."""
    wanted = [needed for needed in (life.CONSENT_NEEDED.get(shown.period), life.ConsentTo.OPENING) if needed]
    mine = {row.to for row in shown.consents.all() if row.by.user_id == user.pk}
    return [{"to": one.value, "label": one.label} for one in wanted if one not in mine]


@login_required
@require_POST
def round_move(request, pk, number, move):
    shown = the_round(request, pk, number)
    if move not in MOVES:
        raise Http404
    act, shape = MOVES[move]
    form = shape(request.POST, auto_id=f"id_%s_{move}")
    if not form.is_valid():
        return draw_round(request, shown, bound=(move, form), status=422)
    details = form.cleaned_data
    if shape is AnswerChoiceForm:
        details = {"given": get_object_or_404(Answer, pk=details["answer"], seat__round=shown)}
    with refusals_as_messages(request) as refusals:
        act(shown, by=request.user, **details)
        messages.success(request, act.done)
    if not refusals:
        tasks_rounds.nudge(shown)
    return redirect(shown)


@login_required
def round_prepare(request, pk):
    decision = visible_or_404(Decision, request.user, pk=pk)
    if not request.user.has_perm("decisions.prepare_round", decision):
        raise PermissionDenied(_("The secretariat or a co-chair prepares a silence procedure."))
    form = PrepareForm(request.POST or None, decision=decision)
    live = live_round(decision)
    if live is not None and live.is_silence:
        return redirect(live)
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            made = life.prepare_round(decision, by=request.user, **form.cleaned_data)
            messages.success(request, _("Prepared. Both co-chairs are told, and can stop it or agree."))
        if not refusals:
            tasks_rounds.nudge(made)
            return redirect(made)
    context = {"decision": decision, "form": form, "bars": list(why_no_silence(decision)),
               "crumbs": crumbs_of(decision, _("Prepare a silence procedure"))}  # fmt: skip
    return render(request, "decisions/round_prepare.html", context, status=422 if form.errors else 200)


@login_required
def round_open(request, pk, number):
    """The last look before the members are asked: exactly who gets what, then it opens (RULES R4.15, R10.55)."""
    shown = the_round(request, pk, number)
    if not request.user.has_perm("decisions.open_round", shown):
        raise PermissionDenied(_("The secretariat or a co-chair opens a silence procedure."))
    if shown.state != RoundState.PREPARED:
        return redirect(shown)

    def act(note):
        with transaction.atomic():
            life.open_round(shown, by=request.user)
            # At once: from here the deadline runs, so there is nothing left to call back.
            return circulate(ConsultationOpened(shown), by=request.user, note=note, at_once=True)

    return preview_page(
        request, ConsultationOpened(shown), act=act, back=shown.get_absolute_url(),
        title=_("Open the silence procedure"), noun=str(shown.decision.reference), is_final=True,
        crumbs=crumbs_of(shown.decision, shown, _("Open the silence procedure")),
    )  # fmt: skip
