"""Organisations, their part in the Network, and what became of them."""

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from foundation.core.models import Versioned
from foundation.search.triggers import is_searched
from members.models.dated import Dated, never_two_at_once
from members.states import OrganisationKind, Part


class OrganisationQuerySet(VisibleQuerySet):
    """Organisations, by their part in the Network."""

    def visible_to(self, user):
        """All for insiders of the Network; outsiders see the members and themselves (RULES R8.44)."""
        from members.access import organisations_visible_to  # noqa: PLC0415 -- access sits above models

        return organisations_visible_to(self, user)

    def with_part(self, *parts, on=None):
        """Those that take one of `parts` on a day (today, when not given)."""
        current = Participation.objects.on(on).filter(part__in=parts)
        return self.filter(pk__in=current.values("organisation"))

    def members(self, on=None):
        """The members of the Network on a day."""
        return self.with_part(Part.MEMBER, on=on)


@pghistory.track()
class Organisation(Versioned):
    """A body that people represent. Its names change with dates; old papers keep the old name."""

    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind)
    name = models.CharField(_("name in English"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200, blank=True)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=200, blank=True)
    acronym = models.CharField(_("short name in English"), max_length=40)
    acronym_ru = models.CharField(_("short name in Russian"), max_length=40, blank=True)
    acronym_ky = models.CharField(_("short name in Kyrgyz"), max_length=40, blank=True)
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    mandate = models.TextField(_("mandate in migration"), blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["acronym"]
        triggers = [is_searched("members.organisation")]

    def __str__(self):
        return self.acronym

    def get_absolute_url(self):
        """The page of this organisation."""
        return reverse("members:organisation", args=[self.slug])


class Participation(Dated):
    """The part that an organisation takes in the Network, with its dates."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="participations")
    part = models.CharField(_("part"), max_length=20, choices=Part)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("one_part_at_a_time", "organisation", "part"),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.get_part_display()}"


class Succession(models.Model):
    """One body took over from another: the State Migration Service was dissolved, its functions moved."""

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="precessions")
    on = models.DateField(_("on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="no_body_succeeds_itself", condition=~models.Q(predecessor=models.F("successor"))
            )
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"
