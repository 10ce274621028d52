"""Who holds an office of the Network, and who stands in."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models.dated import Dated, never_two_at_once
from members.models.person import Person
from members.states import CO_CHAIR_OFFICES, Office


class Appointment(Dated):
    """A person holds an office, or stands in for its holder as officer-in-charge (RULES R10.53)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    office = models.CharField(_("office"), max_length=20, choices=Office)
    is_in_charge = models.BooleanField(
        _("officer-in-charge"), default=False,
        help_text=_("Stands in for the holder of the office during these dates."),
    )  # fmt: skip

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once(
                "one_holder_per_co_chair_office", "office", "is_in_charge",
                condition=Q(office__in=CO_CHAIR_OFFICES),
            ),
            never_two_at_once("one_appointment_per_person_and_office", "person", "office"),
            models.CheckConstraint(
                name="only_co_chairs_have_an_officer_in_charge",
                condition=Q(is_in_charge=False) | Q(office__in=CO_CHAIR_OFFICES),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.person}: {self.get_office_display()}"
