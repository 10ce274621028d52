"""Stored files, kept renditions, and the series that give documents their symbols."""

import uuid

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Classification(models.TextChoices):
    """How much harm disclosure would do (RULES R8.41); it says nothing about who may read."""

    UNCLASSIFIED = "unclassified", _("Unclassified")
    CONFIDENTIAL = "confidential", _("Confidential")
    STRICTLY_CONFIDENTIAL = "strictly-confidential", _("Strictly confidential")


class Audience(models.TextChoices):
    """For whom an item is meant (RULES R8.41); everything is internal until it is released."""

    NAMED = "named", _("Named persons")
    NETWORK = "network", _("The Network")
    NETWORK_AND_STATE = "network-and-guests", _("The Network and the guests of the meeting")
    PUBLIC = "public", _("Public")


class Classified(models.Model):
    """The two independent fields of RULES R8.41, with its default and its bans."""

    classification = models.CharField(
        _("classification"), max_length=24, choices=Classification, default=Classification.UNCLASSIFIED
    )
    audience = models.CharField(_("audience"), max_length=24, choices=Audience, default=Audience.NETWORK)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_strictly_confidential_is_for_named_persons",
                condition=~models.Q(classification="strictly-confidential") | models.Q(audience="named"),
            ),
            models.CheckConstraint(
                name="%(class)s_confidential_is_never_public",
                condition=models.Q(classification="unclassified") | ~models.Q(audience="public"),
            ),
        ]


class StoredFile(models.Model):
    """The bytes of one file, kept once. It has no address: its owner's page serves it."""

    file = models.FileField(upload_to="%Y/%m")
    name = models.CharField(_("file name"), max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64, db_index=True)
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.name


class Rendition(models.Model):
    """A document as it left the office: made once, then the same bytes in mail, page and archive."""

    about_type = models.ForeignKey(ContentType, models.PROTECT)
    about_id = models.BigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    kind = models.CharField(max_length=40, help_text="agenda, minutes, member-list …")
    edition = models.CharField(max_length=40, help_text="draft-1, rev-2, approved …")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    symbol = models.CharField(max_length=80, blank=True)
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="renditions")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about_type", "about_id", "kind", "edition", "language", "stored_file"],
                name="one_rendition_per_edition_and_language",
            )
        ]
        triggers = [pgtrigger.Protect(name="renditions_are_never_made_again", operation=pgtrigger.Update)]

    def __str__(self):
        return f"{self.symbol or self.kind} ({self.language})"


class Upload(models.Model):
    """A file that somebody sends in pieces, until it is whole and becomes a `StoredFile` (`uploads`, `tus`).

    How much of it is here is the size of its unfinished file, which no crash can make untrue.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("file name"), max_length=255)
    length = models.PositiveBigIntegerField(help_text="bytes")
    fingerprint = models.CharField(
        max_length=100, blank=True, help_text="By what the sender's browser knows the same file again."
    )
    begun_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True, db_index=True)
    refusal = models.TextField(blank=True, help_text="Why the file was not taken, once it was whole.")
    stored_file = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="upload"
    )
    suggested = models.JSONField(default=dict, blank=True, help_text="What the file says of itself.")

    class Meta:
        ordering = ["begun_at"]
        constraints = [
            models.CheckConstraint(
                name="an_upload_is_taken_or_refused",
                condition=models.Q(stored_file=None) | models.Q(refusal=""),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_settled(self):
        """Whether the whole file was looked at: taken or refused."""
        return self.stored_file_id is not None or bool(self.refusal)


class SymbolSeries(models.Model):
    """A gapless series of symbols, such as `UNMN-KG/2026/DEC` (RULES R3.14, R8.45)."""

    stem = models.CharField(max_length=60, unique=True)
    last_number = models.PositiveIntegerField(default=0)

    def __str__(self):
        return self.stem
