"""What the Network decided, or is about to."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from decisions.states import DECISION_MAP, DecisionState
from foundation.core.access import VisibleQuerySet
from foundation.core.models import follows_its_map
from members.models import Organisation

TAKEN = (DecisionState.ADOPTED, DecisionState.IN_IMPLEMENTATION, DecisionState.IMPLEMENTED)


class DecisionQuerySet(VisibleQuerySet):
    """Decisions."""

    def visible_to(self, user):
        """Insiders see all; readers of reports see what was adopted (USERS.md 8)."""
        from decisions.access import decisions_visible_to  # noqa: PLC0415 -- access sits above models

        return decisions_visible_to(self, user)


class Decision(models.Model):
    """A decision of the Network, taken by consensus after consulting all members (ToR).

    Its number is given at adoption, consecutive in the year; until then it has a working reference.
    """

    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"))
    state = models.CharField(max_length=20, choices=DecisionState, default=DecisionState.DRAFT)
    lead = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="led_decisions",
        verbose_name=_("lead organisation"),
    )  # fmt: skip
    working_reference = models.CharField(max_length=40, unique=True)
    symbol = models.CharField(max_length=60, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    declared_by = models.CharField(_("adoption declared by"), max_length=300, blank=True)
    text_hash = models.CharField(max_length=64, blank=True)
    due_on = models.DateField(_("to be implemented by"), null=True, blank=True)
    implemented_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-adopted_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["symbol"], condition=~Q(symbol=""), name="decision_symbols_are_never_reused"
            ),
            models.CheckConstraint(
                name="decision_taken_iff_dated_and_numbered",
                condition=Q(state__in=TAKEN, adopted_on__isnull=False) & ~Q(symbol="") & ~Q(text_hash="")
                | ~Q(state__in=TAKEN) & Q(adopted_on__isnull=True, symbol="", text_hash=""),
            ),
        ]
        triggers = [
            follows_its_map("decision_follows_its_map", DECISION_MAP),
            pgtrigger.Protect(
                name="adopted_text_is_immutable",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=TAKEN)
                & (
                    pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                    | pgtrigger.Q(old__title__df=pgtrigger.F("new__title"))
                    | pgtrigger.Q(old__symbol__df=pgtrigger.F("new__symbol"))
                    | pgtrigger.Q(old__adopted_on__df=pgtrigger.F("new__adopted_on"))
                ),
            ),
            pgtrigger.Protect(
                name="adopted_decisions_are_never_deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state__in=TAKEN),
            ),
        ]

    def __str__(self):
        return f"{self.symbol or self.working_reference} {self.title}"
