"""What the Network needs from one person, on one page (RULES R10.60): who owes nothing gets nothing.

Each function below answers one question for one reader; `what_awaits` asks them all. A new thing to
wait for is a new function, and its name in `QUESTIONS`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decisions.models import ActionPoint
from foundation.circulation.models import Circulation
from foundation.circulation.states import DeliveryState
from foundation.core.moments import moment
from foundation.core.templatetags.ui import in_language
from foundation.core.working_days import add_working_days
from foundation.review.models import Proposal
from foundation.review.states import ProposalState
from meetings.access_cadence import voices_on_dates
from meetings.models import AgendaItem, CourtesyNote, DatePoll, Meeting, MeetingRequest, Minutes
from meetings.models.cadence import open_questions
from meetings.states import ItemState, LeaveState, MeetingState, MinutesState, RequestState
from meetings.states_cadence import NoteState, PollState
from meetings.workflow.late_papers import late_without_leave, leave_of
from meetings.workflow.minutes import given_approvals, is_not_settled
from meetings.workflow.planning import checklist
from meetings.workflow.reading import unread_papers
from members.calendar import closing_hours, days_off
from members.models import EntryConfirmation, Handover, Organisation, Parameter
from members.standing import Standing
from members.states import CorrectionState
from unmn.home.reassigning import to_move

SOON = timedelta(days=14)
CONFIRM_EVERY = timedelta(days=90)


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for the reader: what, why, until when, and where it is done."""

    title: str
    text: str
    url: str
    act: str
    icon: str
    until: datetime | None = None
    weight: int = 5
    is_trouble: bool = False

    @property
    def is_late(self):
        """Whether its moment has passed."""
        return self.until is not None and self.until < timezone.now()


def what_awaits(user):
    """Everything that waits for `user`, the most urgent first."""
    standing = Standing.of(user)
    found = [waiting for question in QUESTIONS for waiting in question(user, standing)]
    distant = timezone.now() + timedelta(days=3650)
    return sorted(
        found, key=lambda one: (not one.is_trouble, not one.is_late, one.weight, one.until or distant)
    )


def in_groups(awaiting):
    """The same under headings: what needs attention or is late, the next seven days, what has time."""
    week = timezone.now() + timedelta(days=7)
    groups = {"late": [], "soon": [], "later": []}
    for one in awaiting:
        if one.is_late or one.is_trouble:
            groups["late"].append(one)
        else:
            groups["soon" if one.until is not None and one.until < week else "later"].append(one)
    return {name: ones for name, ones in groups.items() if ones}


def letters_that_failed(user, standing):
    """Circulations with messages that the mail server did not take."""
    failed = Circulation.objects.visible_to(user).filter(
        deliveries__state=DeliveryState.FAILED, deliveries__repeated_by__isnull=True
    )
    for circulation in failed.annotate(failures=Count("deliveries", distinct=True)).order_by("-made_at")[:5]:
        yield Waiting(
            title=ngettext(
                "%(count)s message could not be delivered", "%(count)s messages could not be delivered",
                circulation.failures,
            ) % {"count": circulation.failures},
            text=in_language(circulation, "title"),
            url=reverse("circulation:circulation", args=[circulation.pk]),
            act=_("See what the mail server said"),
            icon="exclamation-triangle",
            is_trouble=True,
        )  # fmt: skip


def minutes_to_approve(user, standing):
    """Minutes whose review is closed and that lack the approval of this co-chair."""
    if not standing.is_co_chair:
        return
    rows = Minutes.objects.visible_to(user).filter(state=MinutesState.REVIEWED)
    for minutes in rows.select_related("meeting", "text"):
        given = {row.office for row in given_approvals(minutes)}
        if given.issuperset(standing.co_chair_offices) or any(is_not_settled(minutes)):
            continue
        yield Waiting(
            title=_("Approve the minutes: %(meeting)s") % {"meeting": in_language(minutes.meeting, "title")},
            text=_("The review is closed. The minutes are approved when both co-chairs have approved them."),
            url=reverse("meetings:minutes", args=[minutes.meeting.slug]),
            act=_("Read and approve"),
            icon="check-badge",
            weight=1,
        )


