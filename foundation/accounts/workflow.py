"""The life of an account.

    invited (link good for 14 days) → accepted → active → shut
       └→ invited again (older links die) · withdrawn

Who may invite is a matter of the directory: `members` calls `prepare_account` from its own move.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.access import is_own_account, is_own_invitation
from foundation.accounts.models import Invitation, User
from foundation.audit.states import Hat
from foundation.core.links import read_link, sign_link
from foundation.core.workflow import Refused, Workflow

ACCOUNT = Workflow("accounts")
DAYS_TO_ACCEPT = 14
OWN_CHOICES = ("language", "digest_day", "wants_reminders", "wants_action_reminders", "updates_letter")


class InvitationUsed(Refused):
    """The invitation was accepted before: there is an account, so sign in."""


class InvitationGone(Refused):
    """The invitation was withdrawn, or a newer one took its place."""


def prepare_account(user, *, email, name, language, by):
    """Make (or take) the sleeping account and its invitation, valid for 14 days; answer the invitation.

    Raises `Refused` when the account is in use already.
    """
    user = user or User.objects.filter(email__iexact=email).first()
    if user and user.is_active:
        raise Refused(_("%(name)s has an account already and can sign in.") % {"name": user})
    if user is None:
        user = User.objects.create_user(email, name, language=language, is_active=False)
    elif user.email != email.lower():
        change_address(user, email)
    now = timezone.now()
    invitation, _made = Invitation.objects.update_or_create(
        user=user,
        defaults={
            "invited_by": by,
            "invited_at": now,
            "valid_until": now + timedelta(days=DAYS_TO_ACCEPT),
            "accepted_at": None,
        },
    )
    return invitation


def invitation_token(invitation):
    """The signed part of the link; inviting again makes it useless."""
    stamp = invitation.valid_until.isoformat()
    return sign_link("invitation", invitation.valid_until, user=invitation.user_id, stamp=stamp)


def read_invitation(token):
    """The invitation that a link stands for.

    Raises `LinkBroken`, `LinkExpired`, `InvitationUsed` or `InvitationGone`, each with its sentence.
    """
    what = read_link("invitation", token)
    invitation = Invitation.objects.select_related("user", "invited_by").filter(user=what["user"]).first()
    if invitation is None:
        raise InvitationGone(_("This invitation was withdrawn. Write to the secretariat if you need access."))
    if invitation.accepted_at:
        raise InvitationUsed(_("This invitation was accepted already: you have an account. Sign in with it."))
    if invitation.valid_until.isoformat() != what["stamp"]:
        raise InvitationGone(_("A newer invitation was sent to you. Use the link in the latest letter."))
    return invitation


def accept(invitation, *, language, password=""):
    """Open the account of the person who followed the link; answer the account.

    Raises `InvitationUsed` when somebody clicked twice.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=invitation.user_id)
        user.is_active = True
        user.language = language
        if password:
            user.set_password(password)
        user.save()
        accept_invitation(invitation, by=user)
    return user


@ACCOUNT.act(
    may=is_own_invitation, hat=Hat.SELF, label=_("Accept the invitation"), done=_("Invitation accepted")
)
def accept_invitation(invitation, *, by):
    """The person accepts; their address counts as verified, for the link went there. Call `accept`."""
    if invitation.accepted_at:
        raise InvitationUsed(_("This invitation was accepted already: you have an account. Sign in with it."))
    invitation.accepted_at = timezone.now()
    _verify_only_address(by)


def take_back_invitation(user):
    """Make the link of an invitation useless. Raises `Refused` when it was accepted."""
    invitation = Invitation.objects.filter(user=user).first()
    if invitation is None:
        raise Refused(_("There is no invitation to withdraw."))
    if invitation.accepted_at:
        raise InvitationUsed(_("The invitation was accepted already and cannot be withdrawn."))
    invitation.delete()


@ACCOUNT.act(may=is_own_account, hat=Hat.SELF, label=_("Change my settings"), done=_("Own settings changed"))
def change_settings(user, *, by, **choices):
    """Choose the language, when letters come of themselves, and whether reminders come by mail."""
    changed = [name for name, value in choices.items() if getattr(user, name) != value]
    for name in changed:
        if name not in OWN_CHOICES:
            raise TypeError(f"{name} is not for the person to choose.")
        setattr(user, name, choices[name])
    user.act_details = {"changed": changed}


def shut(user):
    """Close an account and end its sessions; its acts stay."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    for session in UserSession.objects.filter(user=user):
        session.end()


def change_address(user, email):
    """Give the account the address that the directory has now. Raises `Refused` when another one has it."""
    if User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise Refused(
            _("Another account has the address %(email)s. Write a different one.") % {"email": email}
        )
    user.email = email.lower()
    user.save(update_fields=["email"])
    if user.is_active:
        _verify_only_address(user)


def _verify_only_address(user):
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
