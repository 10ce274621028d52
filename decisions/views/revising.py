"""From an objection to the next text: the editor with its redline, and any two texts side by side (RULES R4.22)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from decisions.forms_rounds import ReviseForm
from decisions.models import Decision
from decisions.states import AnswerKind, DecisionState, RoundState
from decisions.views.crumbs import crumbs_of
from decisions.workflow.bars import MOST_BROKEN, broken_rounds
from decisions.workflow.decisions import begin_revision, reword
from decisions.workflow.reading import Comparison, rounds_in_full
from decisions.workflow.sentence import seat_name
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.review.redline import redline, words_changed


@login_required
def decision_revise(request, pk):
    decision = visible_or_404(Decision, request.user, pk=pk)
    if not request.user.has_perm("decisions.reword", decision):
        raise PermissionDenied(_("The secretariat or the member that proposed it revises the text."))
    last = rounds_in_full().filter(decision=decision, state=RoundState.BROKEN).order_by("-number").first()
    if last is None or decision.state not in (DecisionState.OBJECTION_RAISED, DecisionState.UNDER_REVISION):
        messages.info(request, _("This text is not under revision."))
        return redirect(decision)
    form = ReviseForm(request.POST or None, initial={"text": decision.text})
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals, transaction.atomic():
            if decision.state == DecisionState.OBJECTION_RAISED:
                begin_revision(decision, by=request.user)
            reword(decision, by=request.user, **form.cleaned_data)
            messages.success(request, _("The new text is kept. Consult the members about it next."))
        if not refusals:
            return redirect(decision)
    text = form["text"].value() or ""
    context = {
        "decision": decision, "form": form, "last": last, "objections": _objections(last),
        "marked": redline(last.version.text, text), "words": words_changed(last.version.text, text),
        "is_second": broken_rounds(decision) >= MOST_BROKEN, "crumbs": crumbs_of(decision, _("Revise the text")),
    }  # fmt: skip
    return render(request, "decisions/revise.html", context, status=422 if form.errors else 200)


def _objections(last):
    """Each objection that stood, in its last words."""
    for seat in last.seats.all():
        said = seat.standing
        if said is not None and said.kind == AnswerKind.OBJECTION:
            yield {"name": seat_name(seat), "said": said, "text": said.wording,
                   "marked": redline(last.version.text, said.wording) if said.wording else ""}  # fmt: skip


@login_required
@require_POST
def redline_of(request, pk):
    """The redline of words that are being typed against the text that was objected to; nothing is kept."""
    decision = visible_or_404(Decision, request.user, pk=pk)
    last = rounds_in_full().filter(decision=decision, state=RoundState.BROKEN).order_by("-number").first()
    if last is None or not request.user.has_perm("decisions.reword", decision):
        raise Http404
    text = request.POST.get("text", "")[:20000]
    context = {"marked": redline(last.version.text, text), "words": words_changed(last.version.text, text)}
    return render(request, "decisions/_redline.html", context)


@login_required
@require_GET
def compare(request, pk):
    """Any two texts of a decision that members were asked about, with the change by word."""
    decision = visible_or_404(Decision, request.user, pk=pk)
    versions = list(decision.versions.filter(rounds__in=decision.rounds.visible_to(request.user)).distinct())
    if len(versions) < 2:
        raise Http404
    numbers = {str(one.number): one for one in versions}
    before = numbers.get(request.GET.get("from", ""), versions[-2])
    after = numbers.get(request.GET.get("to", ""), versions[-1])
    context = {"decision": decision, "versions": versions, "comparison": Comparison(before, after),
               "crumbs": crumbs_of(decision, _("Compare the texts"))}  # fmt: skip
    return render(request, "decisions/compare.html", context)
