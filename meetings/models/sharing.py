"""Approved minutes shared with an organisation from outside the Network."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.circulation.models import Circulation
from meetings.models.minutes import Minutes
from members.models import Organisation


class MinutesShareQuerySet(models.QuerySet):
    """What was shared with whom."""

    def standing(self):
        """Not withdrawn, and its letter was not called back."""
        return self.filter(withdrawn_at=None).exclude(circulation__state="called-back")

    def in_hand(self):
        """Standing, and the letter has left: until then it can be called back, and nobody reads anything."""
        left = Q(circulation=None) | Q(circulation__in=Circulation.objects.left())
        return self.standing().filter(left)


class MinutesShare(models.Model):
    """One organisation from outside reads approved minutes, without their internal passages (RULES R8.42)."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="shares")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="shared_minutes")
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(auto_now_add=True)
    circulation = models.ForeignKey(
        Circulation, models.PROTECT, null=True, blank=True, related_name="minutes_shares"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(_("why it was withdrawn"), blank=True)

    objects = MinutesShareQuerySet.as_manager()

    class Meta:
        ordering = ["shared_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="share_withdrawn_iff_dated_and_reasoned",
                condition=Q(withdrawn_at=None, withdrawn_by=None, reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(reason=""),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_approved_minutes_are_shared",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF (SELECT state FROM meetings_minutes WHERE id = NEW.minutes_id) <> 'approved' THEN
                        RAISE EXCEPTION 'Only approved minutes are shared outside the Network.';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="shares_are_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="withdrawn_shares_stay_withdrawn",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.minutes} → {self.organisation}"
