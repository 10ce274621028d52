"""A corrigendum to an adopted text: written, looked at, issued (RULES R3.13)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from decisions.forms_register import CorrigendumForm
from decisions.models import Corrigendum, Decision
from decisions.views.crumbs import crumbs_of
from decisions.views.looking import mark_of, was_looked_at
from decisions.workflow.register import issue_corrigendum
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.review.redline import redline
from members.views.acts import permitted_or_403


@login_required
def decision_corrigendum(request, pk):
    """The secretariat corrects a slip; before it is issued the page shows exactly what will read how."""
    shown = visible_or_404(Decision, request.user, pk=pk)
    permitted_or_403(request, issue_corrigendum, shown)
    if not shown.is_taken:
        messages.info(request, _("This text is not adopted: change the proposal instead."))
        return redirect(shown)
    form, look = CorrigendumForm(request.POST or None, decision=shown, user=request.user), None
    if request.method == "POST" and form.is_valid():
        if was_looked_at(request, form):
            with refusals_as_messages(request) as refusals:
                issue_corrigendum(shown, by=request.user, **form.cleaned_data)
                messages.success(request, issue_corrigendum.done)
            if not refusals:
                return redirect(shown)
        else:
            look = _look(shown, form.cleaned_data)
    context = {
        "decision": shown, "form": form, "look": look, "mark": mark_of(form) if look else "",
        "crumbs": crumbs_of(shown, issue_corrigendum.label),
    }  # fmt: skip
    return render(request, "decisions/corrigendum.html", context, status=422 if form.errors else 200)


def _look(decision, said):
    """How the text would read: the words before and after, and the whole text with the change marked."""
    text = decision.text.replace("\r\n", "\n")
    one = Corrigendum(decision=decision, number=decision.corrigenda.count() + 1)
    corrected = text.replace(said["reads_now"].strip(), said["should_read"].strip(), 1)
    return said | {"symbol": one.symbol, "marked": redline(text, corrected)}
