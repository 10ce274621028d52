"""Answers to an invitation, one per organisation; the latest counts and each earlier one stays (RULES R2.4)."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.workflow import NotPermitted, Refused
from meetings.access import is_asked, organisations_answered_for
from meetings.asked import bodies_asked, keeps_meeting
from meetings.models import Reply
from meetings.states import Answer, MeetingState
from meetings.workflow.meeting import MEETING
from members.models import Organisation


@MEETING.act(
    MeetingState.CONVENED, may=is_asked | keeps_meeting, hat=Hat.MEMBER,
    label=_("Answer the invitation"), done=_("Invitation answered"),
)  # fmt: skip
def reply(meeting, *, by, organisation, answer, attendee=None, note="", channel="portal"):
    """Record an organisation's answer; the earlier one stays in the log. Returns the `Reply`.

    Secretariat officers may record what they were told (`channel="secretariat"`). Raises `Refused` when the
    meeting is over, when the answer does not fit how it is held, or when the attendee is of another body.
    """
    if meeting.is_over:
        raise Refused(_("This meeting is over. Its invitation can no longer be answered."))
    _refuse_stranger(meeting, by, organisation)
    _refuse_impossible(meeting, organisation, answer, attendee)
    meeting.replies.filter(organisation=organisation, is_current=True).update(is_current=False)
    meeting.act_details = {"organisation": str(organisation), "answer": str(answer), "channel": channel}
    return Reply.objects.create(
        meeting=meeting, organisation=organisation, answer=answer, attendee=attendee, note=note,
        given_by=by, channel=channel,
    )  # fmt: skip


def _refuse_stranger(meeting, by, organisation):
    if keeps_meeting.test(by, meeting) or organisation.pk in organisations_answered_for(by, meeting):
        return
    raise NotPermitted(
        gettext("You do not represent %(organisation)s and cannot answer for it.")
        % {"organisation": organisation}
    )


def _refuse_impossible(meeting, organisation, answer, attendee):
    if answer == Answer.ONLINE and meeting.mode == "in-person":
        raise Refused(_("This meeting is held in person only. Choose another answer."))
    if answer == Answer.IN_PERSON and meeting.mode == "online":
        raise Refused(_("This meeting is held online only. Choose another answer."))
    if attendee is not None and attendee.organisation_id != organisation.pk:
        raise Refused(
            gettext("%(person)s does not belong to %(organisation)s.")
            % {"person": attendee, "organisation": organisation}
        )


def who_owes_an_answer(meeting):
    """The organisations asked that have not answered the invitation: members and guests."""
    asked = Organisation.objects.filter(
        pk__in=[*bodies_asked(meeting).values_list("pk", flat=True),
                *meeting.guests.values_list("organisation", flat=True)]
    )  # fmt: skip
    return asked.exclude(replies__in=meeting.replies.filter(is_current=True))


def replies_in_force(meeting):
    """The current answers, by organisation."""
    rows = meeting.replies.filter(is_current=True).select_related("organisation", "attendee", "given_by")
    return rows.order_by("organisation__acronym")
