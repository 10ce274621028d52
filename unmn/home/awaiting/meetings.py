"""What waits around meetings: dates, invitations, agendas, papers and requests."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.core.moments import moment
from foundation.core.templatetags.ui import in_language
from meetings.access_cadence import voices_on_dates
from meetings.asked import concerns, voices_by_group
from meetings.models import AgendaItem, CourtesyNote, DatePoll, Meeting, MeetingRequest
from meetings.models.cadence import open_questions
from meetings.states import ItemState, LeaveState, MeetingState, RequestState
from meetings.states_cadence import NoteState, PollState
from meetings.workflow.late_papers import late_without_leave, leave_of
from meetings.workflow.planning import checklist
from meetings.workflow.reading import unread_papers
from unmn.home.awaiting.waiting import SOON, Waiting


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


def invitations_to_answer(user, standing):
    """Meetings to which the reader's organisations have not answered."""
    asked = set(standing.member_organisations)
    if standing.is_outsider:
        # An outsider sees only the meetings to which it is invited.
        asked = {standing.organisation_id}
    of_groups = voices_by_group(user)
    if not (asked or of_groups):
        return
    rows = Meeting.objects.visible_to(user).coming().filter(concerns(standing), state=MeetingState.CONVENED)
    for meeting in rows.prefetch_related("replies").distinct():
        answered = {reply.organisation_id for reply in meeting.replies.all() if reply.is_current}
        if (of_groups.get(meeting.group_id, set()) if meeting.group_id else asked) - answered:
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
    rows = Meeting.objects.visible_to(user).coming().filter(concerns(standing), state=MeetingState.CONVENED)
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


def next_step_of_a_meeting(user, standing):
    """What is due for the next meeting, counted back from its date (RULES R10.52)."""
    if not standing.is_secretariat:
        return
    ahead = (MeetingState.DRAFT, MeetingState.CONVENED)
    for meeting in Meeting.objects.visible_to(user).of_the_network().coming().filter(state__in=ahead)[:1]:
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


QUESTIONS = (
    unct_meetings_that_moved,
    dates_to_answer,
    dates_to_choose,
    courtesy_notes_to_send,
    requests_for_meetings,
    invitations_to_answer,
    papers_to_read,
    proposals_to_answer,
    next_step_of_a_meeting,
    late_papers_without_leave,
)