def invitations_to_answer(user, standing):
    """Meetings to which the reader's organisations have not answered."""
    asked = set(standing.member_organisations)
    if standing.is_outsider:
        # An outsider sees only the meetings to which it is invited.
        asked = {standing.organisation_id}
    if not asked:
        return
    rows = Meeting.objects.visible_to(user).coming().filter(state=MeetingState.CONVENED)
    for meeting in rows.prefetch_related("replies").distinct():
        answered = {reply.organisation_id for reply in meeting.replies.all() if reply.is_current}
        if asked - answered:
            yield Waiting(
                title=_("Say who attends: %(meeting)s") % {"meeting": in_language(meeting, "title")},
                text=_("Your organisation has not answered the invitation yet."),
                url=reverse("meetings:rsvp", args=[meeting.slug]),
                act=_("Answer the invitation"),
                icon="calendar-days",
                until=meeting.starts_at,
                weight=2,
            )


def papers_to_read(user, standing):
    """Papers of coming meetings that the reader has not opened; nobody else learns of it (RULES R10.68)."""
    if standing.person is None or standing.is_secretariat:
        return
    rows = Meeting.objects.visible_to(user).coming().filter(state=MeetingState.CONVENED)
    meetings, unread = list(rows.distinct()), {}
    for meeting, title in unread_papers(user, *meetings).values_list("item__meeting", "title"):
        unread.setdefault(meeting, []).append(title)
    for meeting in meetings:
        titles = unread.get(meeting.pk, [])
        if titles:
            yield Waiting(
                title=ngettext(
                    "Read %(count)s paper: %(meeting)s", "Read %(count)s papers: %(meeting)s", len(titles)
                ) % {"count": len(titles), "meeting": in_language(meeting, "title")},
                text=" · ".join(titles),
                url=reverse("meetings:agenda", args=[meeting.slug]),
                act=_("Open the agenda and its papers"),
                icon="document",
                until=meeting.starts_at,
                weight=5,
            )  # fmt: skip


def minutes_to_review(user, standing):
    """Minutes on which members may comment until a deadline; silence is acceptance."""
    if not standing.represents_a_member:
        return
    rows = Minutes.objects.visible_to(user).filter(
        state=MinutesState.IN_REVIEW, review_ends__gt=timezone.now()
    )
    for minutes in rows.select_related("meeting"):
        yield Waiting(
            title=_("Read the draft minutes: %(meeting)s")
            % {"meeting": in_language(minutes.meeting, "title")},
            text=_("If your organisation says nothing by the deadline, it accepts the text."),
            url=reverse("meetings:minutes", args=[minutes.meeting.slug]),
            act=_("Read, comment or propose wording"),
            icon="document-text",
            until=minutes.review_ends,
            weight=3,
        )


def action_points_owed(user, standing):
    """Action points of the reader's organisations that are overdue or due soon."""
    limit = timezone.localdate() + SOON
    rows = ActionPoint.objects.visible_to(user).awaiting(standing).filter(due_on__lte=limit)
    closes = closing_hours()
    for action_point in rows.select_related("owner"):
        yield Waiting(
            title=action_point.text,
            text=_("Action point of %(organisation)s")
            % {"organisation": in_language(action_point.owner, "acronym")},
            url=reverse("decisions:action_point", args=[action_point.pk]),
            act=_("Report progress"),
            icon="check-circle",
            until=closes(action_point.due_on),
            weight=4,
        )


def due_dates_to_answer(user, standing):
    """Owners of action points who asked for another date and wait for the secretariat."""
    if not standing.is_secretariat:
        return
    rows = ActionPoint.objects.visible_to(user).asked_for_another_date().select_related("owner")
    closes = closing_hours()
    for action_point in rows:
        yield Waiting(
            title=_("%(organisation)s asks for another due date")
            % {"organisation": in_language(action_point.owner, "acronym")},
            text=str(action_point),
            url=reverse("decisions:action_point", args=[action_point.pk]),
            act=_("Grant or refuse"),
            icon="calendar-days",
            until=closes(action_point.due_on or action_point.wanted_due_on),
            weight=3,
        )


