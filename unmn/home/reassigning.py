"""What still names the predecessor after a handover, and moving it to the successor, row by row (RULES R10.62)."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from decisions.models import ActionPoint
from decisions.states import ActionState
from decisions.workflow.action_points import edit_action_point
from foundation.core.templatetags.ui import in_language
from meetings.models import AgendaItem, Meeting
from meetings.states import ItemState
from meetings.workflow.agenda import edit_item
from meetings.workflow.meeting import AHEAD, edit_meeting
from workinggroups.models import Seat
from workinggroups.workflow.seats import hand_over_seat


@dataclass(frozen=True)
class ToMove:
    """One row that names the predecessor: what it is, what they are there, and where it is seen."""

    kind: str
    row: object
    title: str
    part: str
    url: str
    due_on: date | None = None


def to_move(handover):
    """Open action points, meetings ahead, agenda items and seats in groups that name the predecessor."""
    return [*_action_points(handover), *_meetings(handover), *_items(handover), *_seats(handover)]


def reassign(handover, one, *, by):
    """Put the successor where the predecessor stands. Raises `Refused` where they cannot."""
    row, successor = one.row, handover.successor
    if one.kind == "action-point":
        edit_action_point(
            row, by=by, text=row.text, owner=row.owner, person=successor, due_on=row.due_on,
            decision=row.decision,
        )  # fmt: skip
    elif one.kind == "meeting":
        edit_meeting(row, by=by, expected=row.version, chair=successor)
    elif one.kind == "group-seat":
        hand_over_seat(row.group, by=by, seat=row, to=successor, on=handover.starts_on)
    else:
        others = [person for person in row.presenters.all() if person != handover.predecessor]
        edit_item(row, by=by, expected=row.version, presenters=[*others, successor])


def _action_points(handover):
    rows = ActionPoint.objects.filter(
        person=handover.predecessor, state__in=(ActionState.DRAFT, ActionState.OPEN)
    )
    if handover.organisation_id:
        rows = rows.filter(owner=handover.organisation_id)
    for row in rows.select_related("owner", "decision"):
        yield ToMove(
            "action-point", row, row.text, _("Person of the action point"),
            reverse("decisions:action_point", args=[row.pk]), row.due_on,
        )  # fmt: skip


def _meetings(handover):
    for row in Meeting.objects.coming().filter(chair=handover.predecessor, state__in=AHEAD):
        yield ToMove("meeting", row, in_language(row, "title"), _("Chair"), row.get_absolute_url())


def _items(handover):
    rows = AgendaItem.objects.filter(
        presenters=handover.predecessor, state=ItemState.ON_AGENDA,
        meeting__in=Meeting.objects.coming().filter(state__in=AHEAD),
    )  # fmt: skip
    for row in rows.select_related("meeting").order_by("meeting__starts_at", "position"):
        yield ToMove(
            "agenda-item", row, f"{in_language(row.meeting, 'title')}: {in_language(row, 'title')}",
            _("Presenter"), reverse("meetings:agenda_edit", args=[row.meeting.slug]),
        )  # fmt: skip


def _seats(handover):
    rows = Seat.objects.on().filter(person=handover.predecessor, group__state__in=("proposed", "active"))
    if handover.organisation_id:
        rows = rows.filter(organisation=handover.organisation_id)
    for row in rows.select_related("group"):
        yield ToMove(
            "group-seat", row, in_language(row.group), _("Seat in a working group: %(role)s")
            % {"role": row.get_role_display()}, row.group.get_absolute_url(),
        )  # fmt: skip
