"""Items that wait for a meeting (RULES R10.58).

proposed to the backlog, carried over, recommended, or reported by a group ──▶ waiting ──▶ declined or withdrawn ──▶ waiting again

An agenda takes what waits (`offers`); removed from there, or with its meeting cancelled, it waits again.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.moments import moment
from foundation.core.workflow import Refused, Workflow
from meetings.access import is_secretariat, leads_where_it_began, proposed_it, represents_a_member
from meetings.asked import keeps_meeting
from meetings.models import BacklogItem
from meetings.states import BACKLOG_MAP, BacklogOrigin, BacklogState, ItemKind, ItemState, MeetingState
from meetings.workflow.agenda import AGENDA
from meetings.workflow.meeting import MEETING, has_begun
from members.standing import Standing

B = BacklogState
BACKLOG = Workflow("meetings", BacklogState, BACKLOG_MAP)


@BACKLOG.creation(
    may=represents_a_member | is_secretariat, hat=Hat.MEMBER,
    label=_("Propose an item for a later meeting"), done=_("Item proposed for a later meeting"),
)  # fmt: skip
def propose_to_backlog(*, by, organisation, title, description="", kind=ItemKind.DISCUSSION, minutes=15):
    """A member proposes an item without a meeting; the secretariat enters one in nobody's name."""
    standing = Standing.of(by)
    if organisation is None and not is_secretariat.test(by):
        raise Refused(_("Say for which organisation you propose the item."))
    if organisation is not None and organisation.pk not in standing.member_organisations:
        raise Refused(_("You may propose items only for an organisation that you represent."))
    return BacklogItem.objects.create(
        title=title, description=description, kind=kind, minutes=minutes, proposed_by=organisation,
        proposer=standing.person if organisation else None,
    )  # fmt: skip


@BACKLOG.move(
    B.OPEN, to=B.DECLINED, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Decline"), done=_("Item of the backlog declined"),
)  # fmt: skip
def decline_backlog_item(backlog_item, *, by, reason):
    """Say no, with the reason that its proposer will read."""
    _refuse_taken(backlog_item)
    if not reason.strip():
        raise Refused(_("Say why the item is declined: its proposer will read it."))
    backlog_item.answer = reason


@BACKLOG.move(
    B.OPEN, to=B.WITHDRAWN, may=proposed_it | leads_where_it_began | is_secretariat, hat=Hat.MEMBER,
    label=_("Withdraw the item"), done=_("Item of the backlog withdrawn"),
)  # fmt: skip
def withdraw_backlog_item(backlog_item, *, by):
    """Its proposer, who leads the group it comes from, or the secretariat takes it back: it is offered no more."""
    _refuse_taken(backlog_item)


@BACKLOG.move(
    B.DECLINED, B.WITHDRAWN, to=B.OPEN, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Offer it again"), done=_("Item of the backlog offered again"),
)  # fmt: skip
def reopen_backlog_item(backlog_item, *, by):
    """Offer it to the next meeting again."""
    backlog_item.answer = ""


@AGENDA.act(
    ItemState.ON_AGENDA, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Carry over to the next meeting"), done=_("Agenda item carried over"),
)  # fmt: skip
def carry_over(item, *, by):
    """Mark an item as unfinished once its meeting has begun: it is offered to the next one. Returns the `BacklogItem`."""
    _refuse_not_begun(item.meeting)
    found = BacklogItem.objects.filter(carried_from=item).first()
    if found is not None:
        if found.state != B.OPEN:
            reopen_backlog_item(found, by=by)
        return found
    return BacklogItem.objects.create(
        origin=BacklogOrigin.CARRIED_OVER, carried_from=item, title=item.title, title_ru=item.title_ru,
        title_ky=item.title_ky, description=item.description, kind=item.kind, minutes=item.minutes,
        proposed_by=item.proposed_by, proposer=item.proposer,
    )  # fmt: skip


@AGENDA.act(
    ItemState.ON_AGENDA, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Not carried over after all"), done=_("Agenda item not carried over after all"),
)  # fmt: skip
def take_back_carry_over(item, *, by):
    """Undo `carry_over`, as long as no agenda has taken the item."""
    found = BacklogItem.objects.filter(carried_from=item, state=B.OPEN).first()
    if found is not None:
        withdraw_backlog_item(found, by=by)


@MEETING.act(
    MeetingState.CONVENED, MeetingState.HELD, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Record a recommendation"), done=_("Recommendation recorded"),
)  # fmt: skip
def recommend(meeting, *, by, title, description=""):
    """Record what the annual meeting recommends; it is offered to the next quarterly one (RULES R6.35)."""
    if meeting.takes_decisions:
        raise Refused(_("Only the Annual Network Meeting makes recommendations; other meetings decide."))
    _refuse_not_begun(meeting)
    if not title.strip():
        raise Refused(_("Write the recommendation in one sentence."))
    meeting.act_details = {"title": title}
    return BacklogItem.objects.create(
        origin=BacklogOrigin.RECOMMENDATION, recommended_by=meeting, title=title, description=description
    )


def may_be_carried_over(meeting):
    """Whether its items can be marked as unfinished: it has begun, or was held."""
    if meeting.state == MeetingState.HELD:
        return True
    return meeting.state == MeetingState.CONVENED and has_begun(meeting)


def _refuse_not_begun(meeting):
    if not may_be_carried_over(meeting):
        raise Refused(
            gettext("This is possible once the meeting has begun: %(when)s.")
            % {"when": moment(meeting.starts_at)}
        )


def _refuse_taken(backlog_item):
    taken = BacklogItem.objects.with_agendas().filter(pk=backlog_item.pk, is_taken=True).exists()
    if taken:
        raise Refused(_("This item stands on an agenda. Remove it from there first."))
