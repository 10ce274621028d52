"""Accounts come by invitation only, and end with the last day in the Network."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.workflow import prepare_account, shut, take_back_invitation
from foundation.audit.states import Hat
from foundation.circulation.workflow import circulate
from foundation.core.workflow import THE_PORTAL, Refused
from members.access import is_secretariat
from members.models import Person
from members.workflow.directory import DIRECTORY


@DIRECTORY.act(may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Invite"), done=_("Invited to the portal"))
def invite(person, *, by, letter=None):
    """Open the way to an account: a signed link, good for 14 days, goes out in the person's language.

    `letter` is the class of letter that carries the link, which leaves at once; without it nothing is
    sent. Inviting again makes the older link useless. Raises `Refused` for somebody without an address,
    who left, or who accepted already.
    """
    if person.left_on and person.left_on < timezone.localdate():
        raise Refused(_("%(name)s has left the Network and cannot be invited.") % {"name": person})
    if not person.email:
        raise Refused(_("%(name)s has no e-mail address. Add one, then invite again.") % {"name": person})
    invitation = prepare_account(
        person.user, email=person.email, name=person.name, language=person.language, by=by
    )
    other = Person.objects.filter(user=invitation.user).exclude(pk=person.pk).first()
    if other:
        raise Refused(_("The account with this address belongs to %(name)s.") % {"name": other})
    person.user = invitation.user
    person.save()
    if letter:
        circulate(letter(person, invitation), by=by, at_once=True)
    return invitation


@DIRECTORY.act(
    may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Withdraw the invitation"), done=_("Invitation withdrawn"),
)  # fmt: skip
def withdraw_invitation(person, *, by):
    """The link in the letter stops working. Raises `Refused` when it was accepted already."""
    if person.user is None:
        raise Refused(_("%(name)s was not invited.") % {"name": person})
    take_back_invitation(person.user)


@DIRECTORY.act(
    may=is_secretariat,
    hat=Hat.SECRETARIAT,
    label=_("Close the account"),
    done=_("Account closed"),
    automatic=True,
)
def close_account(person, *, by):
    """The day after the last one: the account is shut, its sessions end."""
    if person.user and person.user.is_active:
        shut(person.user)


def close_accounts_of_those_who_left():
    """Shut each account whose person's last day is over; answer how many. For the clock."""
    gone = Person.objects.filter(left_on__lt=timezone.localdate(), user__is_active=True)
    people = list(gone.select_related("user"))
    for person in people:
        close_account(person, by=THE_PORTAL)
    return len(people)
