"""Who was there: taken by the secretariat during the meeting, one tap an act (RULES R6.32).

Attendance is by organisation with a named person; `representation` says in words whether the meeting may
take decisions. There is no quorum: the Terms of Reference set none.
"""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from foundation.audit.states import Hat
from foundation.core.workflow import Refused, Workflow
from meetings.asked import bodies_asked, keeps_meeting
from meetings.models import Attendance, Minutes
from meetings.states import WAS_THERE, MeetingState, MinutesState, Presence
from members.models import Appointment, Parameter, Person, Representation
from members.states import CO_CHAIR_OFFICES, Office, Role

ATTENDANCE = Workflow("meetings")
HALF = 50


@ATTENDANCE.act(
    may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Record attendance"), done=_("Attendance recorded")
)
def record_attendance(meeting, *, by, organisation, presence, row=None, version=None, **who):
    """Record how `organisation` attends; `who` gives person, name, came_at, left_at.

    `row` is the attendance to change at `version`, or None for a new one. The same tap sent twice is one.
    Without a person the expected one is taken. Raises Stale when somebody else changed the row first.
    """
    _still_open(meeting)
    given = meeting.attendances.filter(pk=row, organisation=organisation).first() if row else None
    who = _whom(meeting, organisation, presence, given, **who)
    attendance = _row(meeting, organisation, given, presence, who)
    wanted = {"presence": presence, **who}
    if attendance.pk and all(getattr(attendance, name) == value for name, value in wanted.items()):
        return attendance
    if attendance.pk:
        attendance.take(attendance.version if version is None else version)
    for name, value in wanted.items():
        setattr(attendance, name, value)
    attendance.save()
    meeting.act_details = _for_the_log(attendance)
    return attendance


@ATTENDANCE.act(
    may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Remove from the attendance"),
    done=_("Removed from the attendance"),
)  # fmt: skip
def remove_attendance(meeting, *, by, row):
    """Take back an entry that was made by mistake; the history keeps it."""
    _still_open(meeting)
    attendance = meeting.attendances.filter(pk=row).select_related("organisation", "person").first()
    if attendance is None:
        return
    meeting.act_details = _for_the_log(attendance)
    attendance.delete()


def _for_the_log(attendance):
    return {
        "organisation": str(attendance.organisation),
        "presence": attendance.presence,
        "who": str(attendance.person or attendance.name),
    }


def _still_open(meeting):
    if meeting.state not in (MeetingState.CONVENED, MeetingState.HELD):
        raise Refused(
            _("Attendance is taken for a meeting that is convened or held. Convene the meeting first.")
        )
    if Minutes.objects.filter(meeting=meeting, state=MinutesState.APPROVED).exists():
        raise Refused(_("The minutes are approved, so the attendance does not change any more."))


def _whom(meeting, organisation, presence, given, *, person=None, name="", came_at=None, left_at=None):
    """Who is meant: as said; else who stands there already; else whom the office expects."""
    if presence not in WAS_THERE:
        return {"person": None, "name": "", "came_at": None, "left_at": None}
    if came_at and left_at and left_at < came_at:
        raise Refused(_("Nobody leaves before coming: correct the two times."))
    name = name.strip()
    if person is None and not name:
        if given is not None and given.was_there and not _swaps_alternate(given, presence):
            return {field: getattr(given, field) for field in ("person", "name", "came_at", "left_at")}
        person = expected_person(meeting, organisation, presence)
    if person is None and not name:
        raise Refused(
            _("Write who is there for %(organisation)s: the directory names nobody.")
            % {"organisation": organisation}
        )
    return {"person": person, "name": "" if person else name, "came_at": came_at, "left_at": left_at}


def _swaps_alternate(given, presence):
    return (given.presence == Presence.ALTERNATE) != (presence == Presence.ALTERNATE)


def _row(meeting, organisation, given, presence, who):
    """The attendance that a tap means: the given one, the same person's, the organisation's absence, or new."""
    rows = meeting.attendances.filter(organisation=organisation)
    if presence not in WAS_THERE:
        return _row_of_absence(meeting, organisation, given, rows)
    if who["person"] is not None:
        # A person attends once; a tap that was sent twice finds the row that it made.
        same = meeting.attendances.filter(person=who["person"]).first()
        if same and ((given and same.pk != given.pk) or same.organisation_id != organisation.pk):
            raise Refused(_("%(person)s is on the list already.") % {"person": who["person"]})
        given = given or same
    elif given is None:
        given = rows.filter(name=who["name"]).first()
    given = given or rows.exclude(presence__in=WAS_THERE).first()
    return given or Attendance(meeting=meeting, organisation=organisation)


