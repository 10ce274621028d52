"""Whom a meeting is for: the members of the Network, or the people of the working group that meets.

Every part of the meeting machinery asks here, so that a group's meeting has all of it and shows it to nobody else.
"""

import rules
from django.db.models import Q
from django.utils import timezone

from members.access import is_co_chair, is_secretariat
from members.models import Organisation
from members.recipients import recipients_of_members
from members.standing import Standing
from members.states import CO_CHAIR_OFFICES
from workinggroups.models import Seat
from workinggroups.recipients import MEMBERS, PARTNERS, group_recipients
from workinggroups.states import LEADING


def meeting_of(thing):
    """The meeting that a thing is or belongs to, or None."""
    for name in ("minutes", "item", "sitting"):
        if thing is not None and hasattr(thing, f"{name}_id"):
            thing = getattr(thing, name)
    return getattr(thing, "meeting", thing) if thing is None or hasattr(thing, "meeting_id") else thing


def group_key_of(thing):
    """The key of the working group whose meeting this belongs to, or None."""
    return getattr(meeting_of(thing), "group_id", None)


def led_groups(user):
    """The keys of the working groups that somebody leads today."""
    return [key for key, roles in Standing.of(user).groups.items() if roles & set(LEADING)]


@rules.predicate
def leads_its_group(user, thing):
    """Leads or co-leads the working group whose meeting this is (USERS.md 6)."""
    key = group_key_of(thing)
    return key is not None and key in led_groups(user)


@rules.predicate
def is_of_the_network(user, thing):
    """Not the meeting of a working group; True where there is no meeting yet."""
    return group_key_of(thing) is None


@rules.predicate
def leads(user, group):
    """Leads or co-leads this working group."""
    return group is not None and group.pk in led_groups(user)


keeps_meeting = is_secretariat | leads_its_group
runs_group = is_secretariat | leads
approves_minutes = (is_of_the_network & is_co_chair) | leads_its_group


def bodies_asked(meeting, on=None):
    """The organisations that a meeting is for: the members on a day (today), or those that sit in the group."""
    if meeting.group_id is None:
        return Organisation.objects.members(on)
    seats = Seat.objects.on(on or timezone.localdate()).filter(group=meeting.group_id)
    return Organisation.objects.filter(pk__in=seats.values("organisation"))


def recipients_asked(meeting):
    """The people to whom its letters go; a group's partners get theirs apart, as guests do (RULES R10.54)."""
    if meeting.group_id is None:
        return recipients_of_members()
    return group_recipients(meeting.group, MEMBERS)


def partners_asked(meeting):
    """The people of a group's outside partners, for the mailing apart from the members'."""
    return group_recipients(meeting.group, PARTNERS) if meeting.group_id else []


def approvals_needed(meeting):
    """Who has to approve the minutes: both co-chairs' offices, or the lead and the co-lead of the group."""
    if meeting.group_id is None:
        return {str(office) for office in CO_CHAIR_OFFICES}
    seats = Seat.objects.on(timezone.localdate()).filter(group=meeting.group_id)
    return {str(role) for role in seats.leading().values_list("role", flat=True)}


def hats_to_approve(user, meeting):
    """The offices, or the roles in the group, for which somebody may approve its minutes; the first comes first."""
    standing = Standing.of(user)
    if meeting.group_id is None:
        return [str(office) for office in standing.co_chair_offices]
    return [str(role) for role in LEADING if role in standing.groups.get(meeting.group_id, ())]


def concerns(standing, prefix=""):
    """The filter for meetings that ask something of somebody: the Network's own, and those of their groups."""
    return Q(**{f"{prefix}group__isnull": True}) | Q(**{f"{prefix}group__in": list(standing.groups)})


def voices_by_group(user):
    """The organisations in whose name somebody answers in each of their groups: key → keys, in one query."""
    standing = Standing.of(user)
    if not standing.groups:
        return {}
    own = Q(person=standing.person) | Q(organisation__in=list(standing.represents), person__isnull=True)
    own |= Q(organisation__in=list(standing.member_organisations))
    found = {}
    for group, body in Seat.objects.on().filter(own).values_list("group", "organisation"):
        found.setdefault(group, set()).add(body)
    return found


def takes_part(user, meeting):
    """Whether the meeting is for this person: an insider of the Network, or of the group that meets."""
    standing = Standing.of(user)
    if meeting.group_id is None:
        return standing.is_insider
    return standing.is_secretariat or standing.is_co_chair or meeting.group_id in standing.groups
