"""The part of the state: the letter, its sending, the reply, follow-ups, and the co-chairs' rulings (RULES R5)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from decisions import state_letter
from decisions.forms import ReasonForm
from decisions.forms_state import (
    FollowUpForm,
    LetterForm,
    NewLetterForm,
    ReplyForm,
    RulingForm,
    SendingCorrectionForm,
    SentForm,
    shape_of,
)
from decisions.models import Decision, StateConsultation
from decisions.states import StateTrackState
from decisions.workflow import state_track
from decisions.workflow.adoption import waits_for_state
from foundation.audit.models import Act
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.documents.files import serve, serve_bytes, store_upload
from members.views.acts import act_page, permitted_or_403


def _sent(consultation, *, by, **details):
    """Mark the letter as sent, and keep it as it left."""
    state_track.mark_sent(consultation, by=by, **details)
    state_letter.keep_as_sent(consultation)


def _answered(consultation, *, by, upload=None, **reply):
    stored = store_upload(upload, by=by) if upload else None
    state_track.answer_of_state(consultation, by=by, reply=stored, **reply)


# By the name in the address: the move that is asked for permission, what does it, and what is filled in.
MOVES = {
    "change-letter": (state_track.change_letter, state_track.change_letter, LetterForm),
    "mark-sent": (state_track.mark_sent, _sent, SentForm),
    "correct-sending": (state_track.correct_sending, state_track.correct_sending, SendingCorrectionForm),
    "register-reply": (state_track.register_reply, _answered, ReplyForm),
    "rule-on-state": (state_track.rule_on_state, state_track.ruling_of_co_chair, RulingForm),
    "follow-up": (state_track.follow_up, state_track.follow_up, FollowUpForm),
    "cancel-consultation": (state_track.cancel_consultation, state_track.cancel_consultation, ReasonForm),
}


@login_required
def state_new(request, pk):
    """The secretariat drafts a letter about the text as it is now."""
    shown = visible_or_404(Decision, request.user, pk=pk)
    permitted_or_403(request, state_track.draft_letter, shown)
    form = NewLetterForm(request.POST or None)
    made = []

    def act(values):
        made.append(state_track.draft_letter(shown, by=request.user, **values))

    return act_page(
        request, form, act, title=state_track.draft_letter.label, subtitle=str(shown), button=_("Draft"),
        back=lambda: _address(made[0]), leave=shown.get_absolute_url(), done=state_track.draft_letter.done,
        crumbs=[*_crumbs(shown), {"label": state_track.draft_letter.label}],
    )  # fmt: skip


@login_required
@require_GET
def state_consultation(request, pk, spk):
    """One letter and what came back: its files, follow-ups, rulings, and what may be done next."""
    shown = _consultation(request, pk, spk)
    opened = {move.slug: move for move in state_track.STATE_TRACK.open_to(request.user, shown)}
    missing = [] if shown.decision.is_taken else list(waits_for_state(shown.decision))
    context = {
        "consultation": shown, "decision": shown.decision, "words": state_letter.words_of(shown),
        "moves": [{"slug": slug, "label": opened[slug].label} for slug in MOVES if slug in opened],
        "crumbs": [*_crumbs(shown.decision), {"label": _("Letter to the state")}], "missing": missing,
        "warning": state_letter.what_stays_english(shown) if shown.state == StateTrackState.DRAFTED else "",
        "acts": Act.objects.about(shown).open(),
    }  # fmt: skip
    return render(request, "decisions/state_consultation.html", context)


@login_required
def state_move(request, pk, spk, move):
    """A page with the few fields of one act, and the act."""
    shown = _consultation(request, pk, spk)
    if move not in MOVES:
        raise Http404
    asked, do, shape = MOVES[move]
    permitted_or_403(request, asked, shown)
    files = request.FILES if request.method == "POST" else None
    form = shape_of(shape, shown, request.POST or None, files)

    def act(values):
        with transaction.atomic():
            do(shown, by=request.user, **values)

    return act_page(
        request, form, act, title=asked.label, subtitle=str(shown.decision), back=_address(shown),
        button=asked.label, done=asked.done, kind="danger" if move.startswith("cancel") else "",
        text=_said_before(move, shown),
        crumbs=[*_crumbs(shown.decision), {"label": _("Letter to the state"), "url": _address(shown)}, {"label": asked.label}],
    )  # fmt: skip


def _said_before(move, shown):
    """What is worth a second look before an act: a letter that is half in another language, a file that stays."""
    if move == "mark-sent":
        return state_letter.what_stays_english(shown)
    if move == "correct-sending":
        return _("The kept letter stays as it left; the history keeps what was entered first.")
    return ""


@login_required
@require_GET
def letter_docx(request, pk, spk):
    return _letter(request, pk, spk, state_letter.DOCX)


@login_required
@require_GET
def letter_pdf(request, pk, spk):
    return _letter(request, pk, spk, state_letter.PDF)


def _letter(request, pk, spk, media_type):
    shown = _consultation(request, pk, spk)
    found = state_letter.kept(shown, media_type)
    if found is not None:
        return serve(found.stored_file, inline=True, request=request)
    name = state_letter.name_of(shown, media_type)
    return serve_bytes(state_letter.make(shown, media_type), name=name, media_type=media_type, inline=True)


@login_required
@require_GET
def reply_file(request, pk, spk):
    """The reply as it came, for whoever sees the consultation."""
    shown = _consultation(request, pk, spk)
    if shown.reply is None:
        raise Http404
    return serve(shown.reply, inline=True, request=request)


@login_required
@require_POST
def declare_after_state(request, pk):
    """A co-chair declares adoption after the state concurred with comments (RULES R5.28)."""
    shown = visible_or_404(Decision, request.user, pk=pk)
    if not request.user.has_perm("decisions.adopt", shown):
        raise PermissionDenied(_("A co-chair declares adoption."))
    with refusals_as_messages(request):
        state_track.declare_after_state(shown, by=request.user)
        messages.success(request, _("%(symbol)s is adopted.") % {"symbol": shown.symbol})
    return redirect(shown)


def _consultation(request, pk, spk):
    rows = StateConsultation.objects.select_related(
        "decision", "version", "counterpart", "reply", "registered_by"
    ).prefetch_related("rulings__by", "follow_ups__by")
    visible_or_404(Decision, request.user, pk=pk)
    return visible_or_404(StateConsultation, request.user, queryset=rows, pk=spk, decision_id=pk)


def _address(consultation):
    return reverse("decisions:state_consultation", args=[consultation.decision_id, consultation.pk])


def _crumbs(decision):
    return [
        {"label": _("Decisions"), "url": reverse("decisions:decision_list")},
        {"label": decision.reference, "url": decision.get_absolute_url()},
    ]