def _row_of_absence(meeting, organisation, given, rows):
    others = rows.exclude(pk=given.pk) if given else rows
    if others.count() > (0 if given else 1):
        raise Refused(
            _("%(organisation)s has several people on the list. Remove those who are not there.")
            % {"organisation": organisation}
        )
    return given or others.first() or Attendance(meeting=meeting, organisation=organisation)


def expected_person(meeting, organisation, presence):
    """Whom a tap means: the alternate where it says so, else who was announced, else the focal point."""
    on = timezone.localtime(meeting.starts_at).date()
    rows = Representation.objects.on(on).filter(organisation=organisation).select_related("person")
    taken = meeting.attendances.filter(person__isnull=False).exclude(organisation=organisation)
    by_role = {row.role: row.person for row in rows.exclude(person__in=taken.values("person"))}
    if presence == Presence.ALTERNATE:
        return by_role.get(Role.ALTERNATE)
    reply = (
        meeting.replies.filter(organisation=organisation, is_current=True).select_related("attendee").first()
    )
    if reply and reply.attendee:
        return reply.attendee
    return by_role.get(Role.FOCAL_POINT) or by_role.get(Role.ALTERNATE)


@dataclass(frozen=True)
class HowRepresented:
    """Whether a meeting is represented: more than half of the members, and both co-chairs' offices.

    `percent` and `offices` are the Network's parameters of that day.
    """

    there: int
    members: int
    missing_offices: tuple
    takes_decisions: bool = True
    percent: int = Parameter.DEFAULTS["representation_percent"]
    offices: int = Parameter.DEFAULTS["representation_co_chairs"]

    @property
    def has_majority(self):
        """More than the agreed share of the members, half of them, were in the room or online."""
        return self.there * 100 > self.members * self.percent

    @property
    def has_co_chairs(self):
        """As many of the co-chairs' offices were there as the Network wants."""
        return len(CO_CHAIR_OFFICES) - len(self.missing_offices) >= self.offices

    @property
    def is_enough(self):
        """Items for decision may be taken (RULES part 2, representation)."""
        return self.has_majority and self.has_co_chairs

    @property
    def sentences(self):
        """The same in words."""
        said: list = [
            ngettext(
                "%(there)d of %(members)d member is represented.",
                "%(there)d of %(members)d members are represented.",
                self.members,
            )
            % {"there": self.there, "members": self.members}
        ]
        if not self.has_majority:
            said.append(self._what_is_needed)
        said += [_("Not there: %(office)s.") % {"office": office.label} for office in self.missing_offices]
        if not self.takes_decisions:
            said.append(_("This meeting takes no decisions of the Network."))
        elif self.is_enough and not self.missing_offices:
            said.append(_("Both co-chairs' offices are there: decisions may be taken."))
        elif self.is_enough:
            said.append(_("Decisions may be taken."))
        return said

    @property
    def _what_is_needed(self):
        if self.percent == HALF:
            return _("More than half of the members are needed for decisions.")
        return _("More than %(percent)s per cent of the members are needed for decisions.") % {
            "percent": self.percent
        }


def representation(meeting):
    """Count who is represented at `meeting`, by the parameters of its day (RULES part 2, representation)."""
    on = timezone.localtime(meeting.starts_at).date()
    members = set(bodies_asked(meeting, on).values_list("pk", flat=True))
    rows = [row for row in meeting.attendances.all() if row.was_there]
    there = members & {row.organisation_id for row in rows}
    people = {row.person_id for row in rows}
    holders = Appointment.objects.on(on).filter(office__in=CO_CHAIR_OFFICES, person__in=people)
    offices = {Office(office) for office in holders.values_list("office", flat=True)}
    missing = tuple(office for office in CO_CHAIR_OFFICES if office not in offices)
    if meeting.group_id is not None:
        missing = ()
    agreed = Parameter.in_force(on)
    return HowRepresented(
        len(there), len(members), missing, meeting.takes_decisions, agreed["representation_percent"],
        agreed["representation_co_chairs"],
    )  # fmt: skip


def people_of(organisation_ids):
    """Who may be chosen for each organisation, as `{organisation: [person…]}`."""
    found = {}
    for person in Person.objects.filter(organisation__in=organisation_ids, left_on__isnull=True):
        found.setdefault(person.organisation_id, []).append(person)
    return found
