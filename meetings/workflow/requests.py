"""Extraordinary meetings (RULES R6.30).

asked ──accept──▶ accepted ──plan──▶ planned
  │ └──decline──▶ declined   └──▶ withdrawn
  └──withdraw──▶ withdrawn
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.workflow import Refused, Workflow
from meetings.access import asked_for_it, is_co_chair, is_secretariat, represents_a_member
from meetings.models import MeetingRequest, ShortNotice
from meetings.states import REQUEST_MAP, MeetingKind, MeetingState, RequestState
from meetings.workflow.agenda import add_item
from meetings.workflow.meeting import MEETING, is_on_short_notice, plan_meeting
from members.standing import Standing

R = RequestState
REQUEST = Workflow("meetings", RequestState, REQUEST_MAP)


@REQUEST.creation(
    may=represents_a_member, hat=Hat.MEMBER,
    label=_("Ask for an extraordinary meeting"), done=_("Extraordinary meeting asked for"),
)  # fmt: skip
def ask_for_meeting(*, by, organisation, reason, items, wished_for=None):
    """A member asks for a meeting, says why, and names its items."""
    standing = Standing.of(by)
    if organisation.pk not in standing.member_organisations:
        raise Refused(_("You may ask only for an organisation that you represent."))
    if MeetingRequest.objects.filter(organisation=organisation, state=R.ASKED).exists():
        raise Refused(_("A request of your organisation waits for the co-chairs already."))
    made = MeetingRequest(
        organisation=organisation,
        requester=standing.person,
        reason=reason,
        items=items,
        wished_for=wished_for,
    )
    if not made.titles:
        raise Refused(_("Name at least one item for the meeting."))
    made.save()
    return made


@REQUEST.move(
    R.ASKED, to=R.ACCEPTED, may=is_co_chair, hat=Hat.CO_CHAIR,
    label=_("Accept"), done=_("Request for a meeting accepted"),
)  # fmt: skip
def accept_request(request_for, *, by):
    """One co-chair says yes: the secretariat plans the meeting."""
    request_for.answered_by, request_for.answered_at = by, timezone.now()


@REQUEST.move(
    R.ASKED, to=R.DECLINED, may=is_co_chair, hat=Hat.CO_CHAIR,
    label=_("Decline"), done=_("Request for a meeting declined"),
)  # fmt: skip
def decline_request(request_for, *, by, reason):
    """Say no, with a reason that the requesting organisation reads."""
    if not reason.strip():
        raise Refused(_("Say why the request is declined: the organisation that asks will read it."))
    request_for.answer, request_for.answered_by, request_for.answered_at = reason, by, timezone.now()


@REQUEST.move(
    R.ASKED, R.ACCEPTED, to=R.WITHDRAWN, may=asked_for_it, hat=Hat.MEMBER,
    label=_("Withdraw the request"), done=_("Request for a meeting withdrawn"),
)  # fmt: skip
def withdraw_request(request_for, *, by):
    """The organisation takes it back, as long as no meeting is planned."""


@REQUEST.move(
    R.ACCEPTED, to=R.PLANNED, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Plan the meeting"), done=_("Meeting planned on a member's request"),
)  # fmt: skip
def plan_requested_meeting(request_for, *, by, **facts):
    """Prepare the extraordinary meeting with the items that were asked for. Returns the `Meeting`."""
    facts |= {"kind": MeetingKind.EXTRAORDINARY, "requested_by": request_for.organisation}
    meeting = plan_meeting(by=by, **facts)
    for title in request_for.titles:
        add_item(meeting, by=by, title=title, minutes=30, presenting=[request_for.organisation])
    request_for.meeting = meeting
    return meeting


@MEETING.act(
    MeetingState.DRAFT, may=is_co_chair, hat=Hat.CO_CHAIR,
    label=_("Agree to the short notice"), done=_("Short notice agreed"),
)  # fmt: skip
def agree_to_short_notice(meeting, *, by):
    """Agree, for the office that one holds, that the meeting is convened with less than its notice."""
    if not is_on_short_notice(meeting):
        raise Refused(_("The notice of this meeting is long enough: nobody needs to agree."))
    standing = Standing.of(by)
    for office in standing.co_chair_offices:
        ShortNotice.objects.get_or_create(
            meeting=meeting, office=office, starts_at=meeting.starts_at, defaults={"person": standing.person}
        )