def entry_to_confirm(user, standing):
    """The entry in the member list that nobody has confirmed for a quarter."""
    last = EntryConfirmation.objects.filter(organisation=OuterRef("pk")).order_by("-at").values("at")[:1]
    rows = Organisation.objects.filter(pk__in=standing.member_organisations).annotate(seen=Subquery(last))
    for organisation in rows:
        if organisation.seen is None or organisation.seen < timezone.now() - CONFIRM_EVERY:
            yield Waiting(
                title=_("Confirm the entry of %(organisation)s")
                % {"organisation": in_language(organisation, "acronym")},
                text=_("The member list is shared with the whole Network. Is your entry still correct?"),
                url=reverse("members:entry_confirm", args=[organisation.slug]),
                act=_("Confirm or correct"),
                icon="identification",
                weight=6,
            )


def proposals_to_answer(user, standing):
    """Agenda items that members proposed for a meeting that is ahead."""
    if not standing.is_secretariat:
        return
    rows = AgendaItem.objects.visible_to(user).filter(
        state=ItemState.PROPOSED, meeting__in=Meeting.objects.coming()
    )
    for item in rows.select_related("meeting", "proposed_by"):
        yield Waiting(
            title=_("%(organisation)s proposes an item: %(title)s")
            % {"organisation": item.proposed_by, "title": item.title},
            text=in_language(item.meeting, "title"),
            url=reverse("meetings:agenda_edit", args=[item.meeting.slug]),
            act=_("Accept or decline"),
            icon="inbox-arrow-down",
            weight=2,
        )


def wording_to_answer(user, standing):
    """Proposed wording in minutes that the secretariat has not answered."""
    if not standing.is_secretariat:
        return
    rows = Proposal.objects.filter(
        state=ProposalState.OPEN, paragraph__version__text__minutes__in=Minutes.objects.visible_to(user)
    )
    texts = rows.values_list("paragraph__version__text", flat=True)
    counts = {}
    for text in texts:
        counts[text] = counts.get(text, 0) + 1
    for minutes in Minutes.objects.filter(text__in=counts).select_related("meeting"):
        count = counts[minutes.text_id]
        yield Waiting(
            title=ngettext(
                "%(count)s proposed wording waits for an answer", "%(count)s proposed wordings wait for an answer",
                count,
            ) % {"count": count},
            text=_("Draft minutes: %(meeting)s") % {"meeting": in_language(minutes.meeting, "title")},
            url=reverse("meetings:minutes", args=[minutes.meeting.slug]),
            act=_("Accept, merge or decline"),
            icon="pencil-square",
            until=minutes.review_ends,
            weight=3,
        )  # fmt: skip


def corrections_to_apply(user, standing):
    """Corrections that focal points proposed to their entries."""
    if not standing.is_secretariat:
        return
    rows = EntryConfirmation.objects.filter(state=CorrectionState.PROPOSED).select_related("organisation")
    for row in rows:
        yield Waiting(
            title=_("%(organisation)s corrects its entry")
            % {"organisation": in_language(row.organisation, "acronym")},
            text=row.note,
            url=reverse("members:organisation", args=[row.organisation.slug]),
            act=_("Apply or decline"),
            icon="identification",
            weight=4,
        )


