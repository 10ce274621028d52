"""Searches that people keep for themselves."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from finding.states import Alerts
from foundation.core.access import VisibleQuerySet
from foundation.search.finding import Asked


class SavedSearchQuerySet(VisibleQuerySet):
    """Saved searches."""

    def visible_to(self, user):
        """One's own alone: what somebody looks for is nobody else's business (RULES R10.68)."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def kept(self):
        """Those that were not deleted."""
        return self.filter(removed_at__isnull=True)


class SavedSearch(models.Model):
    """What one person looks for again and again. `known`: keys of the finds of which they have heard."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("name"), max_length=120)
    words = models.CharField(_("words"), max_length=200, blank=True)
    facets = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    alerts = models.CharField(_("letters"), max_length=10, choices=Alerts, default=Alerts.NEVER)
    known = ArrayField(models.CharField(max_length=100), default=list, blank=True, editable=False)
    alerted_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "saved searches"
        constraints = [
            models.CheckConstraint(
                name="saved_search_looks_for_something", condition=~models.Q(words="", facets=[])
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The search as it finds now."""
        asked = [("q", self.words), *(("f", facet) for facet in self.facets)]
        return f"{reverse('home:search')}?{urlencode(asked)}"

    @property
    def asked(self):
        """The question, put by its owner, the newest first."""
        return Asked(self.user, self.words, tuple(self.facets), by_date=True)
