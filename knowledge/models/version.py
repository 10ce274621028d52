"""Versions of a document, never overwritten, and the words that were read out of their files."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from foundation.documents.models import StoredFile
from foundation.documents.reading.words import in_words
from foundation.search.triggers import is_searched
from knowledge.models.document import Document
from knowledge.states import Access, TextState


class DocumentVersionQuerySet(VisibleQuerySet):
    """Versions of documents."""

    def visible_to(self, user):
        """Those of the documents that `user` may see."""
        return self.filter(document__in=Document.objects.visible_to(user))

    def due_to_be_read(self):
        """Those whose words the worker is to read now: what waits, and what failed and is worth another try."""
        now = timezone.now()
        return self.filter(
            Q(text_state=TextState.WAITING) | Q(text_state=TextState.FAILED, text_due_at__isnull=False),
            Q(text_due_at__isnull=True) | Q(text_due_at__lte=now),
        )

    def latest(self):
        """The newest version of each language."""
        newer = self.model.objects.filter(
            document=models.OuterRef("document"), language=models.OuterRef("language"),
            number__gt=models.OuterRef("number"),
        )  # fmt: skip
        return self.filter(~models.Exists(newer))


class DocumentVersion(models.Model):
    """One file in one language: the original, Rev.n or Corr.n of it; all languages carry the same symbol."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(help_text="Consecutive within a language, from 1.")
    revision = models.PositiveSmallIntegerField(default=0, help_text="The n of Rev.n; 0 for the original.")
    correction = models.PositiveSmallIntegerField(
        default=0, help_text="The n of Corr.n to that revision; 0 for the revision itself."
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    is_translation = models.BooleanField(_("translation"), default=False)
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="document_versions")
    note = models.TextField(_("what changed"), blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    text_state = models.CharField(max_length=12, choices=TextState, default=TextState.WAITING)
    text_problem = models.CharField(max_length=300, blank=True)
    text_attempts = models.PositiveSmallIntegerField(default=0)
    text_due_at = models.DateTimeField(
        null=True, blank=True, help_text="When the worker may read it (again); empty: at once."
    )
    text_recognised_to = models.PositiveIntegerField(
        default=0,
        help_text="The last page of a scan whose words were recognised; the next go begins after it.",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        ordering = ["document", "language", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "language", "number"], name="versions_of_a_document_are_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["document", "language", "revision", "correction"],
                name="each_revision_is_once_in_a_language",
            ),
            models.CheckConstraint(name="versions_are_numbered_from_one", condition=Q(number__gte=1)),
        ]
        triggers = [
            is_searched("knowledge.document", key="document_id"),
            pgtrigger.Protect(
                name="versions_are_never_overwritten",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__stored_file_id__df=pgtrigger.F("new__stored_file_id"))
                | pgtrigger.Q(old__number__df=pgtrigger.F("new__number"))
                | pgtrigger.Q(old__document_id__df=pgtrigger.F("new__document_id"))
                | pgtrigger.Q(old__language__df=pgtrigger.F("new__language"))
                | pgtrigger.Q(old__revision__df=pgtrigger.F("new__revision"))
                | pgtrigger.Q(old__correction__df=pgtrigger.F("new__correction"))
                | pgtrigger.Q(old__made_at__df=pgtrigger.F("new__made_at")),
            ),
            pgtrigger.Protect(name="versions_of_documents_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.document} {self.suffix}".strip()

    @property
    def suffix(self):
        """“Rev.2” or “Rev.2/Corr.1”, the same in every language; empty for the original (RULES R8.45)."""
        parts = [f"Rev.{self.revision}"] if self.revision else []
        return "/".join(parts + ([f"Corr.{self.correction}"] if self.correction else []))

    @property
    def words_problem(self):
        """What a reader is told of the words of this file, as a sentence; empty when all is well."""
        return in_words(self.text_problem)

    @property
    def symbol(self):
        """The symbol of this version: `UNMN-KG/2026/LIB/7/Rev.2`; the suffix alone while it is a draft."""
        return "/".join(part for part in (self.document.symbol, self.suffix) if part)


class Page(models.Model):
    """The words of one page of a version, read by the worker for search, preview and comparison."""

    version = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="page_texts")
    number = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="pages_are_read_once")]

    def __str__(self):
        return f"{self.version}, p. {self.number}"


class AccessRecord(models.Model):
    """That somebody opened or took away a confidential document, or opened such an update (RULES R8.46)."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="accesses", null=True, blank=True)
    update = models.ForeignKey(
        "knowledge.Update", models.PROTECT, related_name="accesses", null=True, blank=True
    )
    version = models.ForeignKey(DocumentVersion, models.PROTECT, null=True, blank=True, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    what = models.CharField(max_length=12, choices=Access)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="access_is_to_one_thing",
                condition=models.Q(document__isnull=True, version__isnull=True, update__isnull=False)
                | models.Q(document__isnull=False, update__isnull=True),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="access_records_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.reader}: {self.document or self.update}"