def handovers_to_finish(user, standing):
    """What still names a predecessor after a handover: the secretariat is told what to move (RULES R10.62)."""
    if not standing.is_secretariat:
        return
    rows = Handover.objects.visible_to(user).open().select_related("predecessor", "successor", "organisation")
    closes = closing_hours()
    for handover in rows:
        count = len(to_move(handover))
        if count:
            names = {"count": count, "predecessor": in_language(handover.predecessor)}
            yield Waiting(
                title=ngettext(
                    "%(count)s thing still names %(predecessor)s", "%(count)s things still name %(predecessor)s",
                    count,
                ) % names,
                text=_("Successor: %(name)s") % {"name": in_language(handover.successor)},
                url=handover.get_absolute_url(),
                act=_("Move it to the successor"),
                icon="arrow-right-circle",
                until=closes(handover.last_day),
                weight=4,
            )  # fmt: skip


def next_step_of_a_meeting(user, standing):
    """What is due for the next meeting, counted back from its date (RULES R10.52)."""
    if not standing.is_secretariat:
        return
    ahead = (MeetingState.DRAFT, MeetingState.CONVENED)
    for meeting in Meeting.objects.visible_to(user).coming().filter(state__in=ahead)[:1]:
        following = next((step for step in checklist(meeting) if not step.is_done), None)
        if following is not None and following.due < timezone.now() + SOON:
            yield Waiting(
                title=str(following.label),
                text=in_language(meeting, "title"),
                url=reverse("meetings:meeting", args=[meeting.slug]),
                act=_("Go to the meeting"),
                icon="clipboard-document-list",
                until=following.due,
                weight=3,
            )


def minutes_to_write(user, standing):
    """Meetings that were held and whose minutes have not left the secretariat."""
    if not standing.is_secretariat:
        return
    rows = Meeting.objects.visible_to(user).filter(state=MeetingState.HELD)
    meetings = list(rows.exclude(record__in=Minutes.objects.exclude(state=MinutesState.DRAFT))[:5])
    days = [timezone.localtime(meeting.starts_at).date() for meeting in meetings]
    if not meetings:
        return
    count, off = Parameter.value_of("minutes_draft_wd"), days_off(min(days), max(days) + SOON * 3)
    closes = closing_hours()
    for meeting, held_on in zip(meetings, days, strict=True):
        yield Waiting(
            title=_("Send the draft minutes for review"),
            text=in_language(meeting, "title"),
            url=reverse("meetings:minutes_edit", args=[meeting.slug]),
            act=_("Write the minutes"),
            icon="pencil-square",
            until=closes(add_working_days(held_on, count, off)),
            weight=3,
        )


def unct_meetings_that_moved(user, standing):
    """Our meetings whose UNCT meeting moved or vanished: ours waits for the secretariat's word."""
    if not standing.is_secretariat:
        return
    for link in open_questions():
        moved = _("The UNCT meeting is now %(when)s.") % {"when": moment(link.unct.starts_at)}
        yield Waiting(
            title=_("The UNCT has moved. Does ours move too? %(meeting)s")
            % {"meeting": in_language(link.meeting, "title")},
            text=_("The UNCT meeting does not take place any more.") if link.is_vanished else moved,
            url=reverse("meetings:unct_beside", args=[link.meeting.slug]),
            act=_("Move ours or keep it"),
            icon="arrows-right-left",
        )


def late_papers_without_leave(user, standing):
    """Late papers: the secretariat asks for leave, a co-chair answers (RULES R10.52)."""
    if not (standing.is_secretariat or standing.is_co_chair):
        return
    rows = Meeting.objects.visible_to(user).coming().filter(state=MeetingState.CONVENED)
    for paper in late_without_leave(rows):
        is_asked = leave_of(paper) == LeaveState.ASKED
        if not (standing.is_co_chair if is_asked else standing.is_secretariat):
            continue
        meeting = paper.item.meeting
        yield Waiting(
            title=_("Late paper: %(title)s") % {"title": paper.title},
            text=in_language(meeting, "title"),
            url=reverse("meetings:paper_leave", args=[meeting.slug, paper.pk]),
            act=_("Give or refuse leave") if is_asked else _("Ask a co-chair for leave"),
            icon="document-text",
            until=meeting.starts_at,
            weight=1,
        )


