"""A role or an office went from one person to another: what the successor gets, what the secretariat moves."""

from datetime import timedelta

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from members.models.organisation import Organisation
from members.models.person import Person
from members.states import Office, Role

DAYS_OPEN = 60


class HandoverQuerySet(VisibleQuerySet):
    """Handovers."""

    def visible_to(self, user):
        """All for the secretariat; for the successor until 60 days after the first day."""
        from members.access import handovers_visible_to  # noqa: PLC0415 -- access sits above models

        return handovers_visible_to(self, user)

    def open(self, on=None):
        """Those whose pack is still kept at hand."""
        return self.filter(starts_on__gte=(on or timezone.localdate()) - timedelta(days=DAYS_OPEN))


class Handover(models.Model):
    """Somebody takes over a role or an office: the pack with what is open goes to them (RULES R10.62)."""

    predecessor = models.ForeignKey(Person, models.PROTECT, related_name="handovers_given")
    successor = models.ForeignKey(Person, models.PROTECT, related_name="handovers_received")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="handovers"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    office = models.CharField(_("office"), max_length=20, choices=Office, blank=True)
    starts_on = models.DateField(_("first day of the successor"))
    made_at = models.DateTimeField(auto_now_add=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_role_or_an_office_is_handed_over",
                condition=models.Q(office="", organisation__isnull=False) & ~models.Q(role="")
                | models.Q(role="", organisation__isnull=True) & ~models.Q(office=""),
            )
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"

    def get_absolute_url(self):
        """The page of the pack."""
        return reverse("home:handover", args=[self.pk])

    @property
    def has_begun(self):
        """Whether the successor has the role or the office by now."""
        return self.starts_on <= timezone.localdate()

    @property
    def last_day(self):
        """The last day of the predecessor: the access that came with it ends with this day."""
        return self.starts_on - timedelta(days=1)

    @property
    def open_until(self):
        """The last day on which the successor finds the pack."""
        return self.starts_on + timedelta(days=DAYS_OPEN)
