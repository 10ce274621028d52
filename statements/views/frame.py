"""What all pages of statements share: fetching one, its crumbs, and one page for every act."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core.access import visible_or_404
from members.views.acts import act_page, permitted_or_403
from statements.models import Statement, title_in

IN_FULL = ("lead", "lead_person", "spokesperson", "state_decision")


def the_statement(request, slug):
    """The statement of the address, or 404."""
    rows = Statement.objects.select_related(*IN_FULL)
    return visible_or_404(Statement, request.user, queryset=rows, slug=slug)


def crumbs_of(statement, *labels):
    """From the list to this page."""
    crumbs = [
        {"label": _("Statements"), "url": reverse("statements:statement_list")},
        {"label": statement.symbol, "url": statement.get_absolute_url()},
        *({"label": str(label)} for label in labels),
    ]
    crumbs[-1].pop("url", None)
    return crumbs


def page_of(statement, *labels, **context):
    """The context of a page below the statement room."""
    return {
        "statement": statement, "title_now": title_in(statement), "crumbs": crumbs_of(statement, *labels), **context,
    }  # fmt: skip


def act_on(request, statement, move, form, call, **words):
    """One page for one act: 403 for who may not, back with the sentence where the state does not allow it."""
    permitted_or_403(request, move, statement)
    if move.sources is not None and statement.state not in move.sources:
        messages.error(request, move.workflow.refusal(move, statement))
        return redirect(statement)
    missing = move.what_is_missing(statement)
    if missing:
        messages.error(request, " ".join(map(str, missing)))
        return redirect(statement)
    return act_page(
        request, form, call, title=str(words.pop("title", move.label)), subtitle=title_in(statement),
        back=words.pop("back", statement.get_absolute_url()), button=str(words.pop("button", move.label)),
        done=str(words.pop("done", _("Recorded."))), text=str(words.pop("text", "")),
        crumbs=crumbs_of(statement, move.label), **words,
    )  # fmt: skip
