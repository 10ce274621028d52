"""A matter without consensus that left for the Programme Management Team or the UN Country Team (RULES R4.23)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from decisions.models.decision import Decision, TextVersion
from decisions.states import EscalatedTo
from foundation.core.access import VisibleQuerySet
from members.models import Person


class EscalationQuerySet(VisibleQuerySet):
    """Escalations and their notes."""

    def visible_to(self, user):
        """The Network reads them all; readers for the PMT those that were sent to it."""
        from decisions.access import escalations_visible_to  # noqa: PLC0415 -- access sits above models

        return escalations_visible_to(self, user)


class Escalation(models.Model):
    """One question to the PMT or the UNCT about one text; its note is kept as it left.

    `reason` says in the co-chairs' words where the members differ: it is what readers of the note learn of it.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="escalations")
    version = models.ForeignKey(TextVersion, models.PROTECT, related_name="escalations")
    number = models.PositiveSmallIntegerField()
    to = models.CharField(_("to"), max_length=10, choices=EscalatedTo)
    question = models.TextField(_("what is asked"))
    reason = models.TextField(_("where the members differ"))
    answer_due_at = models.DateTimeField(_("answer wanted until"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    added_name = models.CharField(
        max_length=200, blank=True, help_text="Who gets the note beside its readers."
    )
    added_address = models.EmailField(blank=True)
    added_language = models.CharField(max_length=5, choices=settings.LANGUAGES, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="escalations_are_numbered_once"),
            models.CheckConstraint(
                name="escalation_asks_and_says_why", condition=~Q(question="") & ~Q(reason="")
            ),
            models.CheckConstraint(
                name="escalation_wants_its_answer_later", condition=Q(answer_due_at__gt=F("at"))
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="escalations_are_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="what_was_escalated_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    exclude=["sent_at", "added_name", "added_address", "added_language"]
                ),
            ),
            pgtrigger.Protect(
                name="a_note_leaves_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__sent_at__isnull=False)
                & pgtrigger.Q(old__sent_at__df=pgtrigger.F("new__sent_at")),
            ),
        ]

    def __str__(self):
        return f"{self.decision.reference}: {self.get_to_display()}"

    def get_absolute_url(self):
        """The page of the note."""
        return reverse("decisions:escalation", args=[self.pk])
