"""The append-only record of acts (RULES R9.49)."""

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat


class ActQuerySet(models.QuerySet):
    """Acts, found by what they are about."""

    def about(self, *objects):
        """Acts on any of the objects, newest first; whoever sees the object sees its open acts."""
        kinds = ContentType.objects.get_for_models(*{type(obj) for obj in objects})
        wanted = models.Q(pk__in=[])
        for obj in objects:
            wanted |= models.Q(subject_type=kinds[type(obj)], subject_id=obj.pk)
        return self.filter(wanted).select_related("actor").order_by("-at", "-pk")

    def open(self):
        """Acts that every reader of their object may see."""
        return self.filter(is_sealed=False)


class Act(models.Model):
    """One thing that somebody did in the office, with who, under which hat, to what, when and why."""

    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="acts"
    )
    actor_name = models.CharField(max_length=200)
    organisation_name = models.CharField(max_length=200, blank=True)
    hat = models.CharField(max_length=20, choices=Hat)
    verb = models.CharField(max_length=80, db_index=True)
    subject_type = models.ForeignKey(ContentType, models.PROTECT)
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    subject_label = models.CharField(max_length=300)
    before = models.CharField(max_length=30, blank=True)
    after = models.CharField(max_length=30, blank=True)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict, blank=True)
    text_hash = models.CharField(max_length=64, blank=True)
    is_sealed = models.BooleanField(default=False)

    objects = ActQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id", "-at"])]
        constraints = [
            models.CheckConstraint(
                name="act_by_somebody_or_the_portal",
                condition=models.Q(actor__isnull=False) | models.Q(hat=Hat.PORTAL),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="acts_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.verb} {self.subject_label}"
