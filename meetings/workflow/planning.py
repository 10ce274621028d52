"""What the office does before and after a meeting, counted back from its date (RULES R10.52)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.circulation.models import Circulation
from foundation.circulation.states import CirculationState
from foundation.core.moments import moment
from meetings.models import Meeting
from meetings.states import Edition, MeetingKind, MeetingState, MinutesState
from members.calendar import closing_moments
from members.models import Parameter


@dataclass(frozen=True)
class Step:
    """One thing to do for a meeting, until when, and whether it is done."""

    name: str
    label: str
    due: datetime
    is_done: bool

    @property
    def is_late(self):
        """Whether it was due and is not done."""
        return not self.is_done and self.due < timezone.now()


INVITATION = "meeting_invitation"
# What is done after the meeting is counted from its day: each step adds to those before it.
AFTER = ("minutes_draft_wd", "minutes_comment_wd", "minutes_final_wd")
STEPS = (
    ("notice", _("Invite the members"), ("meeting_notice_wd",), -1),
    ("call", _("Collect the proposals of members"), ("call_for_items_wd",), -1),
    ("draft", _("Circulate the draft agenda"), ("draft_agenda_wd",), -1),
    ("papers", _("Collect the papers"), ("papers_wd",), -1),
    ("final", _("Circulate the final agenda"), ("final_agenda_wd",), -1),
    ("minutes", _("Send the draft minutes for review"), AFTER[:1], 1),
    ("comments", _("Close the review of the minutes"), AFTER[:2], 1),
    ("approved", _("Have the minutes approved by both co-chairs"), AFTER, 1),
)
# A group has no notice and no call for items: its lead sends an agenda and has the minutes approved.
STEPS_OF_A_GROUP = (
    ("draft", _("Circulate the agenda to the group"), ("final_agenda_wd",), -1),
    *STEPS[5:7],
    ("approved", _("Have the minutes approved by the lead and the co-lead"), AFTER, 1),
)


STATES_DONE = {
    MinutesState.DRAFT: set(), MinutesState.IN_REVIEW: {"minutes"},
    MinutesState.REVIEWED: {"minutes", "comments"}, MinutesState.APPROVED: {"minutes", "comments", "approved"},
}  # fmt: skip


def checklist(meeting):
    """The steps of this meeting with their deadlines and what is done, in the order of their dates."""
    day = timezone.localtime(meeting.starts_at).date()
    done = _done(meeting)
    values = parameters_in_force()
    steps = STEPS if meeting.group_id is None else STEPS_OF_A_GROUP
    counts = [
        working_days_from(meeting, parameters, sign, values) for _name, _label, parameters, sign in steps
    ]
    return [
        Step(name, str(label), due, name in done)
        for (name, label, _parameters, _sign), due in zip(steps, closing_moments(counts, day), strict=True)
    ]


def working_days_from(meeting, parameters, sign, values):
    """Working days from the meeting; before an extraordinary one nothing is due before its shorter notice."""
    days = sum(values[parameter] for parameter in parameters)
    if sign < 0 and meeting.kind == MeetingKind.EXTRAORDINARY:
        days = min(days, values["extraordinary_notice_wd"])
    return sign * days


def parameters_in_force():
    """All parameters in force today, in one query."""
    return Parameter.in_force()


def _done(meeting):
    done = set()
    issued = list(meeting.revisions.issued().values_list("edition", "made_at"))
    editions = {edition for edition, _at in issued}
    if editions:
        done |= {"call", "draft"}
    if any(meeting.moved_at is None or at > meeting.moved_at for _edition, at in issued):
        done.add("notice")
    if Edition.FINAL in editions:
        done |= {"papers", "final"}
    if was_circulated(meeting, INVITATION, since=meeting.moved_at):
        done.add("notice")
    record = getattr(meeting, "record", None)
    if record is not None:
        done |= STATES_DONE[record.state]
    now = timezone.now()
    if meeting.starts_at < now:
        done |= {"call", "papers"}
    return done


def was_circulated(meeting, occasion, since=None):
    """Say whether a letter of that occasion about this meeting went out (or is about to), after `since` if given."""
    rows = Circulation.objects.filter(
        about_type__app_label="meetings", about_type__model="meeting", about_id=meeting.pk, occasion=occasion
    )
    if since is not None:
        rows = rows.filter(made_at__gt=since)
    return rows.exclude(state=CirculationState.CALLED_BACK).exists()


def what_happens_next(meeting, steps):
    """One sentence for everybody: what comes next and until when."""
    state = MeetingState(meeting.state)
    if state == MeetingState.CANCELLED:
        return gettext("This meeting does not take place.")
    if state == MeetingState.POSTPONED:
        return gettext("This meeting is postponed. Its new date will be sent to all who were invited.")
    if state == MeetingState.DRAFT:
        return gettext("This meeting is not convened yet; members do not see it.")
    following = next((step for step in steps if not step.is_done), None)
    if following is None:
        return gettext("Nothing is left to do for this meeting.")
    if following.due < timezone.now() and following.name not in ("call", "papers"):
        return gettext("%(step)s: this was due on %(when)s.") % {
            "step": following.label,
            "when": moment(following.due),
        }
    return gettext("Next: %(step)s, by %(when)s.") % {
        "step": following.label,
        "when": moment(following.due),
    }


def meetings_behind_schedule():
    """Meetings ahead whose next step is late, with that step: for the secretariat's desk."""
    found = []
    for meeting in (
        Meeting.objects.of_the_network()
        .coming()
        .filter(state__in=(MeetingState.DRAFT, MeetingState.CONVENED))
    ):
        late = [step for step in checklist(meeting) if not step.is_done and step.due < timezone.now()]
        if late:
            found.append((meeting, late[-1]))
    return found
