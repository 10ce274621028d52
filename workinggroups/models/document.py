"""Documents in a group's space."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from foundation.documents.models import Classified, StoredFile
from foundation.search.triggers import is_searched
from members.models import Organisation
from workinggroups.models.group import WorkingGroup
from workinggroups.states import GroupAudience


class GroupDocumentQuerySet(VisibleQuerySet):
    """Documents of groups."""

    def visible_to(self, user):
        """The group's own; what is meant for the Network, for insiders too (RULES R8.41, R8.44)."""
        from workinggroups.access import documents_visible_to  # noqa: PLC0415 -- access sits above models

        return documents_visible_to(self, user)

    def kept(self):
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class GroupDocument(Classified):
    """A file in the space of one group."""

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="documents")
    title = models.CharField(_("title"), max_length=300)
    note = models.TextField(_("what it is"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    owner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("owner organisation"),
    )  # fmt: skip
    audience = models.CharField(
        _("audience"), max_length=24, choices=GroupAudience, default=GroupAudience.GROUP
    )
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(_("reason"), blank=True)

    objects = GroupDocumentQuerySet.as_manager()

    class Meta(Classified.Meta):
        ordering = ["-added_at", "-pk"]
        triggers = [is_searched("workinggroups.groupdocument")]
        constraints = [
            *Classified.Meta.constraints,
            models.CheckConstraint(
                name="group_document_withdrawn_for_a_reason",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""),
            ),
            models.CheckConstraint(
                name="group_document_is_for_the_group_or_the_network",
                condition=Q(audience__in=("group", "group-members", "network")),
            ),
        ]

    def __str__(self):
        return self.title
