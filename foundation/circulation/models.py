"""Letters as rows: what went to whom, when, and what the mail server said."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.circulation.states import CIRCULATION_MAP, DELIVERY_MAP, CirculationState, DeliveryState
from foundation.core.access import VisibleQuerySet
from foundation.core.models import follows_its_map
from foundation.documents.models import StoredFile


class CirculationQuerySet(VisibleQuerySet):
    """Circulations; only the secretariat sees the list, as who wrote to whom is its craft."""

    def visible_to(self, user):
        """Everything for who may circulate, else nothing."""
        return self.all() if user.has_perm("circulation.see_circulations") else self.none()


class Circulation(models.Model):
    """One act of sending one letter to its recipients; frozen when it is made."""

    occasion = models.CharField(max_length=60, help_text="The letter's folder of templates.")
    title = models.CharField(max_length=300)
    note = models.TextField(_("covering note"), blank=True)
    about_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    about = GenericForeignKey("about_type", "about_id")
    thread = models.CharField(max_length=120, blank=True, db_index=True)
    edition = models.CharField(max_length=40, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="circulations")
    made_at = models.DateTimeField(auto_now_add=True)
    leaves_at = models.DateTimeField(_("leaves at"), db_index=True)
    state = models.CharField(max_length=20, choices=CirculationState, default=CirculationState.HELD)

    objects = CirculationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["about_type", "about_id"])]
        triggers = [
            follows_its_map("circulation_follows_its_map", CIRCULATION_MAP),
        ]

    def __str__(self):
        return self.title


class Delivery(models.Model):
    """One letter to one person: the row is the truth, the broker's message only a nudge."""

    circulation = models.ForeignKey(Circulation, models.PROTECT, related_name="deliveries")
    address = models.EmailField(_("address"), blank=True)
    name = models.CharField(_("recipient"), max_length=200)
    organisation_name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="deliveries")
    subject = models.CharField(max_length=400)
    text = models.TextField()
    html = models.TextField()
    calendar = models.TextField(blank=True, help_text="The iCalendar object, when one goes along.")
    calendar_method = models.CharField(max_length=20, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    references = models.TextField(blank=True)
    attachments = models.ManyToManyField(StoredFile, blank=True, related_name="deliveries")
    state = models.CharField(max_length=20, choices=DeliveryState, default=DeliveryState.HELD, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    server_said = models.TextField(blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True, help_text="First opened in the portal.")
    repeats = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="repeated_by")

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["state", "claimed_until"])]
        constraints = [
            models.UniqueConstraint(
                fields=["circulation", "address"],
                condition=models.Q(repeats__isnull=True) & ~models.Q(address=""),
                name="one_delivery_per_address",
            ),
            models.CheckConstraint(
                name="delivery_sent_iff_dated",
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
            ),
        ]
        triggers = [
            follows_its_map("delivery_follows_its_map", DELIVERY_MAP),
        ]

    def __str__(self):
        return f"{self.subject} → {self.name}"
