"""A document of the shared library (ToR objectives 2, 9 and 10)."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from foundation.core.models import Versioned, follows_its_map
from foundation.documents.models import Classification, Classified
from foundation.search.triggers import is_searched
from knowledge.models.readers import readers_follow
from knowledge.states import (
    DOCUMENT_MAP,
    ON_THE_SHELVES,
    AgeFocus,
    DocumentKind,
    DocumentState,
    Gender,
    LibraryAudience,
)
from members.models import Organisation, Person
from workinggroups.models import WorkingGroup


def keys(label):
    """A field for several keys of one list."""
    return ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name=label)


def numbers(label):
    """A field for several numbers of one list."""
    return ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=label)


class DocumentQuerySet(VisibleQuerySet):
    """Documents of the library."""

    def visible_to(self, user):
        """Those of whose readers `user` is one (RULES R8.41, R8.44)."""
        from knowledge.access import documents_visible_to  # noqa: PLC0415 -- access sits above models

        return documents_visible_to(self, user)

    def on_the_shelves(self):
        """Those in the library; drafts and what was withdrawn are not."""
        return self.filter(state__in=ON_THE_SHELVES)


class Document(Classified, Versioned):
    """One document under one symbol, whatever its languages and versions (RULES R8.45).

    `readers` are the keys of those who may see it; PostgreSQL writes them from classification, audience,
    group, owner and state, so that a list of a hundred thousand is narrowed by one index.
    """

    kind = models.CharField(_("kind"), max_length=30, choices=DocumentKind)
    state = models.CharField(max_length=20, choices=DocumentState, default=DocumentState.DRAFT)
    symbol = models.CharField(_("symbol"), max_length=80, blank=True)
    title = models.CharField(_("title in English"), max_length=400)
    title_ru = models.CharField(_("title in Russian"), max_length=400, blank=True)
    title_ky = models.CharField(_("title in Kyrgyz"), max_length=400, blank=True)
    abstract = models.TextField(_("abstract in English"), blank=True)
    abstract_ru = models.TextField(_("abstract in Russian"), blank=True)
    abstract_ky = models.TextField(_("abstract in Kyrgyz"), blank=True)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="documents", verbose_name=_("owner organisation")
    )
    authors = models.CharField(
        _("authors"), max_length=400, blank=True,
        help_text=_("Persons or bodies, apart by semicolons, as they are to be cited."),
    )  # fmt: skip
    reference = models.CharField(
        _("number given by its publisher"), max_length=80, blank=True,
        help_text=_("For example a United Nations symbol, an ISBN or the number of a law."),
    )  # fmt: skip
    issued_on = models.DateField(_("date of the document"), null=True, blank=True)
    address = models.URLField(_("address of an outside link"), max_length=600, blank=True)
    audience = models.CharField(
        _("audience"), max_length=24, choices=LibraryAudience, default=LibraryAudience.NETWORK
    )
    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, related_name="library_documents",
        verbose_name=_("working group"),
    )  # fmt: skip
    named = models.ManyToManyField(
        Person, blank=True, related_name="named_documents", verbose_name=_("named persons"),
        through="NamedReader",
    )  # fmt: skip
    themes = keys(_("themes"))
    network_objectives = numbers(_("Network objectives"))
    gcm_objectives = numbers(_("GCM objectives"))
    sdgs = numbers(_("Sustainable Development Goals"))
    sdg_targets = keys(_("SDG targets"))
    oblasts = keys(_("oblasts"))
    corridors = keys(_("corridor countries"))
    populations = keys(_("population groups"))
    ages = ArrayField(
        models.CharField(max_length=20, choices=AgeFocus),
        default=list,
        blank=True,
        verbose_name=_("age focus"),
    )
    gender = models.CharField(_("gender focus"), max_length=20, choices=Gender, blank=True)
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("supersedes")
    )
    readers = ArrayField(models.CharField(max_length=40), default=list, editable=False)
    released_on = models.DateField(null=True, blank=True, editable=False)
    release_agreed_by = models.CharField(max_length=300, blank=True, editable=False)
    withdrawn_because = models.TextField(_("reason"), blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        indexes = [
            GinIndex(fields=["readers"], name="documents_by_reader"),
            GinIndex(
                fields=["themes", "gcm_objectives", "sdgs", "oblasts", "corridors"], name="documents_by_topic"
            ),
            models.Index(fields=["-issued_on", "-id"], name="documents_by_date"),
        ]
        constraints = [
            *Classified.Meta.constraints,
            models.UniqueConstraint(
                fields=["symbol"], condition=~Q(symbol=""), name="document_symbols_are_never_reused"
            ),
            models.CheckConstraint(
                name="document_for_a_group_names_it",
                condition=~Q(audience=LibraryAudience.GROUP) | Q(group__isnull=False),
            ),
            models.CheckConstraint(
                name="document_is_public_iff_released",
                condition=Q(audience=LibraryAudience.PUBLIC, released_on__isnull=False)
                & ~Q(release_agreed_by="")
                | ~Q(audience=LibraryAudience.PUBLIC) & Q(released_on__isnull=True),
            ),
            models.CheckConstraint(
                name="outside_link_has_an_address", condition=~Q(kind=DocumentKind.LINK) | ~Q(address="")
            ),
            models.CheckConstraint(
                name="document_withdrawn_for_a_reason",
                condition=~Q(state=DocumentState.WITHDRAWN) | ~Q(withdrawn_because=""),
            ),
            models.CheckConstraint(
                name="document_on_the_shelves_has_a_symbol",
                condition=~Q(state__in=ON_THE_SHELVES) | ~Q(symbol=""),
            ),
            models.CheckConstraint(
                name="confidential_document_is_not_for_the_state_counterpart",
                condition=Q(classification=Classification.UNCLASSIFIED)
                | ~Q(audience=LibraryAudience.NETWORK_AND_STATE),
            ),
            models.CheckConstraint(
                name="no_document_supersedes_itself", condition=~Q(supersedes=models.F("pk"))
            ),
        ]
        triggers = [
            follows_its_map("document_follows_its_map", DOCUMENT_MAP),
            readers_follow(),
            is_searched("knowledge.document", has_readers=True),
            pgtrigger.Protect(
                name="documents_are_kept",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__state=DocumentState.DRAFT),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of this document."""
        return reverse("knowledge:document", args=[self.pk])

    @property
    def is_on_the_shelves(self):
        """Whether it is in the library: neither a draft nor withdrawn."""
        return self.state in ON_THE_SHELVES

    @property
    def is_confidential(self):
        """Whether its openings go on record (RULES R8.46)."""
        return self.classification != Classification.UNCLASSIFIED


class NamedReader(models.Model):
    """A person for whom a document is meant by name (RULES R8.41)."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="named_readers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "person"], name="each_reader_is_named_once")
        ]
        triggers = [
            pgtrigger.Trigger(
                name="naming_a_reader_opens_the_document",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Delete,
                func="""
                    UPDATE knowledge_document SET version = version
                    WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.document_id ELSE NEW.document_id END;
                    RETURN NULL;
                """,
            )
        ]

    def __str__(self):
        return f"{self.document}: {self.person}"
