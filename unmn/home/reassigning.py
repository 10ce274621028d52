"""What still names somebody who went, and moving it to the successor, row by row (RULES R10.62)."""

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
    """One row that names somebody who goes: what it is, what they are there, and where it is seen."""

    kind: str
    row: object
    person: object
    title: str
    part: str
    url: str
    due_on: date | None = None


def to_move(handover):
    """Open action points, meetings ahead, agenda items and seats in groups that name the predecessor."""
    return still_named([handover.predecessor], organisation=handover.organisation_id)


def still_named(people, *, organisation=None):
    """Open action points, meetings ahead, agenda items and seats in groups that name one of `people`.

    With `organisation`, a key, what they do for that one only; meetings and items belong to no organisation.
    """
    return [
        *_action_points(people, organisation), *_meetings(people), *_items(people), *_seats(people, organisation)
    ]  # fmt: skip


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


def _action_points(people, organisation):
    rows = ActionPoint.objects.filter(person__in=people, state__in=(ActionState.DRAFT, ActionState.OPEN))
    if organisation:
        rows = rows.filter(owner=organisation)
    for row in rows.select_related("owner", "decision", "person"):
        yield ToMove(
            "action-point", row, row.person, row.text, _("Person of the action point"),
            reverse("decisions:action_point", args=[row.pk]), row.due_on,
        )  # fmt: skip


def _meetings(people):
    rows = Meeting.objects.coming().filter(chair__in=people, state__in=AHEAD).select_related("chair")
    for row in rows:
        yield ToMove("meeting", row, row.chair, in_language(row, "title"), _("Chair"), row.get_absolute_url())


def _items(people):
    rows = AgendaItem.presenters.through.objects.filter(
        person__in=people, agendaitem__state=ItemState.ON_AGENDA,
        agendaitem__meeting__in=Meeting.objects.coming().filter(state__in=AHEAD),
    ).select_related("agendaitem__meeting", "person")  # fmt: skip
    for one in rows.order_by("agendaitem__meeting__starts_at", "agendaitem__position"):
        row = one.agendaitem
        yield ToMove(
            "agenda-item", row, one.person, f"{in_language(row.meeting, 'title')}: {in_language(row, 'title')}",
            _("Presenter"), reverse("meetings:agenda_edit", args=[row.meeting.slug]),
        )  # fmt: skip


def _seats(people, organisation):
    rows = Seat.objects.on().filter(person__in=people, group__state__in=("proposed", "active"))
    if organisation:
        rows = rows.filter(organisation=organisation)
    for row in rows.select_related("group", "person"):
        yield ToMove(
            "group-seat", row, row.person, in_language(row.group), _("Seat in a working group: %(role)s")
            % {"role": row.get_role_display()}, row.group.get_absolute_url(),
        )  # fmt: skip
