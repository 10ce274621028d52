"""Signing in at the door (RULES R6.32, R10.67): members say "I am here", guests write a name that is confirmed.

The code on the door is a signed link of one meeting that dies soon after it. A member who is signed in
records only the own presence, for the own organisation; a guest's name waits for the secretariat and is
forgotten when it was settled or the meeting is closed.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.links import LinkBroken, read_link, sign_link
from foundation.core.workflow import Refused, Workflow
from meetings.access import is_asked
from meetings.asked import keeps_meeting
from meetings.models import Arrival, Attendance, Meeting
from meetings.states import WAS_THERE, MeetingState, Presence
from meetings.workflow.attendance import _still_open, record_attendance
from meetings.workflow.live import EARLY
from members.models import Organisation
from members.standing import Standing
from members.states import Role

DOOR = Workflow("meetings")
LATE = timedelta(hours=2)
MOST_ARRIVALS = 300


def door_link(meeting):
    """The token of the address behind the code on the door."""
    return sign_link("check-in", meeting.ends_at + LATE, meeting=meeting.pk)


def meeting_behind(token):
    """The meeting of a code. Raises LinkBroken or LinkExpired, or Refused when nobody signs in now."""
    meeting = Meeting.objects.filter(pk=read_link("check-in", token)["meeting"]).first()
    if meeting is None:
        raise LinkBroken(_("This code belongs to no meeting. Ask the secretariat for the right one."))
    if meeting.state not in (MeetingState.CONVENED, MeetingState.HELD):
        raise Refused(_("This meeting does not take place at the time on its code. Ask the secretariat."))
    return meeting


def is_door_open(meeting):
    """From two hours before the meeting until two hours after its end."""
    return meeting.starts_at - EARLY <= timezone.now() <= meeting.ends_at + LATE


@DOOR.act(may=is_asked, hat=Hat.SELF, label=_("I am here"), done=_("Signed in at the door"))
def check_in(meeting, *, by, is_online=False):
    """Record that `by` is there, for the organisation represented; said twice, it is once. Returns the row."""
    _refuse_closed_door(meeting)
    _still_open(meeting)
    standing = Standing.of(by)
    person, organisation = standing.person, _organisation_of(standing)
    presence = _presence(standing, organisation, is_online)
    attendance = meeting.attendances.filter(person=person).first()
    if attendance is None:
        attendance = Attendance(meeting=meeting, organisation=organisation, person=person)
        # Whoever comes after all is no longer absent or excused.
        meeting.attendances.filter(organisation=organisation).exclude(presence__in=WAS_THERE).delete()
    if attendance.pk and attendance.presence == presence:
        return attendance
    if attendance.pk:
        attendance.version += 1
    elif timezone.now() > meeting.starts_at:
        attendance.came_at = timezone.localtime().time().replace(second=0, microsecond=0)
    attendance.presence = presence
    attendance.save()
    meeting.act_details = {"organisation": str(organisation), "presence": str(presence), "who": str(person)}
    return attendance


def arrive(meeting, *, name, organisation_name):
    """Keep the name of a guest at the door until the secretariat has looked; written twice, it is one."""
    _refuse_closed_door(meeting)
    if meeting.arrivals.count() >= MOST_ARRIVALS:
        raise Refused(_("Too many names are waiting. Please go to the secretariat."))
    return Arrival.objects.get_or_create(
        meeting=meeting, name=name.strip(), organisation_name=organisation_name.strip()
    )[0]


@DOOR.act(may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Confirm"), done=_("Guest confirmed at the door"))
def confirm_arrival(meeting, *, by, arrival, organisation):
    """Put a guest who waits on the attendance, for an organisation of the directory."""
    row = _waiting(meeting, arrival)
    came_at = timezone.localtime(row.came_at).time().replace(second=0, microsecond=0)
    record_attendance(
        meeting, by=by, organisation=organisation, presence=Presence.GUEST, name=row.name, came_at=came_at
    )
    row.delete()


@DOOR.act(may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Send away"), done=_("Name at the door taken off"))
def decline_arrival(meeting, *, by, arrival):
    """Forget a name that does not belong to this meeting."""
    _waiting(meeting, arrival).delete()


def organisation_meant(arrival):
    """The organisation of the directory that a guest seems to have written, or None."""
    words = arrival.organisation_name
    rows = Organisation.objects.all()
    return rows.filter(acronym__iexact=words).first() or rows.filter(name__iexact=words).first()


def _waiting(meeting, arrival):
    row = meeting.arrivals.filter(pk=arrival).first()
    if row is None:
        raise Refused(_("This name does not wait any more: somebody else has looked at it."))
    return row


def _refuse_closed_door(meeting):
    if not is_door_open(meeting):
        raise Refused(_("You can sign in from two hours before the meeting until two hours after it."))


def _organisation_of(standing):
    """The own organisation where one represents it, else the one that is represented."""
    represented = standing.member_organisations
    if not represented or standing.organisation_id in represented:
        return standing.person.organisation
    return Organisation.objects.get(pk=min(represented))


def _presence(standing, organisation, is_online):
    if is_online:
        return Presence.REMOTE
    if not standing.represents_a_member:
        return Presence.GUEST
    is_alternate = standing.represents.get(organisation.pk) == Role.ALTERNATE
    return Presence.ALTERNATE if is_alternate else Presence.PRESENT
