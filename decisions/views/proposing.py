"""Proposals as they are written: new, changed, with their papers; and whether the state is concerned."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from decisions.forms_proposing import ContestForm, JudgeForm, PaperForm, ProposalForm, RuleOnConcernForm
from decisions.letters.state import ConcernToRule
from decisions.models import BackgroundPaper, Decision
from decisions.states import REWORDABLE, StateConcern
from decisions.workflow import register, state_track
from decisions.workflow.decisions import propose
from decisions.workflow.proposing import change_proposal, stamp_of, write_down
from foundation.audit.record import record
from foundation.circulation.workflow import circulate
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.workflow import THE_PORTAL, Refused, Stale
from foundation.documents.files import serve
from foundation.documents.models import Classification
from members.views.acts import act_page, permitted_or_403

FACTS = (
    "title", "text", "kind", "background", "lead", "due_on", "mandates", "network_objectives", "gcm_objectives",
    "bar", "supersedes",
)  # fmt: skip


@login_required
def decision_new(request):
    """A proposal begins; `?supersedes=` fills in which decision it takes the place of."""
    may_propose_or_403(request.user)
    initial = {}
    superseded = request.GET.get("supersedes", "")
    if superseded.isdigit():
        earlier = visible_or_404(Decision, request.user, pk=int(superseded))
        initial = {name: getattr(earlier, name) for name in FACTS if name not in ("mandates", "due_on")}
        initial |= {"supersedes": earlier, "mandates": earlier.mandates.all()}
    return proposal_page(request, initial=initial, crumbs=[_register_crumb(), {"label": _("New proposal")}])


def may_propose_or_403(user):
    """Answer 403 to whoever is neither secretariat nor co-chair nor speaks for a member."""
    if not (user.has_perm("decisions.record_decision") or user.has_perm("decisions.draft_proposal", None)):
        raise PermissionDenied(_("Members, co-chairs and the secretariat propose decisions."))


def proposal_page(request, *, crumbs, initial=None, then=None, back=None):
    """The page on which a proposal is written. `then(decision)`: what else is done in the same transaction."""
    form = ProposalForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals, transaction.atomic():
            decision = _write(request, form, then)
        if not refusals:
            return redirect(back or decision)
    context = {
        "form": form,
        "crumbs": crumbs,
        "back": back or reverse("decisions:decision_list"),
        "own": _own(request),
    }
    return render(request, "decisions/proposal_form.html", context, status=_status(form))


def _write(request, form, then):
    decision = write_down(by=request.user, **form.facts)
    if request.POST.get("act") == "propose":
        propose(decision, by=request.user)
        messages.success(
            request,
            _(
                "All members see the proposal now. Ask them for their answer next: the page of the proposal says how."
            ),
        )
    else:
        messages.success(
            request, _("The proposal is kept as a draft. Put it before the members when it is ready.")
        )
    if then is not None:
        then(decision)
    tell_co_chairs(decision)
    return decision


def _status(form):
    return 422 if form.is_bound and form.errors else 200


def _own(request):
    """Drafts of this reader's organisations, offered beside a new one."""
    drafts = Decision.objects.visible_to(request.user).filter(state="draft")
    return drafts.order_by("-made_at")[:10]


def tell_co_chairs(decision):
    """Write to the co-chairs when they have to rule whether the state is concerned."""
    if decision.concerns_state != StateConcern.TO_RULE:
        return
    letter = ConcernToRule(decision)
    if letter.recipients():
        circulate(letter, by=THE_PORTAL, at_once=True)


