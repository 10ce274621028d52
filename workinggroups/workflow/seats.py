"""Who sits in a group: seated by decision, handed over, ended, left; nothing is erased."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.workflow import Refused
from members.models import Organisation
from members.standing import Standing
from members.states import Part
from members.workflow.dates import keep, last_day, refuse_after_leaving
from workinggroups.access import is_secretariat, proposed_it, runs, sits
from workinggroups.models import Seat
from workinggroups.states import GroupRole, GroupState, Origin
from workinggroups.workflow.groups import GROUP, hat_in_group, move_on

S = GroupState
CONFLICTS = {
    "one_lead_of_a_group_at_a_time": _(
        "The group has a lead on these days already. Use “Change the lead”, or choose other dates."
    ),
    "one_seat_for_each_person_in_a_group": _("This person sits in the group on these days already."),
    "one_seat_without_a_person_for_each_body": _("This organisation sits in the group already."),
}
# Only a member of the Network leads a group or is its member; others are its partners, or co-lead it.
FOR_MEMBERS_ONLY = (GroupRole.LEAD, GroupRole.MEMBER)


def give_seat(group, *, organisation, person, role, starts_on, ends_on=None, origin=Origin.DECISION):
    """Seat somebody; a part of the acts below. Raises `Refused` where it cannot be."""
    if role in FOR_MEMBERS_ONLY and not _is_a_member(organisation):
        raise Refused(
            _(
                "%(organisation)s is not a member of the Network: it can be a partner or an observer of the group."
            )
            % {"organisation": organisation}
        )
    if person is not None:
        speaks_for = {
            person.organisation_id,
            *person.representations.on().values_list("organisation", flat=True),
        }
        if organisation.pk not in speaks_for:
            raise Refused(
                _("%(name)s does not belong to %(organisation)s. Correct one of the two.")
                % {"name": person, "organisation": organisation}
            )
        refuse_after_leaving(person, starts_on, ends_on or person.left_on)
    made = Seat(
        group=group, organisation=organisation, person=person, role=role, starts_on=starts_on, ends_on=ends_on,
        origin=origin,
    )  # fmt: skip
    return keep(made, CONFLICTS)


def _is_a_member(organisation):
    return Organisation.objects.with_part(Part.MEMBER, Part.COORDINATOR).filter(pk=organisation.pk).exists()


@GROUP.act(
    S.PROPOSED, S.ACTIVE, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Seat somebody"), done=_("%(name)s sits in the group from %(starts_on)s"),
)  # fmt: skip
def seat(group, *, by, organisation, person=None, role=GroupRole.MEMBER, starts_on=None, ends_on=None):
    """The Network decided that a body, or a person for it, sits in the group. Returns the `Seat`."""
    starts_on = starts_on or timezone.localdate()
    group.act_details = {
        "name": str(person or organisation), "organisation": str(organisation), "role": str(role),
        "starts_on": starts_on.isoformat(),
    }  # fmt: skip
    move_on(group)
    return give_seat(
        group, organisation=organisation, person=person, role=role, starts_on=starts_on, ends_on=ends_on
    )


@GROUP.act(
    S.PROPOSED, may=proposed_it, hat=hat_in_group,
    label=_("Name the lead"), done=_("%(name)s is to lead the group"),
)  # fmt: skip
def name_first_lead(group, *, by, person):
    """Who proposes a group says who would lead it; once, while it is proposed. Returns the `Seat`."""
    if group.seats.on().filter(role=GroupRole.LEAD).exists():
        raise Refused(_("The group has a lead already. Use “Change the lead”."))
    group.act_details = {"name": str(person)}
    return give_seat(
        group, organisation=person.organisation, person=person, role=GroupRole.LEAD,
        starts_on=timezone.localdate(),
    )  # fmt: skip


@GROUP.act(
    S.PROPOSED, S.ACTIVE, may=runs, hat=hat_in_group,
    label=_("End a seat"), done=_("%(name)s sits in the group until %(ends_on)s"),
)  # fmt: skip
def end_seat(group, *, by, seat, on, reason):
    """Somebody sits in the group until `on`, for a reason that stays in the history."""
    if not reason.strip():
        raise Refused(_("Say why the seat ends."))
    _end(group, seat, on)


@GROUP.act(
    S.PROPOSED, S.ACTIVE, may=sits, hat=hat_in_group,
    label=_("Leave the group"), done=_("%(name)s leaves the group; the last day is %(ends_on)s"),
)  # fmt: skip
def leave_group(group, *, by):
    """One gives up one's own seat, with today as its last day."""
    own = own_seat(by, group)
    if own is None:
        raise Refused(
            _("You have no seat of your own here: a colleague of your organisation sits in the group.")
        )
    _end(group, own, timezone.localdate())


