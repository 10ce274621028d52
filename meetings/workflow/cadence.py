"""The cadence clock: one meeting in each quarter, one annual meeting in each year (RULES R6.30, R10.63)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from foundation.core.moments import clock, moment
from foundation.core.templatetags.ui import in_language
from foundation.core.working_days import BISHKEK
from meetings.models import Meeting, UnctMeeting
from meetings.states import MeetingKind, MeetingState
from members.calendar import working_day_after
from members.models import Parameter

COUNTS = (MeetingState.DRAFT, MeetingState.CONVENED, MeetingState.HELD)
AFTER_UNCT, BEFORE_UNCT = time(14), time(10)
LATEST_UNCT_BEFORE_LUNCH = time(12, 30)
LENGTH = timedelta(hours=2)
# So many days before its end a quarter without a meeting, and in its last quarter a year, becomes urgent.
URGENT_DAYS = 60
NEXT_QUARTER_DAYS = 45


@dataclass(frozen=True)
class Beat:
    """One stretch of time that wants its meeting, with the meeting that it has or the date to propose."""

    kind: str
    label: str
    last: date
    meeting: Meeting | None = None
    unct: UnctMeeting | None = None
    proposal: datetime | None = None
    keeps_notice: bool = True

    @property
    def days_left(self):
        """Days until the stretch is over."""
        return (self.last - timezone.localdate()).days

    @property
    def is_urgent(self):
        """Whether a meeting is missing and the time for it runs out."""
        return self.meeting is None and self.days_left <= URGENT_DAYS

    @property
    def sentence(self):
        """How it stands, in words."""
        if self.meeting is not None:
            return gettext("%(label)s: %(meeting)s, %(when)s.") % {
                "label": self.label, "meeting": in_language(self.meeting, "title"),
                "when": moment(self.meeting.starts_at),
            }  # fmt: skip
        template = (
            ngettext(
                "%(label)s: no annual meeting yet, %(count)s day left.",
                "%(label)s: no annual meeting yet, %(count)s days left.",
                self.days_left,
            )
            if self.kind == MeetingKind.ANNUAL
            else ngettext(
                "%(label)s: no meeting yet, %(count)s day left.",
                "%(label)s: no meeting yet, %(count)s days left.",
                self.days_left,
            )
        )
        return template % {"label": self.label, "count": self.days_left}

    @property
    def proposal_in_words(self):
        """The date to propose, as a question; empty where there is none."""
        if self.proposal is None or self.unct is None:
            return ""
        return gettext("Next UNCT meeting: %(when)s. Propose %(clock)s the same day?") % {
            "when": moment(self.unct.starts_at), "clock": clock(self.proposal),
        }  # fmt: skip


def cadence(today=None):
    """The beats to watch: this quarter, the next one when this is nearly over, and the year."""
    today = today or timezone.localdate()
    first, last = quarter_of(today)
    next_first, next_last = quarter_of(last + timedelta(days=1))
    rows = Meeting.objects.filter(
        starts_at__gte=_midnight(date(today.year, 1, 1)),
        starts_at__lt=_midnight(next_last + timedelta(days=1)),
    ).exclude(state__in=(MeetingState.CANCELLED, MeetingState.POSTPONED))
    meetings = list(rows.order_by("starts_at"))
    uncts = list(UnctMeeting.objects.ahead().filter(starts_at__lt=_midnight(next_last + timedelta(days=1))))
    stretches = [(MeetingKind.QUARTERLY, _quarter_name(first), first, last)]
    if (last - today).days <= NEXT_QUARTER_DAYS:
        stretches.append((MeetingKind.QUARTERLY, _quarter_name(next_first), next_first, next_last))
    stretches.append((MeetingKind.ANNUAL, str(today.year), date(today.year, 1, 1), date(today.year, 12, 31)))
    notice = working_day_after(today, Parameter.value_of("meeting_notice_wd")) if uncts else today
    return [_beat(*stretch, meetings, uncts, notice) for stretch in stretches]


def quarter_of(day):
    """The first and the last day of the quarter of `day`."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    after = (first + timedelta(days=95)).replace(day=1)
    return first, after - timedelta(days=1)


def _quarter_name(first):
    return gettext("Q%(number)s %(year)s") % {"number": (first.month + 2) // 3, "year": first.year}


def _beat(kind, label, first, last, meetings, uncts, notice):
    inside = [one for one in meetings if first <= _day(one.starts_at) <= last]
    ours = [one for one in inside if one.kind == kind and one.state in COUNTS]
    if ours:
        # The one that is ahead says more than one that was held.
        ahead = [one for one in ours if not one.is_over]
        return Beat(kind, label, last, (ahead or ours)[0])
    for unct in uncts:
        proposal = beside(unct.starts_at)
        if first <= _day(unct.starts_at) <= last and _is_free(proposal, meetings):
            return Beat(kind, label, last, None, unct, proposal, _day(proposal) >= notice)
    return Beat(kind, label, last)


def beside(unct_starts_at):
    """When ours would be on the day of a UNCT meeting: after lunch, or in the morning where theirs is later."""
    local = timezone.localtime(unct_starts_at, BISHKEK)
    hour = AFTER_UNCT if local.time() <= LATEST_UNCT_BEFORE_LUNCH else BEFORE_UNCT
    return datetime.combine(local.date(), hour, BISHKEK)


def _is_free(starts_at, meetings):
    ends_at = starts_at + LENGTH
    if starts_at <= timezone.now():
        return False
    return not any(one.starts_at < ends_at and starts_at < one.ends_at for one in meetings)


def _day(at):
    return timezone.localtime(at, BISHKEK).date()


def _midnight(day):
    return datetime.combine(day, time(), BISHKEK)
