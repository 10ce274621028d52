"""How people come into a group by their own wish, or by the group's.

    open ──accept──▶ accepted (a seat begins)
      ├───decline──▶ declined (a request: with a reason)
      └──withdraw──▶ withdrawn

A request is answered by who runs the group; an invitation by the person who is invited, also by the signed
link of its letter. What is still open when the group closes is withdrawn.
"""

from datetime import timedelta

import rules
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.circulation.workflow import circulate
from foundation.core.workflow import THE_PORTAL, Refused, Workflow
from members.models import Organisation
from members.standing import Standing
from members.workflow import invite
from workinggroups.access import is_asked, is_secretariat, may_ask_to_join, runs
from workinggroups.models import JoinRequest
from workinggroups.states import JOIN_MAP, GroupRole, JoinState, Origin
from workinggroups.workflow.groups import hat_in_group, move_on, only_at_work
from workinggroups.workflow.seats import give_seat

J = JoinState
JOIN = Workflow("workinggroups", JoinState, JOIN_MAP)
LINK_WORKS = timedelta(days=21)


@rules.predicate
def answers(user, joining):
    """The invited person answers an invitation, who runs the group a request."""
    if joining is None:
        return False
    return is_asked.test(user, joining) if joining.is_invitation else runs.test(user, joining)


@rules.predicate
def takes_back(user, joining):
    """Who asked takes the question back."""
    if joining is None:
        return False
    return runs.test(user, joining) if joining.is_invitation else is_asked.test(user, joining)


def organisations_asking(user):
    """The bodies for which somebody may ask to join: their own, and those of the Network they represent."""
    standing = Standing.of(user)
    return Organisation.objects.filter(pk__in={standing.organisation_id, *standing.member_organisations})


@JOIN.creation(
    may=may_ask_to_join, hat=hat_in_group, label=_("Ask to join"), done=_("Asked to join the group")
)
def ask_to_join(group, *, by, organisation, reason):
    """Somebody of a member asks to sit in the group; who runs it answers."""
    only_at_work(group)
    person = Standing.of(by).person
    if organisation not in organisations_asking(by):
        raise Refused(_("You may ask only for an organisation that you belong to or represent."))
    if not reason.strip():
        raise Refused(_("Say why your organisation wants to take part: who runs the group reads it."))
    _refuse_second(group, person)
    return JoinRequest.objects.create(
        group=group, organisation=organisation, person=person, origin=Origin.REQUEST, reason=reason.strip(),
        made_by=by,
    )  # fmt: skip


@JOIN.creation(may=runs, hat=hat_in_group, label=_("Invite"), done=_("Invited into the group"))
def invite_into_group(group, *, by, person, role, reason="", letter=None, account_letter=None):
    """Ask a person of the directory into the group, as its member, partner or observer.

    Somebody without an account gets the way to one as well, which only the secretariat gives. `letter` and
    `account_letter` are the classes of the letters; without them nothing is sent. Returns the `JoinRequest`.
    """
    only_at_work(group)
    _refuse_second(group, person)
    if role not in (GroupRole.MEMBER, GroupRole.PARTNER, GroupRole.OBSERVER, GroupRole.CO_LEAD):
        raise Refused(_("Nobody is invited to lead: use “Change the lead”."))
    made = JoinRequest.objects.create(
        group=group, organisation=person.organisation, person=person, role=role, origin=Origin.INVITATION,
        reason=reason.strip(), made_by=by, answer_by=timezone.now() + LINK_WORKS,
    )  # fmt: skip
    if person.user is None or not person.user.is_active:
        if not is_secretariat.test(by):
            raise Refused(
                _("%(name)s has no account yet. Ask the secretariat to invite this person.")
                % {"name": person}
            )
        invite(person, by=by, letter=account_letter)
    if letter:
        circulate(letter(made), by=by, at_once=True)
    return made


def _refuse_second(group, person):
    if group.seats.on().filter(person=person).exists():
        raise Refused(_("%(name)s sits in this group already.") % {"name": person})
    if group.join_requests.open().filter(person=person).exists():
        raise Refused(_("A question about %(name)s waits for its answer already.") % {"name": person})


@JOIN.move(
    J.OPEN, to=J.ACCEPTED, may=answers, hat=hat_in_group, label=_("Accept"), done=_("Joined the group"),
    automatic=True,
)  # fmt: skip
def accept_joining(joining, *, by, channel="portal"):
    """The answer is yes: a seat begins today. Returns the `Seat`."""
    only_at_work(joining.group)
    _answered(joining, by, "", channel)
    move_on(joining.group)
    return give_seat(
        joining.group, organisation=joining.organisation, person=joining.person, role=joining.role,
        starts_on=timezone.localdate(), origin=joining.origin,
    )  # fmt: skip


@JOIN.move(
    J.OPEN, to=J.DECLINED, may=answers, hat=hat_in_group, label=_("Decline"), done=_("Declined"), automatic=True,
)  # fmt: skip
def decline_joining(joining, *, by, reason="", channel="portal"):
    """The answer is no; a request is declined with a reason, which the person reads."""
    if not joining.is_invitation and not reason.strip():
        raise Refused(_("Say why: the person who asks reads it."))
    _answered(joining, by, reason, channel)


@JOIN.move(
    J.OPEN, to=J.WITHDRAWN, may=takes_back, hat=hat_in_group, label=_("Withdraw"), done=_("Withdrawn"),
    automatic=True,
)  # fmt: skip
def withdraw_joining(joining, *, by):
    """The question is taken back."""


def _answered(joining, by, words, channel):
    joining.answer, joining.answered_at = words.strip(), timezone.now()
    joining.answered_by = None if by is THE_PORTAL else by
    joining.act_details = {"channel": channel}
