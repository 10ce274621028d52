"""A person: how to reach them, what they do in the Network, and their account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.backends import has_left
from foundation.accounts.models import Invitation
from foundation.audit.changes import with_changes
from foundation.audit.models import Act
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.templatetags.ui import in_language
from members.forms.directory import LeaveForm, OwnContactForm, PersonForm
from members.letters import InvitationSent
from members.models import Organisation, Person
from members.standing import Standing
from members.views.acts import act_page, list_crumb, permitted_or_403, versioned_page
from members.views.organisations import EDIT
from members.workflow import (
    add_person,
    bring_back,
    edit_own_contact,
    edit_person,
    invite,
    leave,
    withdraw_invitation,
)

EDITS = ("members.edit_person", "members.edit_own_contact")
WITH_HOME = Person.objects.select_related("organisation", "user")


def person_crumbs(row, *more):
    """Members, the organisation, the person, what is done."""
    home = row.organisation
    here = {"label": in_language(row), "url": row.get_absolute_url() if more else ""}
    crumbs = [list_crumb(), {"label": in_language(home, "acronym"), "url": home.get_absolute_url()}, here]
    return [*crumbs, *({"label": label} for label in more)]


@login_required
@require_safe
def person(request, slug):
    """The page of one person; the account is the secretariat's business and one's own."""
    row = visible_or_404(Person, request.user, slug=slug, queryset=WITH_HOME.all())
    standing = Standing.of(request.user)
    appointments = row.appointments.order_by("-starts_on")
    representations = row.representations.select_related("organisation").order_by("-starts_on")
    invitation = Invitation.objects.filter(user=row.user_id).select_related("invited_by").first()
    acts = Act.objects.about(
        row, *appointments, *representations, *([invitation] if invitation else [])
    ).open()
    context = {
        "person": row,
        "crumbs": person_crumbs(row),
        "keeps": standing.is_secretariat,
        "is_self": standing.person == row,
        "appointments": appointments,
        "representations": representations,
        "account": account_state(row, invitation),
        "invitation": invitation,
        "has_left": bool(row.left_on and row.left_on < timezone.localdate()),
        "acts": with_changes(acts, row, verbs=EDITS) if standing.is_insider else [],
    }
    return render(request, "members/person.html", context)


def account_state(row, invitation):
    """The state of somebody's account, for a badge: value, label."""
    was_withdrawn = row.user and invitation is None and row.user.last_login is None
    if row.user is None or (was_withdrawn and not row.user.is_active):
        return {"state": "none", "label": _("No account")}
    if has_left(row.user):
        return {"state": "closed", "label": _("Account closed")}
    if row.user.is_active:
        return {"state": "active", "label": _("Active account")}
    if invitation is None or invitation.accepted_at:
        return {"state": "closed", "label": _("Account closed")}
    if invitation.valid_until < timezone.now():
        return {"state": "expired", "label": _("Invitation expired")}
    return {"state": "invited", "label": _("Invited")}


@login_required
@require_http_methods(EDIT)
def person_new(request):
    """Add somebody to the directory; `?organisation=` fills in where they work."""
    permitted_or_403(request, add_person)
    home = Organisation.objects.filter(slug=request.GET.get("organisation", "")).first()
    form = PersonForm(
        request.POST or None, initial={"organisation": home, "language": settings.LANGUAGE_CODE}
    )
    form.fields.pop("version")
    made = []
    return act_page(
        request, form, lambda values: made.append(add_person(by=request.user, **values)),
        title=_("Add a person"), back=lambda: made[0].get_absolute_url(), button=_("Add"),
        done=_("The person is added. Give them a role, then invite them to the portal."),
        crumbs=[list_crumb(), {"label": _("Add a person")}],
    )  # fmt: skip


@login_required
@require_http_methods(EDIT)
def person_edit(request, slug):
    """Edit names, position and contact."""
    row = visible_or_404(Person, request.user, slug=slug, queryset=WITH_HOME.all())
    permitted_or_403(request, edit_person, row)
    return versioned_page(
        request, PersonForm(request.POST or None, instance=row),
        lambda version, values: edit_person(row, by=request.user, version=version, **values),
        title=_("Edit %(name)s") % {"name": in_language(row)},
        back=row.get_absolute_url(), crumbs=person_crumbs(row, _("Edit")),
    )  # fmt: skip


@login_required
@require_http_methods(EDIT)
def person_contact(request, slug):
    """Edit one's own position and telephone."""
    row = visible_or_404(Person, request.user, slug=slug, queryset=WITH_HOME.all())
    permitted_or_403(request, edit_own_contact, row)
    return versioned_page(
        request, OwnContactForm(request.POST or None, instance=row),
        lambda version, values: edit_own_contact(row, by=request.user, version=version, **values),
        title=_("My contact details"),
        back=row.get_absolute_url(), crumbs=person_crumbs(row, _("My contact details")),
    )  # fmt: skip


@login_required
@require_http_methods(EDIT)
def person_leave(request, slug):
    """Somebody leaves: the last day, and what ends with it."""
    row = visible_or_404(Person, request.user, slug=slug, queryset=WITH_HOME.all())
    permitted_or_403(request, leave, row)
    return act_page(
        request, LeaveForm(request.POST or None, initial={"on": timezone.localdate()}),
        lambda values: leave(row, by=request.user, on=values["on"]),
        title=_("%(name)s leaves the Network") % {"name": in_language(row)}, kind="danger",
        text=_("Hand over the roles first if somebody takes over: the successor then begins on the same day."),
        back=row.get_absolute_url(), button=_("Record the last day"),
        done=_("The last day is recorded."), crumbs=person_crumbs(row, _("Leaves the Network")),
    )  # fmt: skip


@login_required
@require_POST
def person_return(request, slug):
    """Somebody who left is back."""
    row = visible_or_404(Person, request.user, slug=slug, queryset=WITH_HOME.all())
    with refusals_as_messages(request) as refusals:
        bring_back(row, by=request.user)
    if not refusals:
        messages.success(request, _("Back in the directory. Give the roles anew, then invite to the portal."))
    return redirect(row)


@login_required
@require_POST
def person_invite(request, slug):
    """Invite, or invite again; the older link stops working."""
    row = visible_or_404(Person, request.user, slug=slug, queryset=WITH_HOME.all())
    with refusals_as_messages(request) as refusals:
        invite(row, by=request.user, letter=InvitationSent)
    if not refusals:
        words = {"name": in_language(row), "email": row.email}
        messages.success(request, _("The invitation for %(name)s is on its way to %(email)s.") % words)
    return redirect(row)


@login_required
@require_POST
def person_withdraw_invitation(request, slug):
    """Make the link of an invitation useless."""
    row = visible_or_404(Person, request.user, slug=slug, queryset=WITH_HOME.all())
    with refusals_as_messages(request) as refusals:
        withdraw_invitation(row, by=request.user)
    if not refusals:
        messages.success(request, _("The invitation is withdrawn; its link does not work any more."))
    return redirect(row)
