"""How the member list is kept true: confirmations by focal points, and the lists that were shared."""

import pgtrigger
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.circulation.models import Circulation
from foundation.core.access import VisibleQuerySet
from foundation.core.models import follows_its_map
from members.models.organisation import Organisation
from members.models.person import Person
from members.states import CORRECTION_MAP, CorrectionState


class EntryConfirmationQuerySet(VisibleQuerySet):
    """Confirmations and corrections of entries."""

    def visible_to(self, user):
        """All for the secretariat; those of the organisations that `user` represents."""
        from members.access import confirmations_visible_to  # noqa: PLC0415 -- access sits above models

        return confirmations_visible_to(self, user)


class EntryConfirmation(models.Model):
    """A focal point confirms its organisation's entry, or proposes what to correct."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="confirmations")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=20, choices=CorrectionState)
    corrections = models.JSONField(default=dict, blank=True, help_text="Field → wanted value.")
    note = models.TextField(_("what should be changed"), blank=True)
    answer = models.TextField(_("answer of the secretariat"), blank=True)

    objects = EntryConfirmationQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        triggers = [follows_its_map("correction_follows_its_map", CORRECTION_MAP)]

    def __str__(self):
        return f"{self.organisation}: {self.get_state_display()}"


class MemberListIssue(models.Model):
    """The member list as it was shared once; the next one says what changed since (ToR: shares it regularly)."""

    number = models.PositiveIntegerField(unique=True)
    as_of = models.DateField(_("as of"))
    entries = models.JSONField(help_text="The list as it stood, for the comparison with the next one.")
    circulation = models.OneToOneField(
        Circulation, models.PROTECT, null=True, blank=True, related_name="member_list"
    )

    class Meta:
        ordering = ["-number"]
        triggers = [pgtrigger.Protect(name="shared_lists_are_never_deleted", operation=pgtrigger.Delete)]

    def __str__(self):
        return str(_("Member list No. %(number)s") % {"number": self.number})

    def get_absolute_url(self):
        """The page of the list as it stands."""
        return reverse("members:member_list")