def own_seat(user, group):
    """The seat of this person in the group today, or None."""
    person = Standing.of(user).person
    return group.seats.on().filter(person=person).first() if person else None


def _end(group, seat, on):
    if seat.group_id != group.pk:
        raise Refused(_("This seat belongs to another group."))
    if seat.role == GroupRole.LEAD and group.state == S.ACTIVE:
        raise Refused(_("A group that works has a lead. Change the lead first; then this seat has ended."))
    last_day(seat, on)
    seat.save()
    group.act_details = {"name": str(seat.person or seat.organisation), "ends_on": on.isoformat()}


@GROUP.act(
    S.PROPOSED, S.ACTIVE, may=runs, hat=hat_in_group,
    label=_("Change the lead"), done=_("%(name)s leads the group from %(starts_on)s"),
)  # fmt: skip
def change_lead(group, *, by, organisation, person, on, reason=""):
    """Somebody takes over the lead on `on`; the predecessor's last day as lead is the day before.

    Whoever leads from then on gives up the seat that they had. Returns the new `Seat`.
    """
    before = group.seats.on(on).filter(role=GroupRole.LEAD).first()
    if before is not None and before.person_id == person.pk:
        raise Refused(_("%(name)s leads the group already. Choose somebody else.") % {"name": person})
    for old in [before, group.seats.on(on).filter(person=person).first()]:
        if old is not None:
            _make_way(old, on)
    group.act_details = {"name": str(person), "starts_on": on.isoformat()}
    if before is not None:
        group.act_details["before"] = str(before.person or before.organisation)
    move_on(group)
    return give_seat(group, organisation=organisation, person=person, role=GroupRole.LEAD, starts_on=on)


@GROUP.act(
    S.PROPOSED, S.ACTIVE, may=runs, hat=hat_in_group,
    label=_("Hand a seat over"), done=_("%(name)s hands the seat over to %(successor)s from %(starts_on)s"),
)  # fmt: skip
def hand_over_seat(group, *, by, seat, to, on=None):
    """A successor takes the seat with its role; the predecessor's last day is the day before (RULES R10.62)."""
    on = max(on or timezone.localdate(), seat.starts_on)
    if seat.group_id != group.pk or seat.person_id is None:
        raise Refused(_("This seat belongs to another group."))
    other = group.seats.on(on).filter(person=to).first()
    if other is not None:
        _make_way(other, on)
    role, ends_on, organisation = seat.role, seat.ends_on, seat.organisation
    group.act_details = {"name": str(seat.person), "successor": str(to), "starts_on": on.isoformat()}
    _make_way(seat, on)
    move_on(group)
    return give_seat(
        group,
        organisation=organisation,
        person=to,
        role=role,
        starts_on=on,
        ends_on=ends_on,
        origin=seat.origin,
    )


def _make_way(old, on):
    """End a seat the day before `on`; one that began on that very day is as if it had never been."""
    if old.starts_on >= on:
        old.delete()
    else:
        old.ends_on = on - timedelta(days=1)
        old.save()
