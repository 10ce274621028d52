"""Who was at which meeting: members × meetings of a year, with the figures of the year (RULES R10.63)."""

from dataclasses import dataclass, field

from django.utils import timezone

from meetings.models import Attendance, Meeting
from meetings.states import WAS_THERE, MeetingState, Presence
from members.models import Organisation, Participation
from members.states import Part

# The best word that an organisation earned at a meeting stands for it.
ORDER = (Presence.PRESENT, Presence.ALTERNATE, Presence.REMOTE, Presence.APOLOGY, Presence.ABSENT)
NOT_A_MEMBER, NOT_RECORDED = "not-a-member", "not-recorded"


@dataclass
class Row:
    """One member: its word at each meeting, and its figures."""

    organisation: Organisation
    words: list = field(default_factory=list)

    def times(self, *words):
        """At how many meetings it had one of these words."""
        return sum(word in words for word in self.words)

    @property
    def asked(self):
        """At how many meetings of the year it was a member and attendance was taken."""
        return sum(word in ORDER for word in self.words)

    @property
    def represented(self):
        """At how many of them it was in the room or online."""
        return self.times(*WAS_THERE)

    @property
    def figures(self):
        """How often each word, in the order of the words."""
        return [self.times(word) for word in ORDER]


@dataclass
class RepresentationMap:
    """The year: its meetings as columns, the members as rows."""

    year: int
    meetings: list
    rows: list

    @property
    def of_meetings(self):
        """For each meeting: (members represented, members asked)."""
        columns = zip(*(row.words for row in self.rows), strict=True)
        return [
            (sum(word in WAS_THERE for word in column), sum(word in ORDER for word in column))
            for column in columns
        ]


def years_of_meetings():
    """The years in which meetings were held, the latest first."""
    days = (
        Meeting.objects.of_the_network()
        .filter(state=MeetingState.HELD)
        .order_by("-starts_at")
        .values_list("starts_at", flat=True)
    )
    return list(dict.fromkeys(timezone.localtime(at).year for at in days))


def map_of(year):
    """The representation map of a year."""
    meetings = [
        meeting for meeting in Meeting.objects.of_the_network().filter(state=MeetingState.HELD).order_by("starts_at")
        if timezone.localtime(meeting.starts_at).year == year
    ]  # fmt: skip
    days = {meeting.pk: timezone.localtime(meeting.starts_at).date() for meeting in meetings}
    parts = {}
    for part in Participation.objects.filter(part=Part.MEMBER):
        parts.setdefault(part.organisation_id, []).append(part)
    words = _words(meetings)
    rows = []
    for organisation in Organisation.objects.filter(pk__in=parts):
        own = [
            _word(parts[organisation.pk], days[meeting.pk], words, meeting, organisation)
            for meeting in meetings
        ]
        if any(word != NOT_A_MEMBER for word in own):
            rows.append(Row(organisation, own))
    return RepresentationMap(year, meetings, rows)


def _words(meetings):
    """(meeting, organisation) → the best word."""
    found = {}
    rows = Attendance.objects.filter(meeting__in=meetings).values_list(
        "meeting_id", "organisation_id", "presence"
    )
    for meeting, organisation, presence in rows:
        if presence in ORDER:
            found.setdefault((meeting, organisation), []).append(Presence(presence))
    return {key: min(words, key=ORDER.index) for key, words in found.items()}


def _word(parts, day, words, meeting, organisation):
    if not any(part.holds_on(day) for part in parts):
        return NOT_A_MEMBER
    return str(words.get((meeting.pk, organisation.pk), NOT_RECORDED))


def absent_twice():
    """Members that were absent without apology at the last two meetings held, with the latest of them."""
    last = list(Meeting.objects.of_the_network().filter(state=MeetingState.HELD).order_by("-starts_at")[:2])
    if len(last) < 2:
        return []
    words = _words(last)
    return [
        (organisation, last[0]) for organisation in Organisation.objects.members()
        if all(words.get((meeting.pk, organisation.pk)) == Presence.ABSENT for meeting in last)
    ]  # fmt: skip
