"""The list, the statement room, and the particulars of a statement."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from decisions.states import RoundState
from decisions.views.ledger import ledger_of
from decisions.workflow.answers import seats_of
from foundation.audit.models import Act
from foundation.circulation.workflow import note_opened
from foundation.core.access import refusals_as_messages
from members.standing import Standing
from members.views.acts import permitted_or_403, versioned_page
from statements import tasks
from statements.forms import ReasonForm, StatementForm
from statements.models import Statement, title_in
from statements.states import UNPUBLISHED
from statements.views.frame import act_on, crumbs_of, page_of, the_statement
from statements.views.ledger import addresses_on, rounds_of
from statements.views.side_by_side import columns_of
from statements.workflow import statements as life
from statements.workflow.reading import changes_since, lost_signatures, what_is_missing
from statements.workflow.signing import offices_to_sign_for

PER_PAGE = 25


@login_required
@require_safe
def statement_list(request):
    """All statements, those on their way first."""
    if not request.user.has_perm("statements.see_statements"):
        raise PermissionDenied(_("Statements are drafted and cleared among the members of the Network only."))
    rows = Statement.objects.visible_to(request.user).select_related("lead")
    rows = rows.prefetch_related("texts", "signatures", "clearances__round")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lines = [_line(one) for one in page]
    context = {
        "page": page, "coming": [line for line in lines if line["statement"].state in UNPUBLISHED],
        "past": [line for line in lines if line["statement"].state not in UNPUBLISHED],
        "may_begin": request.user.has_perm("statements.begin_statement"),
    }  # fmt: skip
    return render(request, "statements/statement_list.html", context)


def _line(statement):
    clearances = list(statement.clearances.all())
    ends = clearances[-1].round.ends_at if clearances and statement.state == "in_clearance" else None
    live = [one for one in statement.signatures.all() if one.is_live]
    return {"statement": statement, "title": title_in(statement), "ends": ends, "signed": live}


@login_required
@require_safe
def statement(request, slug):
    """The statement room: everything about one statement on one page."""
    shown = the_statement(request, slug)
    note_opened(request.user, shown)
    clearances = list(shown.clearances.select_related("canonical").order_by("-number"))
    rounds = rounds_of(clearances)
    last = clearances[0] if clearances else None
    round_ = rounds.get(last.round_id) if last else None
    user = request.user
    signatures = list(shown.signatures.select_related("person").order_by("pk"))
    lost = lost_signatures(shown) if shown.is_unpublished else []
    context = page_of(
        shown,
        columns=columns_of(shown, user), moves={move.name for move in life.STATEMENT.open_to(user, shown)},
        missing=what_is_missing(shown, round_), clearance=last, round=round_,
        ledger=ledger_of(round_, user, addresses_on(shown)) if round_ else None,
        earlier=[(one, rounds[one.round_id]) for one in clearances[1:]],
        my_seats=seats_of(round_, user) if round_ and round_.state == RoundState.OPEN else [],
        live=[one for one in signatures if one.is_live], lost=lost,
        offices=offices_to_sign_for(shown, user) if Standing.of(user).is_co_chair else [],
        since_cleared=_since_cleared(shown, clearances), acts=Act.objects.about(shown).open(),
        lead_mandates=shown.lead_mandates.all(), endorsing=shown.endorsing.all(),
    )  # fmt: skip
    context["lost_changes"] = [(one, changes_since(one.canonical, shown)) for one in lost[:1]]
    return render(request, "statements/statement.html", context)


def _since_cleared(shown, clearances):
    """What changed since members cleared it; nothing while that is still to come."""
    if not clearances or shown.cleared_at is None or clearances[0].canonical.text_hash == shown.text_hash:
        return []
    return changes_since(clearances[0].canonical, shown)


@login_required
def statement_new(request):
    """Begin a statement."""
    if not request.user.has_perm("statements.begin_statement"):
        raise PermissionDenied(_("Members, secretariat and co-chairs begin statements."))
    form = StatementForm(request.POST or None, user=request.user, instance=Statement())
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            made = life.begin_statement(by=request.user, **form.values())
        if not refusals:
            return redirect(made)
    crumbs = [*crumbs_of_list(), {"label": _("New statement")}]
    context = {"form": form, "title": _("New statement"), "back": crumbs[0]["url"], "crumbs": crumbs}
    return render(request, "members/edit.html", context, status=422 if form.errors else 200)


def crumbs_of_list():
    """The first crumb alone."""
    return crumbs_of(Statement(slug="-", symbol="-"))[:1]


@login_required
def statement_edit(request, slug):
    """Change the particulars; on a conflict both are shown."""
    shown = the_statement(request, slug)
    permitted_or_403(request, life.describe, shown)
    return versioned_page(
        request, StatementForm(request.POST or None, instance=shown, user=request.user),
        lambda version, values: life.describe(shown, by=request.user, version=version, **values),
        title=_("Change the particulars"), back=shown.get_absolute_url(), crumbs=crumbs_of(shown, _("Particulars")),
    )  # fmt: skip


@login_required
def statement_return(request, slug):
    """A co-chair returns it with a reason."""
    shown = the_statement(request, slug)

    def call(values):
        life.return_statement(shown, by=request.user, **values)
        tasks.nudge(shown)

    return act_on(
        request, shown, life.return_statement, ReasonForm(request.POST or None), call, kind="danger",
        text=_("It goes back to a draft. Signatures that were given do not count any more; members clear it anew."),
    )  # fmt: skip


@login_required
def statement_withdraw(request, slug):
    """It will not be said."""
    shown = the_statement(request, slug)
    return act_on(
        request, shown, life.withdraw_statement, ReasonForm(request.POST or None),
        lambda values: life.withdraw_statement(shown, by=request.user, **values), kind="danger",
        text=_("The Network does not make this statement. What was cleared and signed stays on record."),
    )  # fmt: skip
