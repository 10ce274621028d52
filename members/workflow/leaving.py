"""Somebody leaves the Network: roles and offices end on the day, and access with it; nothing is erased."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.workflow import shut
from foundation.audit.states import Hat
from foundation.core.workflow import Refused
from members.access import is_secretariat
from members.models import Appointment
from members.states import Office
from members.workflow.directory import DIRECTORY
from members.workflow.offices import _refuse_empty_secretariat


def _end_roles(rows, on):
    """End what runs beyond `on`, and drop what would have begun later; answer how many."""
    rows.filter(starts_on__gt=on).delete()
    return rows.filter(ends_on__isnull=True).update(ends_on=on) + rows.filter(ends_on__gt=on).update(
        ends_on=on
    )


@DIRECTORY.act(
    may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Leaves the Network"), done=_("Leaves the Network, the last day is %(left_on)s"),
)  # fmt: skip
def leave(person, *, by, on):
    """The last day is `on`, which may lie ahead; after it there is no access.

    Raises `Refused` when nobody would be left in the secretariat.
    """
    for appointment in Appointment.objects.on(on).filter(person=person, office=Office.SECRETARIAT):
        _refuse_empty_secretariat(appointment, on)
    person.left_on = on
    _end_roles(person.representations.all(), on)
    _end_roles(person.appointments.all(), on)
    _end_roles(person.group_seats.all(), on)
    if person.user and on < timezone.localdate():
        shut(person.user)
    person.act_details = {"left_on": on.isoformat()}


@DIRECTORY.act(
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Take back into the directory"), done=_("Came back"),
)  # fmt: skip
def bring_back(person, *, by):
    """Somebody who left is here again; roles begin anew and access needs a new invitation."""
    if not person.left_on:
        raise Refused(_("This person has not left."))
    if person.user and not person.user.is_active:
        person.act_details = {"needs_invitation": True}
    person.left_on = None
