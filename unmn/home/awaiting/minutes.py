"""What waits around minutes: writing, review, wording and approval."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.core.templatetags.ui import in_language
from foundation.core.working_days import add_working_days
from foundation.review.models import Proposal
from foundation.review.states import ProposalState
from meetings.asked import concerns, hats_to_approve, led_groups
from meetings.models import Meeting, Minutes
from meetings.states import MeetingState, MinutesState
from meetings.workflow.minutes import given_approvals, is_not_settled
from members.calendar import close_of_business, days_off
from members.models import Parameter
from unmn.home.awaiting.waiting import SOON, Waiting


def minutes_to_approve(user, standing):
    """Minutes whose review is closed and that lack the approval of this co-chair."""
    if not (standing.is_co_chair or led_groups(user)):
        return
    rows = Minutes.objects.visible_to(user).filter(state=MinutesState.REVIEWED)
    for minutes in rows.select_related("meeting", "text"):
        given = {row.office for row in given_approvals(minutes)}
        if given.issuperset(hats_to_approve(user, minutes.meeting)) or any(is_not_settled(minutes)):
            continue
        yield Waiting(
            title=_("Approve the minutes: %(meeting)s") % {"meeting": in_language(minutes.meeting, "title")},
            text=_("The review is closed. The minutes are approved when lead and co-lead have approved them.")
            if minutes.meeting.group_id
            else _("The review is closed. The minutes are approved when both co-chairs have approved them."),
            url=reverse("meetings:minutes", args=[minutes.meeting.slug]),
            act=_("Read and approve"),
            icon="check-badge",
            weight=1,
        )


def minutes_to_review(user, standing):
    """Minutes on which members may comment until a deadline; silence is acceptance."""
    if not (standing.represents_a_member or standing.groups):
        return
    rows = Minutes.objects.visible_to(user).filter(
        concerns(standing, "meeting__"), state=MinutesState.IN_REVIEW, review_ends__gt=timezone.now()
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


def minutes_to_write(user, standing):
    """Meetings that were held and whose minutes have not left the secretariat."""
    if not standing.is_secretariat:
        return
    rows = Meeting.objects.visible_to(user).of_the_network().filter(state=MeetingState.HELD)
    meetings = list(rows.exclude(record__in=Minutes.objects.exclude(state=MinutesState.DRAFT))[:5])
    days = [timezone.localtime(meeting.starts_at).date() for meeting in meetings]
    if not meetings:
        return
    count, off = Parameter.value_of("minutes_draft_wd"), days_off(min(days), max(days) + SOON * 3)
    for meeting, held_on in zip(meetings, days, strict=True):
        yield Waiting(
            title=_("Send the draft minutes for review"),
            text=in_language(meeting, "title"),
            url=reverse("meetings:minutes_edit", args=[meeting.slug]),
            act=_("Write the minutes"),
            icon="pencil-square",
            until=close_of_business(add_working_days(held_on, count, off)),
            weight=3,
        )


QUESTIONS = (
    minutes_to_approve,
    minutes_to_review,
    wording_to_answer,
    minutes_to_write,
)
