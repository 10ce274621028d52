"""Letters as rows: what went to whom, when, and what the mail server said."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.circulation.states import (
    CIRCULATION_MAP,
    DELIVERY_MAP,
    ON_THE_WAY,
    CirculationState,
    DeliveryState,
)
from foundation.circulation.words import what_happened
from foundation.core.access import VisibleQuerySet
from foundation.core.models import follows_its_map
from foundation.documents.models import StoredFile

# The bits of a form key that count the mailings of one act.
FORM_KEY_COUNTS = 0xFFFF


class CirculationQuerySet(VisibleQuerySet):
    """Circulations; only the secretariat sees the list, as who wrote to whom is its craft."""

    def visible_to(self, user):
        """Everything for who may circulate, else nothing."""
        from foundation.circulation.access import may_circulate  # noqa: PLC0415 -- access sits above models

        return self.all() if may_circulate(user) else self.none()

    def with_counts(self):
        """Add how many deliveries there are, were sent, failed, were opened, and are still to go."""
        return self.annotate(
            total=models.Count("deliveries"),
            sent=models.Count("deliveries", filter=models.Q(deliveries__state=DeliveryState.SENT)),
            failed=models.Count("deliveries", filter=models.Q(deliveries__state=DeliveryState.FAILED)),
            opened=models.Count("deliveries", filter=models.Q(deliveries__opened_at__isnull=False)),
            going=models.Count("deliveries", filter=models.Q(deliveries__state__in=ON_THE_WAY)),
        ).order_by("-made_at", "-pk")

    def left(self):
        """Those that nobody can call back any more: sent out, or on the point of it."""
        over = models.Q(state=CirculationState.HELD, leaves_at__lte=timezone.now())
        return self.filter(over | models.Q(state=CirculationState.RELEASED))

    def held(self):
        """Those that can still be called back: what they are about is nobody's to read yet."""
        return self.filter(state=CirculationState.HELD, leaves_at__gt=timezone.now())

    def due(self):
        """Those whose minutes for calling back have passed."""
        return self.filter(state=CirculationState.HELD, leaves_at__lte=timezone.now())


class DeliveryQuerySet(VisibleQuerySet):
    """Deliveries, and what the clock has to do with them."""

    def visible_to(self, user):
        """Everything for who may circulate, else nothing."""
        from foundation.circulation.access import may_circulate  # noqa: PLC0415 -- access sits above models

        return self.all() if may_circulate(user) else self.none()

    def needing_attention_first(self):
        """Those that failed before the others, each by name."""
        failed = models.Case(models.When(state=DeliveryState.FAILED, then=0), default=1)
        return self.order_by(failed, "name", "pk")

    def abandoned(self):
        """Those whose worker did not come back before its lease ended."""
        return self.filter(state=DeliveryState.SENDING, claimed_until__lte=timezone.now())

    def waiting(self):
        """Those that may be tried now, so far as a temporary failure does not ask for patience."""
        now = timezone.now()
        patient = models.Q(next_try_at__isnull=True) | models.Q(next_try_at__lte=now)
        return self.filter(patient, state=DeliveryState.QUEUED)

    def due_for_a_nudge(self):
        """Waiting ones of which the broker was not told lately: it may have lost the message."""
        again = timezone.now() - timedelta(seconds=settings.DELIVERY_NUDGE_SECONDS)
        told = models.Q(nudged_at__isnull=True) | models.Q(nudged_at__lte=again)
        return self.waiting().filter(told | models.Q(next_try_at__gt=models.F("nudged_at")))


class Circulation(models.Model):
    """One act of sending one letter to its recipients; frozen when it is made."""

    occasion = models.CharField(max_length=60, help_text="The letter's folder of templates.")
    title = models.CharField(max_length=300)
    title_ru = models.CharField(max_length=300, blank=True)
    title_ky = models.CharField(max_length=300, blank=True)
    note = models.TextField(_("covering note"), blank=True)
    about_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    about = GenericForeignKey("about_type", "about_id")
    thread = models.CharField(max_length=120, blank=True, db_index=True)
    edition = models.CharField(max_length=40, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="circulations"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    leaves_at = models.DateTimeField(_("leaves at"), db_index=True)
    state = models.CharField(max_length=20, choices=CirculationState, default=CirculationState.HELD)
    is_personal = models.BooleanField(
        default=False, help_text="What the letters say is for their readers only; no page shows their words."
    )
    form_key = models.UUIDField(
        null=True, blank=True, unique=True, editable=False,
        help_text="Names the preview from which it was sent: the second click of a double click finds it.",
    )  # fmt: skip

    objects = CirculationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["about_type", "about_id"])]
        triggers = [
            follows_its_map("circulation_follows_its_map", CIRCULATION_MAP),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Return the address of its page."""
        return reverse("circulation:circulation", args=[self.pk])

    def made_together(self):
        """The other mailings of the same act, such as the guests' beside the members'; they share a form key
        but for its last 16 bits, which count them."""
        if self.form_key is None:
            return Circulation.objects.none()
        first = self.form_key.int & ~FORM_KEY_COUNTS
        keys = (uuid.UUID(int=first), uuid.UUID(int=first | FORM_KEY_COUNTS))
        return Circulation.objects.filter(form_key__range=keys).exclude(pk=self.pk)

    @property
    def can_be_called_back(self):
        """Whether nothing has left yet."""
        return self.state == CirculationState.HELD and timezone.now() < self.leaves_at


class Delivery(models.Model):
    """One letter to one person: the row is the truth, the broker's message only a nudge."""

    circulation = models.ForeignKey(Circulation, models.PROTECT, related_name="deliveries")
    address = models.EmailField(_("address"), blank=True)
    name = models.CharField(_("recipient"), max_length=200)
    organisation_name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    subject = models.CharField(max_length=400)
    text = models.TextField()
    html = models.TextField()
    calendar = models.TextField(blank=True, help_text="The iCalendar object, when one goes along.")
    calendar_method = models.CharField(max_length=20, blank=True)
    unsubscribe_url = models.TextField(blank=True, help_text="Stops letters of this kind (RFC 8058).")
    message_id = models.CharField(max_length=200, unique=True)
    references = models.TextField(blank=True)
    attachments = models.ManyToManyField(StoredFile, blank=True, related_name="deliveries")
    state = models.CharField(max_length=20, choices=DeliveryState, default=DeliveryState.HELD, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    server_said = models.TextField(blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True, help_text="The sending worker's lease.")
    next_try_at = models.DateTimeField(
        null=True, blank=True, help_text="Not before, after a temporary failure."
    )
    nudged_at = models.DateTimeField(null=True, blank=True, help_text="When the broker was last told of it.")
    sent_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True, help_text="First opened in the portal.")
    repeats = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="repeated_by")

    objects = DeliveryQuerySet.as_manager()

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

    @property
    def what_happened(self):
        """What the mail server said, or what the portal says where it could not even ask."""
        return what_happened(self.server_said)

    @property
    def has_no_address(self):
        """Whether there is nowhere to send it."""
        return not self.address
