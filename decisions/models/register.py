"""What stands beside a decision in the register: its papers, explanations of position, corrigenda."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from decisions.models.decision import Decision
from foundation.core.access import VisibleQuerySet
from foundation.documents.models import Classified, StoredFile
from members.models import Organisation, Person


class BackgroundPaperQuerySet(VisibleQuerySet):
    """Background papers of decisions."""

    def visible_to(self, user):
        """Who sees the decision sees its papers, within their audience (RULES R8)."""
        from decisions.access import background_papers_visible_to  # noqa: PLC0415 -- access sits above models

        return background_papers_visible_to(self, user)


class BackgroundPaper(Classified):
    """A paper that a proposal stands on."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="papers")
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="background_papers")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = BackgroundPaperQuerySet.as_manager()

    class Meta(Classified.Meta):
        ordering = ["pk"]

    def __str__(self):
        return self.title


class Explanation(models.Model):
    """A member's explanation of position: no effect on adoption, printed with the decision (RULES part 1)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="explanations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="explanations")
    names = models.JSONField(help_text="Its names and short names as they were.")
    text = models.TextField(_("explanation of position"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        triggers = [
            pgtrigger.Protect(name="explanations_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.names.get('acronym', '')}: {self.text[:60]}"


class Corrigendum(models.Model):
    """A correction of an adopted text: a record of its own, the text stays as adopted (RULES R3.13)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="corrigenda")
    number = models.PositiveSmallIntegerField()
    reads_now = models.TextField(_("for"), help_text=_("The words as adopted."))
    should_read = models.TextField(_("read"), help_text=_("The words as they should read."))
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "corrigenda"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="corrigenda_are_numbered_once"),
            models.CheckConstraint(name="corrigendum_has_a_reason", condition=~Q(reason="")),
        ]
        triggers = [
            pgtrigger.Protect(name="corrigenda_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return self.symbol

    @property
    def symbol(self):
        """Its symbol: `UNMN-KG/2026/DEC/4/Corr.1` (RULES R8.45)."""
        return f"{self.decision.symbol}/Corr.{self.number}"
