"""What is written to a whole group."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from workinggroups.models.group import WorkingGroup
from workinggroups.states import GroupAudience


class GroupNoteQuerySet(VisibleQuerySet):
    """Notes and letters to groups."""

    def visible_to(self, user):
        """The group's people, as far as each is meant for them; a draft for its writer and the leads."""
        from workinggroups.access import notes_visible_to  # noqa: PLC0415 -- access sits above models

        return notes_visible_to(self, user)


class GroupNote(models.Model):
    """A letter to a group: kept as a draft, then circulated; it stays on the group's page."""

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="notes")
    title = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    audience = models.CharField(_("to"), max_length=24, choices=GroupAudience, default=GroupAudience.GROUP)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = GroupNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="letters_to_a_group_go_to_the_group",
                condition=models.Q(audience__in=("group", "group-members")),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the letter."""
        return reverse("workinggroups:note", args=[self.group.slug, self.pk])
