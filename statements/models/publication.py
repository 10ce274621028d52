"""What was published: a snapshot of its own, frozen, with everything that was corrected or taken back later.

The public reads these rows and nothing else, so that a page never shows more than what was signed and published.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.documents.models import StoredFile
from foundation.search.triggers import is_searched
from members.models import Person
from statements.models.guards_publication import (
    corrigenda_are_guarded,
    frozen,
    keys_to_corrigenda_are_guarded,
    publications_are_guarded,
    published_needs_its_snapshot,
)
from statements.models.signing import CO_CHAIRS, CanonicalText
from statements.models.statement import Statement
from statements.states import OUT, StatementState


class PublicationQuerySet(models.QuerySet):
    """Published statements, as the public may read them."""

    def out(self):
        """What is out now: nothing before its instant, whatever else is in the rows."""
        return self.filter(statement__state__in=OUT, published_at__lte=timezone.now())

    def for_lists(self):
        """With what a list needs."""
        return self.select_related("statement").prefetch_related("texts")


class Publication(models.Model):
    """A statement as it was published: reference, hash, signers as of then, the sealed PDF (RULES R7.37, R7.40)."""

    statement = models.OneToOneField(Statement, models.PROTECT, related_name="publication")
    slug = models.SlugField(max_length=60, unique=True)
    symbol = models.CharField(max_length=60, unique=True)
    canonical = models.ForeignKey(CanonicalText, models.PROTECT, related_name="publications")
    text_hash = models.CharField(max_length=64, help_text="SHA-256 that both co-chairs signed.")
    master_language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    signers = models.JSONField(help_text="Offices, names and dates, as they were at publication.")
    pdf = models.OneToOneField(StoredFile, models.PROTECT, related_name="publication")
    published_at = models.DateTimeField()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        triggers = publications_are_guarded()

    def __str__(self):
        return self.symbol

    def get_absolute_url(self):
        """Its public page, in the language of who reads."""
        return reverse("public:statement", args=[self.slug])

    def in_(self, language):
        """Its text in a language, else its master text; reads `texts` from memory when they were prefetched."""
        texts = {one.language: one for one in self.texts.all()}
        return texts.get(language) or texts[self.master_language]

    @property
    def here(self):
        """Its text in the active language."""
        return self.in_(get_language())

    @property
    def last_change(self):
        """When it was published, corrected or retracted; reads the statement's rows from memory when prefetched."""
        instants = [self.published_at]
        instants += [one.issued_at for one in self.statement.corrigenda.all() if one.issued_at]
        if self.is_retracted:
            instants.append(self.statement.retraction.at)
        return max(instants)

    @property
    def is_retracted(self):
        """Whether the Network does not stand by it any more."""
        return self.statement.state == StatementState.RETRACTED

    @property
    def is_corrected(self):
        """Whether a corrigendum belongs to it."""
        return self.statement.state == StatementState.CORRECTED


class PublishedText(models.Model):
    """One language of a published statement, as published."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="texts")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    title = models.CharField(max_length=300)
    paragraphs = models.JSONField(help_text="Number (none for a heading) and words of each paragraph.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "language"], name="published_once_in_each_language"
            ),
        ]
        triggers = [
            frozen("published_texts_are_frozen"),
            is_searched("statements.publication", key="publication_id"),
        ]

    def __str__(self):
        return f"{self.publication.symbol} ({self.language})"

    def get_absolute_url(self):
        """Its public page."""
        return reverse("public:statement_in", args=[self.publication.slug, self.language])

    @property
    def is_master(self):
        """Whether the others are translations of it."""
        return self.language == self.publication.master_language

    @property
    def lead(self):
        """The first paragraph, for lists, feeds and previews."""
        return next((one["words"] for one in self.paragraphs if one["number"]), "")


class Corrigendum(models.Model):
    """A correction of what was published, issued as such: the old text stays (RULES R7.37, R8.45).

    It is proposed in all languages and issued by the second of two keys on its very words.
    """

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="corrigenda")
    number = models.PositiveSmallIntegerField()
    words = models.JSONField(help_text="What is corrected, by language.")
    text_hash = models.CharField(max_length=64)
    reason = models.TextField(_("reason, for the record"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "number"],
                condition=Q(dropped_at=None),
                name="statement_corrigenda_are_numbered_once",
            ),
            models.CheckConstraint(
                name="corrigendum_is_issued_or_dropped", condition=Q(issued_at=None) | Q(dropped_at=None)
            ),
        ]
        triggers = corrigenda_are_guarded()

    def __str__(self):
        return self.symbol

    @property
    def symbol(self):
        """Its reference: that of the statement, with Corr.n."""
        return f"{self.statement.symbol}/Corr.{self.number}"

    @property
    def here(self):
        """Its words in the active language, else in the master language."""
        return self.words.get(get_language()) or self.words[self.statement.master_language]


class CorrigendumKey(models.Model):
    """The word of a co-chair's office that a corrigendum may be issued."""

    corrigendum = models.ForeignKey(Corrigendum, models.PROTECT, related_name="keys")
    office = models.CharField(max_length=20, choices=CO_CHAIRS)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["corrigendum", "office"], name="one_key_per_office_to_a_corrigendum"
            ),
            models.UniqueConstraint(
                fields=["corrigendum", "person"], name="two_people_agree_to_a_corrigendum"
            ),
        ]
        triggers = keys_to_corrigenda_are_guarded()

    def __str__(self):
        return f"{self.corrigendum_id}: {self.office}"


class Retraction(models.Model):
    """Why the Network does not stand by a published statement any more; the old text stays, with this mark."""

    statement = models.OneToOneField(Statement, models.PROTECT, related_name="retraction")
    words = models.JSONField(help_text="The reason as the public reads it, by language.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = [frozen("retractions_are_frozen")]

    def __str__(self):
        return str(self.statement)

    @property
    def here(self):
        """The reason in the active language, else in the master language."""
        return self.words.get(get_language()) or self.words[self.statement.master_language]


class PressContact(models.Model):
    """Somebody of the press who asked for the statements of the Network; kept by the secretariat."""

    name = models.CharField(_("name"), max_length=200)
    outlet = models.CharField(_("outlet"), max_length=200)
    email = models.EmailField(_("e-mail"), unique=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)

    class Meta:
        ordering = ["outlet", "name"]

    def __str__(self):
        return f"{self.name}, {self.outlet}"


pgtrigger.register(published_needs_its_snapshot())(Statement)
