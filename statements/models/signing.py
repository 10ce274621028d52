"""What was cleared and signed: canonical texts, clearances, and the two keys (RULES R7.38, R7.39)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from decisions.models import Round
from foundation.core.access import VisibleQuerySet
from foundation.review.models import Version
from members.models import Appointment, Person
from members.states import CO_CHAIR_OFFICES, Office
from statements.models.guards import signatures_are_guarded
from statements.models.statement import Statement
from statements.states import AuthenticatedBy, VoidedBecause

CO_CHAIRS = [(str(one.value), one.label) for one in CO_CHAIR_OFFICES]


class CanonicalText(models.Model):
    """All languages of a statement as one text, as members were asked about it or somebody signed it; frozen."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="canonical_texts")
    body = models.TextField()
    text_hash = models.CharField(max_length=64, help_text="SHA-256 of the body in UTF-8.")
    versions = models.ManyToManyField(Version, related_name="canonical_texts")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "text_hash"], name="one_canonical_text_per_hash")
        ]
        triggers = [
            pgtrigger.Protect(
                name="canonical_texts_are_frozen", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="the_hash_is_that_of_the_text",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NEW.text_hash <> encode(sha256(convert_to(NEW.body, 'UTF8')), 'hex') THEN
                        RAISE EXCEPTION 'The hash is not that of the text.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.statement.symbol}: {self.text_hash[:12]}"


class Clearance(models.Model):
    """One round in which the members clear one canonical text (RULES R7.38).

    The round is the one by which decisions consult: same seats, same answers, same clock.
    """

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="clearances")
    number = models.PositiveSmallIntegerField()
    round = models.OneToOneField(Round, models.PROTECT, related_name="clearance")
    canonical = models.ForeignKey(CanonicalText, models.PROTECT, related_name="clearances")
    hours = models.PositiveSmallIntegerField(_("hours"))

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="clearances_are_numbered_once")
        ]
        triggers = [
            pgtrigger.Protect(name="clearances_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.statement.symbol}, {self.number}"


class SignatureQuerySet(VisibleQuerySet):
    """Signatures under statements."""

    def visible_to(self, user):
        """Who sees the statement sees who signed it, and what became of it."""
        return self.filter(statement__in=Statement.objects.visible_to(user))

    def live(self):
        """Those that count."""
        return self.filter(voided_at=None)


class Signature(models.Model):
    """One key: an office of the co-chairs, by a person, on one canonical text (RULES R7.39, R10.53).

    A signature stays valid when its holder leaves. It is voided by any changed letter, visibly, and kept.
    """

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="signatures")
    canonical = models.ForeignKey(CanonicalText, models.PROTECT, related_name="signatures")
    text_hash = models.CharField(max_length=64)
    office = models.CharField(_("office"), max_length=20, choices=CO_CHAIRS)
    person = models.ForeignKey(Person, models.PROTECT, related_name="signatures")
    name = models.CharField(max_length=200, help_text="As they were called.")
    hat = models.CharField(max_length=200, help_text="Their position as it was.", blank=True)
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="signatures")
    is_in_charge = models.BooleanField(default=False, help_text="Signs for the holder of the office.")
    signs_for = models.CharField(max_length=200, blank=True, help_text="The holder, as they were called.")
    delegated_from = models.DateField(null=True, blank=True)
    delegated_until = models.DateField(null=True, blank=True)
    authenticated_by = models.CharField(max_length=20, choices=AuthenticatedBy)
    authenticated_at = models.DateTimeField()
    signed_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_because = models.CharField(max_length=20, choices=VoidedBecause, blank=True)
    voided_reason = models.TextField(blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    voided_for = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="The version whose changed letters voided it.",
    )  # fmt: skip

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "office"], condition=Q(voided_at=None), name="one_live_key_per_office"
            ),
            models.UniqueConstraint(
                fields=["statement", "person"], condition=Q(voided_at=None), name="two_keys_of_two_people"
            ),
            models.CheckConstraint(
                name="signature_voided_iff_said_why",
                condition=Q(voided_at=None, voided_because="")
                | Q(voided_at__isnull=False) & ~Q(voided_because=""),
            ),
            models.CheckConstraint(
                name="signature_for_another_has_the_dates_of_the_delegation",
                condition=Q(is_in_charge=False, delegated_from=None)
                | Q(is_in_charge=True, delegated_from__isnull=False),
            ),
            models.CheckConstraint(
                name="signature_follows_fresh_authentication",
                condition=Q(authenticated_at__lte=F("signed_at")),
            ),
            models.CheckConstraint(
                name="signature_by_a_co_chairs_office", condition=Q(office__in=[*CO_CHAIR_OFFICES])
            ),
        ]
        triggers = signatures_are_guarded()

    def __str__(self):
        return f"{self.get_office_display()}: {self.name}"

    @property
    def is_live(self):
        """Whether it counts."""
        return self.voided_at is None

    @property
    def office_label(self):
        """The name of the office in the active language."""
        return Office(self.office).label


class ClearanceReminder(models.Model):
    """That the reminder of a clearance left, once for one clock (RULES R10.54)."""

    clearance = models.OneToOneField(Clearance, models.CASCADE, related_name="reminder")
    sent_at = models.DateTimeField()

    def __str__(self):
        return str(self.clearance)
