"""Asking to join, being invited, and the answers; in the portal and by the signed link of a letter."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from foundation.audit.models import Act
from foundation.circulation.workflow import circulate
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.links import read_link
from foundation.core.workflow import THE_PORTAL, Refused
from members.letters import InvitationSent
from workinggroups.forms import InviteForm, JoinForm, ReasonForm
from workinggroups.letters import InvitedIntoGroup, JoinAnswered, JoinAsked
from workinggroups.models import JoinRequest
from workinggroups.states import JoinState
from workinggroups.views.frame import act_on, crumbs_of, the_group
from workinggroups.workflow import joining as office


@login_required
def group_join(request, slug):
    """Ask to sit in a group."""
    group = the_group(request, slug)
    form = JoinForm(request.POST or None, organisations=office.organisations_asking(request.user))

    def ask(values):
        with transaction.atomic():
            asked = office.ask_to_join(group, by=request.user, **values)
            _tell(JoinAsked(asked), request.user)

    return act_on(
        request, group, office.ask_to_join, form, ask, group=group, back=group.get_absolute_url(),
        button=_("Ask"), done=_("Who runs the group is asked. You get a letter with the answer."),
    )  # fmt: skip


@login_required
def group_invite(request, slug):
    """Ask somebody into the group: a letter with a link goes to them."""
    group = the_group(request, slug)
    return act_on(
        request, group, office.invite_into_group, InviteForm(request.POST or None),
        lambda values: office.invite_into_group(
            group, by=request.user, letter=InvitedIntoGroup, account_letter=InvitationSent, **values
        ),
        group=group, back=reverse("workinggroups:group_members", args=[slug]),
        done=_("The letter with the question is on its way."),
        text=_(
            "The person gets a letter with a link that asks for the answer. "
            "Who comes from outside of the Network sees this group and nothing else."
        ),
    )  # fmt: skip


def _the_joining(request, pk):
    rows = JoinRequest.objects.select_related("group", "person__user", "organisation", "made_by")
    return visible_or_404(JoinRequest, request.user, queryset=rows, pk=pk)


@login_required
@require_safe
def joining(request, pk):
    """One request or invitation with what can be done about it."""
    shown = _the_joining(request, pk)
    crumbs = [{"label": _("Working groups"), "url": reverse("workinggroups:group_list")}]
    sees_group = type(shown.group).objects.visible_to(request.user).filter(pk=shown.group_id).exists()
    if sees_group:
        crumbs = crumbs_of(shown.group, _("Joining"))
    context = {
        "joining": shown, "group": shown.group, "sees_group": sees_group, "crumbs": crumbs,
        "moves": {move.name for move in office.JOIN.open_to(request.user, shown)},
        "decline_form": ReasonForm(auto_id="decline_%s"), "acts": Act.objects.about(shown),
    }  # fmt: skip
    return render(request, "workinggroups/joining.html", context)


def _moved(request, pk, move, done, **words):
    shown = _the_joining(request, pk)
    with refusals_as_messages(request) as refusals, transaction.atomic():
        move(shown, by=request.user, **words)
        if shown.state in (JoinState.ACCEPTED, JoinState.DECLINED):
            _tell(JoinAnswered(shown), request.user)
    if not refusals:
        messages.success(request, done)
        vars(request.user).pop("_standing", None)
    if shown.state == JoinState.ACCEPTED and not refusals:
        return redirect(shown.group)
    return redirect(shown)


def _tell(letter, by):
    """Write at once to whom it concerns; a decline without anybody to write to is no trouble."""
    if letter.recipients():
        circulate(letter, by=by, at_once=True)


@require_POST
@login_required
def joining_accept(request, pk):
    return _moved(request, pk, office.accept_joining, _("The seat begins today."))


@require_POST
@login_required
def joining_decline(request, pk):
    words = {"reason": request.POST.get("reason", "")[:2000]}
    return _moved(request, pk, office.decline_joining, _("The answer is recorded."), **words)


@require_POST
@login_required
def joining_withdraw(request, pk):
    return _moved(request, pk, office.withdraw_joining, _("The question is taken back."))


@never_cache
def answer_group(request, token):
    """The page behind the link of an invitation: it asks, and only the buttons answer (RULES R10.61)."""
    try:
        shown = _behind(read_link("group-invitation", token))
    except Refused as refusal:
        return render(request, "workinggroups/answer_closed.html", {"sentence": str(refusal)}, status=410)
    account = shown.person.user
    language = account.language if account and account.is_active else shown.person.language
    with translation.override(language):
        context = {"joining": shown, "group": shown.group, "form": ReasonForm(request.POST or None)}
        if request.method == "POST":
            return _answered(request, shown, context)
        return render(request, "workinggroups/answer.html", context)


def _behind(what):
    rows = JoinRequest.objects.select_related("group", "person__user", "organisation")
    shown = rows.filter(pk=what.get("joining")).first()
    if shown is None or not shown.group.is_at_work:
        raise Refused(
            _("This invitation is not open any more. Write to the secretariat if you have questions.")
        )
    if shown.state != JoinState.OPEN:
        raise Refused(
            _("This invitation was answered already: %(state)s.") % {"state": shown.get_state_display()}
        )
    return shown


def _answered(request, shown, context):
    """Who has no account yet answers by the link alone: the portal writes it down, and by which way it came."""
    account = shown.person.user
    by = account if account and account.is_active else THE_PORTAL
    is_yes = request.POST.get("answer") == "yes"
    try:
        with transaction.atomic():
            if is_yes:
                office.accept_joining(shown, by=by, channel="mail-link")
            else:
                reason = request.POST.get("reason", "")[:2000]
                office.decline_joining(shown, by=by, reason=reason, channel="mail-link")
            _tell(JoinAnswered(shown), by)
    except Refused as refusal:
        return render(request, "workinggroups/answer.html", context | {"refusal": str(refusal)}, status=422)
    return render(request, "workinggroups/answer_thanks.html", context | {"is_yes": is_yes})
