"""The calendar: meetings and deadlines that one reader may see, on the page and in the personal feed.

Each function below answers one question for one reader and one stretch of time; `what_is_when` asks them
all. A new kind of date is a new function, and its name in `SOURCES`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.models import ActionPoint, Round
from decisions.states import ActionState, RoundMode
from foundation.circulation import calendar as ics
from foundation.circulation.letters import CalendarEvent
from foundation.core import moments
from foundation.core.templatetags.ui import in_language
from foundation.core.working_days import add_working_days
from meetings.access import sees_preparation
from meetings.asked import concerns
from meetings.models import DatePoll, Meeting, Minutes, UnctMeeting
from meetings.states import CALENDAR_STATUS, MeetingState, MinutesState
from meetings.states_cadence import PollState
from meetings.workflow.planning import STEPS, parameters_in_force, working_days_from
from members.calendar import closing_hours
from members.models import Holiday
from members.standing import Standing
from workinggroups.models import Deliverable, TermsOfReference
from workinggroups.states import TermsState

FEED_LOOKS_BACK = timedelta(days=90)
FEED_LOOKS_AHEAD = timedelta(days=550)
# A step of a meeting lies at most so far from the meeting itself.
REACH = timedelta(days=120)
# What members prepare for a meeting; the other steps are the office's own.
STEPS_OF_MEMBERS = ("call", "papers")
ICONS = {
    "meeting": "calendar-days", "review": "document-text", "step": "clipboard-document-list",
    "action-point": "check-circle", "unct": "building-office-2", "poll": "calendar-days", "deliverable": "gift",
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One thing on the calendar; a deadline ends at the instant at which it starts."""

    kind: str
    key: str
    title: str
    starts_at: datetime
    ends_at: datetime
    url: str
    text: str = ""
    place: str = ""
    sequence: int = 0
    state: str = ""
    state_label: str = ""

    @property
    def is_deadline(self):
        """Whether it is an instant until which something is due."""
        return self.ends_at == self.starts_at

    @property
    def icon(self):
        """The sign of its kind; its words stand beside."""
        return ICONS.get(self.kind, "calendar")

    @property
    def is_off(self):
        """Whether it does not take place: shown on the page, left out of calendars."""
        return self.state in (MeetingState.CANCELLED, MeetingState.POSTPONED)


@dataclass(frozen=True)
class Stretch:
    """From one instant up to another one, and whose action points are meant."""

    start: datetime
    end: datetime
    everybodys: bool = False
    group: object = None

    def of_group(self, prefix="", *, otherwise=None):
        """The filter for what belongs to the one group that is asked for; without one, `otherwise` or all."""
        if self.group is None:
            return Q() if otherwise is None else otherwise
        return Q(**{f"{prefix}group": self.group})


def what_is_when(user, start, end, *, everybodys=False, group=None):
    """All that `user` may see from `start` up to `end`, in the order of time; of one working group, if given."""
    standing, stretch = Standing.of(user), Stretch(start, end, everybodys or group is not None, group)
    if standing.person is None:
        return []
    sources = SOURCES if group is None else SOURCES_OF_A_GROUP
    found = [entry for source in sources for entry in source(user, standing, stretch)]
    inside = [entry for entry in found if start <= entry.starts_at < end]
    return sorted(inside, key=lambda entry: (entry.starts_at, entry.key))


def meetings(user, standing, stretch):
    """Meetings, under the same UID as in invitations and in "add to calendar"."""
    rows = Meeting.objects.visible_to(user).filter(
        stretch.of_group(), starts_at__gte=stretch.start, starts_at__lt=stretch.end
    )
    for meeting in rows.select_related("group").distinct():
        yield Entry(
            kind="meeting", key=f"meeting-{meeting.pk}", title=in_language(meeting, "title"),
            starts_at=meeting.starts_at, ends_at=meeting.ends_at, text=meeting.symbol,
            url=reverse("meetings:meeting", args=[meeting.slug]), place=meeting.place or meeting.online_url,
            sequence=meeting.calendar_sequence, state=meeting.state, state_label=meeting.get_state_display(),
        )  # fmt: skip


