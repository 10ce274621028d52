"""What a group is to bring about, and by when."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from foundation.core.models import Versioned, follows_its_map
from foundation.search.triggers import is_searched
from members.models import Organisation, Person
from workinggroups.models.document import GroupDocument
from workinggroups.models.group import WorkingGroup
from workinggroups.states import DELIVERABLE_MAP, DeliverableState


class DeliverableQuerySet(VisibleQuerySet):
    """Deliverables of groups."""

    def visible_to(self, user):
        """Those of the groups that `user` may see."""
        return self.filter(group__in=WorkingGroup.objects.visible_to(user))

    def open(self):
        """Those still owed."""
        return self.filter(state=DeliverableState.PLANNED)

    def awaiting(self, standing):
        """Those still owed by the reader, or by the organisations that the reader represents."""
        owned = Q(owner__in=list(standing.represents)) | Q(person=standing.person)
        return self.open().filter(owned, group__state="active") if standing.person else self.none()


class Deliverable(Versioned):
    """A product of a group with its date, its owner, and at the end its evidence."""

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="deliverables")
    title = models.CharField(_("title in English"), max_length=300)
    title_ru = models.CharField(_("title in Russian"), max_length=300, blank=True)
    title_ky = models.CharField(_("title in Kyrgyz"), max_length=300, blank=True)
    due_on = models.DateField(_("due on"))
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="group_deliverables", verbose_name=_("owner organisation")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="group_deliverables",
        verbose_name=_("person"),
    )  # fmt: skip
    state = models.CharField(max_length=20, choices=DeliverableState, default=DeliverableState.PLANNED)
    evidence = models.TextField(_("evidence"), blank=True)
    document = models.ForeignKey(
        GroupDocument, models.PROTECT, null=True, blank=True, related_name="deliverables",
        verbose_name=_("document"),
    )  # fmt: skip
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    reason = models.TextField(_("why it was dropped"), blank=True)

    objects = DeliverableQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="deliverable_delivered_iff_dated_with_evidence",
                condition=Q(state="delivered", delivered_on__isnull=False)
                & (~Q(evidence="") | Q(document__isnull=False))
                | ~Q(state="delivered") & Q(delivered_on__isnull=True),
            ),
            models.CheckConstraint(
                name="deliverable_dropped_for_a_reason", condition=~Q(state="dropped") | ~Q(reason="")
            ),
        ]
        triggers = [
            follows_its_map("deliverable_follows_its_map", DELIVERABLE_MAP),
            is_searched("workinggroups.deliverable"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Its page."""
        return reverse("workinggroups:deliverable", args=[self.group.slug, self.pk])

    @property
    def is_overdue(self):
        """Whether it is still owed after its day; derived, never a state (RULES R3.10)."""
        return self.state == DeliverableState.PLANNED and self.due_on < timezone.localdate()
