"""Leave to circulate a paper that came late."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from foundation.core.models import follows_its_map
from meetings.models.agenda import Paper
from meetings.states import LEAVE_MAP, LeaveState


class LateLeaveQuerySet(VisibleQuerySet):
    """Requests for leave."""

    def visible_to(self, user):
        """Secretariat and co-chairs."""
        from meetings.access import templates_visible_to  # noqa: PLC0415 -- access sits above models

        return templates_visible_to(self, user)


class LateLeave(models.Model):
    """The secretariat asks, a co-chair grants or refuses with a reason; without leave a late paper stays behind."""

    paper = models.OneToOneField(Paper, models.PROTECT, related_name="leave")
    reason = models.TextField(_("why it is late, and why it cannot wait"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=LeaveState, default=LeaveState.ASKED)
    answer = models.TextField(_("answer of the co-chair"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = LateLeaveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="leave_answered_iff_dated",
                condition=Q(state="asked", answered_at__isnull=True)
                | ~Q(state="asked") & Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="leave_refused_for_a_reason", condition=~Q(state="refused") | ~Q(answer="")
            ),
        ]
        triggers = [follows_its_map("leave_follows_its_map", LEAVE_MAP)]

    def __str__(self):
        return str(self.paper)