def reviews(user, standing, stretch):
    """Deadlines of reviews of minutes that are open."""
    if not (standing.is_insider or standing.groups):
        return
    rows = Minutes.objects.visible_to(user).filter(
        stretch.of_group("meeting__", otherwise=concerns(standing, "meeting__")),
        state=MinutesState.IN_REVIEW,
        review_ends__gte=stretch.start,
        review_ends__lt=stretch.end,
    )
    for minutes in rows.select_related("meeting"):
        yield Entry(
            kind="review", key=f"review-{minutes.pk}",
            title=_("Remarks on the draft minutes: %(meeting)s") % {"meeting": in_language(minutes.meeting, "title")},
            starts_at=minutes.review_ends, ends_at=minutes.review_ends,
            url=reverse("meetings:minutes", args=[minutes.meeting.slug]),
            text=_("If your organisation says nothing by the deadline, it accepts the text."),
        )  # fmt: skip


def steps(user, standing, stretch):
    """What is due for coming meetings: papers and proposals for members, every step for who prepares them."""
    if not standing.is_insider:
        return
    prepares = sees_preparation(user)
    states = (MeetingState.DRAFT, MeetingState.CONVENED) if prepares else (MeetingState.CONVENED,)
    rows = Meeting.objects.visible_to(user).filter(
        stretch.of_group(otherwise=concerns(standing)),
        state__in=states,
        starts_at__gte=stretch.start - REACH,
        starts_at__lt=stretch.end + REACH,
    )
    coming = list(rows.select_related("group").distinct())
    wanted = [step for step in STEPS if prepares or step[0] in STEPS_OF_MEMBERS]
    due = _deadlines(coming, wanted) if coming else {}
    for (meeting, name, label), at in due.items():
        yield Entry(
            kind="step", key=f"step-{name}-{meeting.pk}",
            title=_("%(step)s: %(meeting)s") % {"step": label, "meeting": in_language(meeting, "title")},
            starts_at=at, ends_at=at, url=reverse("meetings:meeting", args=[meeting.slug]), text=meeting.symbol,
        )  # fmt: skip


def _deadlines(coming, wanted):
    """The instants of steps, as `members.calendar.closing_moment` counts them, with one look at the calendar."""
    days = {meeting: timezone.localtime(meeting.starts_at).date() for meeting in coming}
    rows = Holiday.objects.filter(day__range=(min(days.values()) - REACH, max(days.values()) + REACH))
    known = list(rows)
    off = {row.day for row in known if row.is_observed}
    no_end = {row.day for row in known if row.no_deadline_may_end}
    values, closes = parameters_in_force(), closing_hours()
    found = {}
    for meeting, day in days.items():
        for name, label, parameters, sign in wanted:
            due = add_working_days(day, working_days_from(meeting, parameters, sign, values), off)
            while due in no_end:
                due = add_working_days(due, 1, off)
            found[meeting, name, str(label)] = closes(due)
    return found


def action_points(user, standing, stretch):
    """Open action points: those of one's own organisations, or everybody's that one may see."""
    first, last = timezone.localtime(stretch.start).date(), timezone.localtime(stretch.end).date()
    rows = ActionPoint.objects.visible_to(user).filter(
        stretch.of_group(), state=ActionState.OPEN, due_on__range=(first, last)
    )
    if not (stretch.everybodys or sees_preparation(user)):
        rows = rows.awaiting(standing)
    closes = closing_hours()
    for row in rows.select_related("owner"):
        at = closes(row.due_on)
        yield Entry(
            kind="action-point", key=f"action-point-{row.pk}",
            title=_("Action point of %(organisation)s: %(text)s")
            % {"organisation": in_language(row.owner, "acronym"), "text": str(row)},
            starts_at=at, ends_at=at, url=reverse("decisions:action_point", args=[row.pk]),
        )  # fmt: skip


def deliverables(user, standing, stretch):
    """What groups owe: in the reader's groups, or in all that the reader may see."""
    if not (standing.groups or stretch.everybodys or standing.is_secretariat):
        return
    first, last = timezone.localtime(stretch.start).date(), timezone.localtime(stretch.end).date()
    rows = Deliverable.objects.visible_to(user).open().filter(stretch.of_group(), due_on__range=(first, last))
    if not (stretch.everybodys or standing.is_secretariat):
        rows = rows.filter(group__in=list(standing.groups))
    closes = closing_hours()
    for row in rows.select_related("group", "owner"):
        at = closes(row.due_on)
        yield Entry(
            kind="deliverable", key=f"deliverable-{row.pk}",
            title=_("Deliverable of %(group)s: %(title)s")
            % {"group": in_language(row.group), "title": in_language(row, "title")},
            starts_at=at, ends_at=at, url=row.get_absolute_url(), text=in_language(row.owner, "acronym"),
        )  # fmt: skip