@login_required
def decision_edit(request, pk):
    shown = visible_or_404(Decision, request.user, pk=pk)
    permitted_or_403(request, register.add_paper, shown)
    if shown.state not in REWORDABLE:
        messages.error(
            request, _("Members are asked about this text, or it is adopted: it cannot be changed here.")
        )
        return redirect(shown)
    initial = {name: getattr(shown, name) for name in FACTS} | {
        "mandates": shown.mandates.all(), "stamp": stamp_of(shown),
    }  # fmt: skip
    form = ProposalForm(request.POST or None, user=request.user, initial=initial, is_new=False)
    theirs = None
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            try:
                change_proposal(shown, by=request.user, stamp=form.cleaned_data["stamp"], **form.facts)
            except Stale as stale:
                theirs = stale.current
                form.data = form.data.copy() | {"stamp": stamp_of(theirs)}
                raise
        if not refusals:
            messages.success(request, _("The proposal is saved."))
            return redirect(shown)
    context = {
        "form": form, "decision": shown, "theirs": theirs, "back": shown.get_absolute_url(),
        "crumbs": [_register_crumb(), _crumb(shown), {"label": _("Change the proposal")}],
    }  # fmt: skip
    return render(request, "decisions/proposal_form.html", context, status=409 if theirs else _status(form))


@login_required
def paper_new(request, pk):
    """A background paper is put beside a proposal."""
    shown = visible_or_404(Decision, request.user, pk=pk)
    permitted_or_403(request, register.add_paper, shown)
    form = PaperForm(request.POST or None, request.FILES or None, initial={"language": request.LANGUAGE_CODE})
    return act_page(
        request, form, lambda values: register.add_paper(shown, by=request.user, **values),
        title=_("Add a background paper"), subtitle=str(shown), back=shown.get_absolute_url(), button=_("Add"),
        done=register.add_paper.done, crumbs=[_register_crumb(), _crumb(shown), {"label": _("Background paper")}],
    )  # fmt: skip


@login_required
@require_GET
def decision_paper(request, pk, paper_pk):
    """A paper, for whoever sees its proposal, within its audience; confidential ones are logged (R8.46)."""
    shown = _paper(request, pk, paper_pk)
    if shown.classification != Classification.UNCLASSIFIED:
        worn = register.add_paper.hat(request.user)
        record(shown, "decisions.read_paper", by=request.user, hat=worn, is_sealed=True)
    return serve(shown.stored_file, inline=True, request=request)


@login_required
@require_POST
def paper_remove(request, pk, paper_pk):
    shown = _paper(request, pk, paper_pk)
    with refusals_as_messages(request):
        register.remove_paper(shown, by=request.user)
        messages.success(request, register.remove_paper.done)
    return redirect("decisions:decision", pk=pk)


def _paper(request, pk, paper_pk):
    rows = BackgroundPaper.objects.select_related("stored_file", "decision")
    return visible_or_404(BackgroundPaper, request.user, queryset=rows, pk=paper_pk, decision_id=pk)


CONCERN = {
    "judge": (state_track.judge_state_concern, JudgeForm),
    "rule": (state_track.rule_state_concern, RuleOnConcernForm),
    "contest": (state_track.contest_state_concern, ContestForm),
}


@login_required
def decision_concern(request, pk, word):
    """Say, rule or contest whether the state is concerned (RULES R5.26)."""
    shown = visible_or_404(Decision, request.user, pk=pk)
    if word not in CONCERN:
        raise Http404
    move, shape = CONCERN[word]
    permitted_or_403(request, move, shown)
    if request.method != "POST" and shown.state not in move.sources:
        messages.info(request, _("This decision is not pending any more."))
        return redirect(shown)
    form = shape(request.POST or None, user=request.user, decision=shown)

    def act(values):
        if move.sources and shown.state not in move.sources:
            raise Refused(_("This decision is not pending any more."))
        with transaction.atomic():
            say = state_track.ruling_on_concern if word == "rule" else move
            say(shown, by=request.user, **values)
            tell_co_chairs(shown)

    return act_page(
        request, form, act, title=move.label, subtitle=str(shown), back=f"{shown.get_absolute_url()}#state",
        button=move.label, done=move.done, crumbs=[_register_crumb(), _crumb(shown), {"label": move.label}],
    )  # fmt: skip


def _register_crumb():
    return {"label": _("Decisions"), "url": reverse("decisions:decision_list")}


def _crumb(decision):
    return {"label": decision.reference, "url": decision.get_absolute_url()}
