"""Making a document public: asked, agreed by its owner, released, and taken back (RULES R8.42)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from foundation.core.models import follows_its_map
from knowledge.models.document import Document
from knowledge.states import ON_THE_WAY, RELEASE_MAP, ReleaseState


class ReleaseQuerySet(VisibleQuerySet):
    """Releases of documents."""

    def visible_to(self, user):
        """Those of the documents that `user` may see; the pages show them to the owner and the office only."""
        return self.filter(document__in=Document.objects.visible_to(user))

    def on_the_way(self):
        """Those asked, agreed or in force; there is one of a document at most."""
        return self.filter(state__in=ON_THE_WAY)


class Release(models.Model):
    """One asking for a document to be made public, and what became of it; kept for good."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="releases")
    state = models.CharField(max_length=20, choices=ReleaseState, default=ReleaseState.ASKED)
    why = models.TextField(_("why it should be public"))
    decided_by = models.CharField(
        _("decision of the Network"), max_length=200, blank=True,
        help_text=_("What was exchanged in a meeting is released by a decision: its symbol or its title."),
    )  # fmt: skip
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer_due = models.DateTimeField(help_text="After it, silence of the owner does not stand in the way.")
    owner_agreed = models.BooleanField(null=True, help_text="None: the owner has not answered.")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer of the owner"), blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.TextField(_("reason"), blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(state__in=ON_THE_WAY), name="one_release_on_the_way"
            ),
            models.CheckConstraint(
                name="released_with_the_owner_or_after_its_time",
                condition=~Q(state__in=(ReleaseState.RELEASED, ReleaseState.TAKEN_BACK))
                | Q(released_at__isnull=False, released_by__isnull=False)
                & (
                    Q(owner_agreed=True, owner_agreed__isnull=False)
                    | Q(owner_agreed__isnull=True, released_at__gte=F("answer_due"))
                ),
            ),
            models.CheckConstraint(
                name="owner_answers_by_somebody",
                condition=Q(owner_agreed__isnull=True, answered_at__isnull=True)
                | Q(owner_agreed__isnull=False, answered_at__isnull=False, answered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="release_taken_back_for_a_reason",
                condition=~Q(state=ReleaseState.TAKEN_BACK) | ~Q(ended_because=""),
            ),
        ]
        triggers = [
            follows_its_map("release_follows_its_map", RELEASE_MAP),
            pgtrigger.Protect(name="releases_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return str(_("Release of “%(title)s”") % {"title": self.document})

    @property
    def is_agreed(self):
        """Whether the owner agrees, or has let its time pass without an objection."""
        return self.owner_agreed or (self.owner_agreed is None and timezone.now() >= self.answer_due)