def terms_reviews(user, standing, stretch):
    """Until when the reader's groups remark on their terms of reference."""
    if not (standing.groups or stretch.group):
        return
    own = Q(group__in=list(standing.groups))
    rows = TermsOfReference.objects.visible_to(user).filter(
        stretch.of_group(otherwise=own), state=TermsState.IN_REVIEW, review_ends__gte=stretch.start,
        review_ends__lt=stretch.end,
    )  # fmt: skip
    for terms in rows.select_related("group"):
        yield Entry(
            kind="review", key=f"terms-{terms.pk}",
            title=_("Remarks on the terms of reference: %(group)s") % {"group": in_language(terms.group)},
            starts_at=terms.review_ends, ends_at=terms.review_ends, url=terms.get_absolute_url(),
            text=_("If your organisation says nothing by the deadline, it accepts the text."),
        )  # fmt: skip


def rounds(user, standing, stretch):
    """Deadlines of silence procedures that are open."""
    if not standing.is_insider:
        return
    rows = (
        Round.objects.visible_to(user)
        .open()
        .filter(mode=RoundMode.SILENCE, ends_at__gte=stretch.start, ends_at__lt=stretch.end)
    )
    for row in rows.select_related("decision", "version"):
        yield Entry(
            kind="review", key=f"round-{row.pk}",
            title=_("Answer the consultation: %(title)s") % {"title": row.version.title},
            starts_at=row.ends_at, ends_at=row.ends_at, url=row.get_absolute_url(),
            text=_("Silence until the deadline counts as agreement."),
        )  # fmt: skip


def uncts(user, standing, stretch):
    """Meetings of the UNCT that are known, for the people of the Network."""
    if not standing.is_insider:
        return
    rows = UnctMeeting.objects.visible_to(user).filter(
        starts_at__gte=stretch.start, starts_at__lt=stretch.end, vanished_at__isnull=True
    )
    for unct in rows:
        yield Entry(
            kind="unct", key=f"unct-{unct.pk}", title=unct.title, starts_at=unct.starts_at,
            ends_at=unct.ends_at or unct.starts_at + timedelta(hours=1), url=reverse("meetings:unct_list"),
            place=unct.place,
        )  # fmt: skip


def polls(user, standing, stretch):
    """Until when it is to be said which dates suit."""
    if not standing.is_insider:
        return
    rows = DatePoll.objects.visible_to(user).filter(
        state=PollState.OPEN, closes_at__gte=stretch.start, closes_at__lt=stretch.end
    )
    for poll in rows:
        yield Entry(
            kind="poll", key=f"dates-{poll.pk}", title=_("Say which dates suit: %(title)s") % {"title": poll},
            starts_at=poll.closes_at, ends_at=poll.closes_at, url=poll.get_absolute_url(),
        )  # fmt: skip


SOURCES = (uncts, meetings, polls, reviews, steps, action_points, deliverables, terms_reviews, rounds)
SOURCES_OF_A_GROUP = (meetings, reviews, steps, action_points, deliverables, terms_reviews)


def feed_of(user, group=None):
    """What the personal feed of `user`, or their feed of one working group, holds at this moment."""
    now = timezone.now()
    found = what_is_when(user, now - FEED_LOOKS_BACK, now + FEED_LOOKS_AHEAD, group=group)
    return [entry for entry in found if not entry.is_off]


def feed_file(entries, site_url, name=""):
    """The feed as bytes of an iCalendar file: instants in UTC, the words of the description in Bishkek time."""
    name = name or _("UN Migration Network")
    return ics.to_download(*(_event(entry, site_url) for entry in entries), name=name)


def _event(entry, site_url):
    when = (
        moments.moment(entry.starts_at) if entry.is_deadline else moments.span(entry.starts_at, entry.ends_at)
    )
    text = "\n".join(part for part in (entry.text, when) if part)
    uid = ics.uid(*entry.key.rsplit("-", 1))
    return CalendarEvent(
        uid=uid, sequence=entry.sequence, method="PUBLISH", status=CALENDAR_STATUS.get(entry.state, "CONFIRMED"), starts_at=entry.starts_at,
        ends_at=entry.ends_at, summary=entry.title, description=text, location=entry.place,
        url=site_url + entry.url,
    )  # fmt: skip
