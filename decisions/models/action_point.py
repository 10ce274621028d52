"""Who promised to do what by when."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models.decision import Decision
from decisions.states import ACTION_MAP, ActionState
from foundation.core.access import VisibleQuerySet
from foundation.core.models import follows_its_map
from members.models import Organisation, Person


class ActionPointQuerySet(VisibleQuerySet):
    """Action points."""

    def visible_to(self, user):
        """Insiders and readers of reports see all; outsiders those that their organisation owns."""
        from decisions.access import action_points_visible_to  # noqa: PLC0415 -- access sits above models

        return action_points_visible_to(self, user)

    def overdue(self, on=None):
        """Open ones whose due date has passed."""
        return self.filter(state=ActionState.OPEN, due_on__lt=on or timezone.localdate())

    def awaiting(self, standing):
        """Open ones that the organisations represented by this person owe."""
        return self.filter(state=ActionState.OPEN, owner__in=standing.represents)


class ActionPoint(models.Model):
    """An action point: one owner organisation, one person, one due date (RULES R6.36)."""

    text = models.TextField(_("what is to be done"))
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="action_points", verbose_name=_("owner organisation")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="action_points",
        verbose_name=_("person"),
    )  # fmt: skip
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(max_length=20, choices=ActionState, default=ActionState.OPEN)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="action_points"
    )
    done_on = models.DateField(null=True, blank=True)
    progress = models.TextField(_("progress and evidence"), blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ActionPointQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="action_point_done_iff_dated",
                condition=Q(state="done", done_on__isnull=False) | ~Q(state="done") & Q(done_on__isnull=True),
            )
        ]
        triggers = [follows_its_map("action_point_follows_its_map", ACTION_MAP)]

    def __str__(self):
        return self.text[:120]

    @property
    def is_overdue(self):
        """Open after its due date: derived, never a state (RULES R3.10)."""
        return self.state == ActionState.OPEN and bool(self.due_on) and self.due_on < timezone.localdate()