def dates_to_answer(user, standing):
    """Date polls in which the reader's organisations, or co-chair's office, have not answered."""
    organisations, offices = voices_on_dates(user)
    if not (organisations or offices):
        return
    rows = DatePoll.objects.visible_to(user).filter(state=PollState.OPEN, closes_at__gt=timezone.now())
    for poll in rows.prefetch_related("answers"):
        current = [row for row in poll.answers.all() if row.is_current]
        given = {row.organisation_id for row in current} | {row.office for row in current}
        if given.issuperset(organisations | set(offices)):
            continue
        yield Waiting(
            title=_("Say which dates suit: %(title)s") % {"title": poll},
            text=_("The secretariat looks for a date that suits all members and both co-chairs."),
            url=poll.get_absolute_url(),
            act=_("Say which dates suit"),
            icon="calendar-days",
            until=poll.closes_at,
            weight=2,
        )


def courtesy_notes_to_send(user, standing):
    """Notes that were drafted after two absences in a row: sent or discarded by the secretariat only."""
    if not standing.is_secretariat:
        return
    rows = CourtesyNote.objects.visible_to(user).filter(state=NoteState.DRAFT)
    for note in rows.select_related("organisation"):
        yield Waiting(
            title=_("%(organisation)s was absent twice in a row")
            % {"organisation": in_language(note.organisation, "acronym")},
            text=_(
                "A courtesy note to the head of the agency is drafted. It is not sent unless you send it."
            ),
            url=note.get_absolute_url(),
            act=_("Read the draft"),
            icon="envelope-open",
            weight=5,
        )


def dates_to_choose(user, standing):
    """Date polls whose deadline has passed: one date is to be chosen; or chosen and no meeting prepared yet."""
    if not standing.is_secretariat:
        return
    over = Q(state=PollState.OPEN, closes_at__lte=timezone.now())
    unused = Q(state=PollState.SETTLED, meeting__isnull=True)
    for poll in DatePoll.objects.visible_to(user).filter(over | unused):
        is_chosen = poll.state == PollState.SETTLED
        yield Waiting(
            title=(_("Prepare the meeting: %(title)s") if is_chosen else _("Choose a date: %(title)s"))
            % {"title": poll},
            text=_("The date is chosen.") if is_chosen else _("The deadline for answers has passed."),
            url=poll.get_absolute_url(),
            act=_("Go to the dates"),
            icon="calendar-days",
            weight=3,
        )


def requests_for_meetings(user, standing):
    """Requests for extraordinary meetings, shown to all concerned until they are answered (RULES R6.30)."""
    if not standing.is_insider:
        return
    rows = MeetingRequest.objects.visible_to(user).filter(
        state__in=(RequestState.ASKED, RequestState.ACCEPTED)
    )
    for asked in rows.select_related("organisation"):
        is_accepted = asked.state == RequestState.ACCEPTED
        if is_accepted and not standing.is_secretariat:
            continue
        act = _("Plan the meeting") if is_accepted else _("See the request")
        if standing.is_co_chair:
            act = _("Accept or decline")
        yield Waiting(
            title=_("%(organisation)s asks for an extraordinary meeting")
            % {"organisation": in_language(asked.organisation, "acronym")},
            text=_("The co-chairs accepted: plan the meeting.")
            if is_accepted
            else _("The co-chairs are asked."),
            url=asked.get_absolute_url(),
            act=act,
            icon="megaphone",
            weight=1 if standing.is_co_chair or is_accepted else 7,
        )


QUESTIONS = (
    unct_meetings_that_moved,
    dates_to_answer,
    dates_to_choose,
    courtesy_notes_to_send,
    requests_for_meetings,
    letters_that_failed,
    minutes_to_approve,
    invitations_to_answer,
    papers_to_read,
    minutes_to_review,
    action_points_owed,
    due_dates_to_answer,
    entry_to_confirm,
    proposals_to_answer,
    wording_to_answer,
    corrections_to_apply,
    handovers_to_finish,
    next_step_of_a_meeting,
    minutes_to_write,
    late_papers_without_leave,
)
