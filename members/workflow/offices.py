"""Offices of the Network: co-chairs, officers-in-charge, secretariat, readers; offices act, not persons (R10.53)."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.workflow import Refused
from members.access import is_secretariat
from members.models import Appointment, Handover
from members.states import CO_CHAIR_OFFICES, Office
from members.workflow.dates import keep, last_day, refuse_after_leaving
from members.workflow.directory import DIRECTORY


@DIRECTORY.act(
    may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Appoint to an office"), done=_("Appointed to an office from %(starts_on)s"),
)  # fmt: skip
def appoint(person, *, by, office, starts_on, ends_on=None, is_in_charge=False):
    """The person holds an office from a day on, or stands in for its holder as officer-in-charge.

    Raises `Refused` when an officer-in-charge has no last day: standing in is for a time.
    """
    if is_in_charge and office not in CO_CHAIR_OFFICES:
        raise Refused(_("Only a co-chair has an officer-in-charge."))
    if is_in_charge and ends_on is None:
        raise Refused(_("An officer-in-charge stands in for a time. Give the last day as well."))
    refuse_after_leaving(person, starts_on, ends_on)
    person.act_details = {"office": office, "starts_on": starts_on.isoformat()}
    return keep(Appointment(
        person=person, office=office, starts_on=starts_on, ends_on=ends_on, is_in_charge=is_in_charge
    ))  # fmt: skip


def _refuse_empty_secretariat(appointment, on):
    """Somebody must remain who keeps the portal. Raises `Refused`."""
    if appointment.office != Office.SECRETARIAT:
        return
    day_after = max(on, timezone.localdate()) + timedelta(days=1)
    others = Appointment.objects.on(day_after).filter(office=Office.SECRETARIAT)
    others = others.exclude(pk=appointment.pk).exclude(person=appointment.person)
    if not others.filter(Q(person__left_on__isnull=True) | Q(person__left_on__gte=day_after)).exists():
        raise Refused(_("Nobody would be left in the secretariat. Appoint another officer first."))


@DIRECTORY.act(
    may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("End the office"), done=_("%(name)s holds the office until %(ends_on)s"),
)  # fmt: skip
def end_appointment(appointment, *, by, ends_on):
    """The office ends with the day `ends_on`. Raises `Refused` when the secretariat would be empty."""
    _refuse_empty_secretariat(appointment, ends_on)
    last_day(appointment, ends_on)
    appointment.act_details = {"name": str(appointment.person), "ends_on": ends_on.isoformat()}


@DIRECTORY.act(
    may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Hand over"), done=_("%(name)s hands over to %(successor)s from %(starts_on)s"),
)  # fmt: skip
def hand_over_office(appointment, *, by, to, on):
    """`to` takes over the office on the day `on`; the predecessor's last day is the day before."""
    if to == appointment.person:
        raise Refused(_("Choose somebody else: this person has the office already."))
    if on <= appointment.starts_on or (appointment.ends_on and on > appointment.ends_on):
        raise Refused(_("The day of the handover must lie within the days of the office. Correct the date."))
    refuse_after_leaving(to, on, appointment.ends_on)
    until = appointment.ends_on
    appointment.ends_on = on - timedelta(days=1)
    appointment.save()
    keep(Appointment(
        person=to, office=appointment.office, is_in_charge=appointment.is_in_charge,
        starts_on=on, ends_on=until,
    ))  # fmt: skip
    Handover.objects.create(
        predecessor=appointment.person, successor=to, office=appointment.office, starts_on=on
    )
    appointment.act_details = {
        "name": str(appointment.person), "successor": str(to), "starts_on": on.isoformat(),
    }  # fmt: skip
