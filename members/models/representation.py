"""Who speaks for an organisation, and since when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models.dated import Dated, never_two_at_once
from members.models.organisation import Organisation
from members.models.person import Person
from members.states import Role


class Representation(Dated):
    """A person represents an organisation as focal point or alternate (RULES R2.4, R2.5)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="representations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="representations")
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta(Dated.Meta):
        ordering = ["organisation", "-role", "starts_on"]
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once(
                "one_focal_point_at_a_time", "organisation", condition=Q(role=Role.FOCAL_POINT)
            ),
            never_two_at_once("one_role_per_person_at_a_time", "organisation", "person"),
        ]

    def __str__(self):
        return f"{self.person} ({self.organisation}, {self.get_role_display()})"
