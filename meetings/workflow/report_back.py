"""What a working group reports to the Network: offered to its next quarterly meeting (USERS.md 6, RULES R10.58).

A group decides nothing for the Network. Who leads it writes what it brings back; from then on that waits with
everything else that waits for a meeting (`backlog`), under the name of the group.
"""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.workflow import Refused
from meetings.asked import runs_group
from meetings.models import AgendaItem, BacklogItem, Meeting
from meetings.states import BacklogOrigin, BacklogState, ItemKind, ItemState, MeetingState
from meetings.workflow.backlog import BACKLOG
from workinggroups.workflow.groups import move_on

REPORTING = (MeetingState.CONVENED, MeetingState.HELD)


@BACKLOG.creation(
    may=runs_group, hat=Hat.SECRETARIAT,
    label=_("Report to the Network"), done=_("Reported to the Network by a working group"),
)  # fmt: skip
def report_back(
    group, *, by, title, title_ru="", title_ky="", description="", kind=ItemKind.DISCUSSION, minutes=15, item=None
):  # fmt: skip
    """Bring something back from a group, or from an `item` of its meeting. Returns the `BacklogItem`.

    Only the words given here leave the group: nothing is copied from its agenda, papers or minutes (R8.44).
    """
    if not group.is_at_work:
        raise Refused(_("This group is not at work. Only an active group reports."))
    if not title.strip():
        raise Refused(_("Say in one sentence what the group reports."))
    if item is not None:
        _refuse_impossible(group, item)
    move_on(group)
    lead = group.seats.on().leading().exclude(person=None).in_order().select_related("person").first()
    return BacklogItem.objects.create(
        origin=BacklogOrigin.REPORT_BACK, group=group, reported_from=item, title=title, title_ru=title_ru,
        title_ky=title_ky, description=description, kind=kind, minutes=minutes,
        proposer=lead.person if lead else None,
    )  # fmt: skip


def reports_of(user, group):
    """What the group reported as far as `user` may see it, the latest first, each with `taken_up`.

    `taken_up` are the agenda items that took it, with their meetings; a cancelled meeting took nothing.
    """
    standing = AgendaItem.objects.filter(
        state=ItemState.ON_AGENDA, meeting__in=Meeting.objects.visible_to(user)
    )
    standing = standing.exclude(meeting__state=MeetingState.CANCELLED).select_related("meeting")
    rows = BacklogItem.objects.visible_to(user).filter(group=group).with_agendas()
    rows = rows.select_related("reported_from__meeting").order_by("-made_at", "-pk")
    return rows.prefetch_related(Prefetch("items", standing, to_attr="taken_up"))


def reportable(meeting):
    """The items of a group's meeting, each with `report`: the one that waits or was taken up, or None."""
    if meeting.group_id is None or meeting.state not in REPORTING:
        return []
    rows = list(meeting.items.on_agenda().filter(parent=None, generated=""))
    waiting = BacklogItem.objects.filter(reported_from__in=rows, state=BacklogState.OPEN)
    found = {report.reported_from_id: report for report in waiting}
    for row in rows:
        row.report = found.get(row.pk)
    return rows


def _refuse_impossible(group, item):
    if item.meeting.group_id != group.pk or item.state != ItemState.ON_AGENDA:
        raise Refused(_("Only what stands on an agenda of the group itself can be reported."))
    if item.reports.filter(state=BacklogState.OPEN).exists():
        raise Refused(_("This item is reported already. See it under the meetings of the group."))
