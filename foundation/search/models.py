"""One table of words for everything that can be found, kept in step with its sources.

It knows no nouns of the domain: each app says in its own `index.py` which words a row has, and who reads it.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, Value

# Signs inside of symbols and addresses part words, or `UNMN-KG/2026/1` would be one word in PostgreSQL's eyes.
PARTING = "-/_.@"


class Folded(Func):
    """Small letters, and ң ө ү ё as those type them who have a Russian keyboard."""

    function = "ky_fold"
    output_field = models.TextField()


def parted(field):
    """The letters of a field as the search compares them."""
    return Func(
        Folded(F(field)), Value(PARTING), Value(" " * len(PARTING)), function="translate",
        output_field=models.TextField(),
    )  # fmt: skip


def words_of(field, weight):
    """The words of a field as they stand (Kyrgyz has no stemmer), and stemmed, with a weight.

    PostgreSQL's Russian configuration stems words of Latin letters as English: one reading is both.
    """
    plain = SearchVector(parted(field), config="simple", weight=weight)
    return plain + SearchVector(parted(field), config="russian", weight=weight)


class Entry(models.Model):
    """The words of one part of one row: of a document a page, of minutes a paragraph.

    `readers` are keys of who may see it (empty where its source answers by `visible_to` itself); `facets` are
    `name:value` pairs by which a list of results is narrowed.
    """

    source = models.CharField(max_length=60, help_text="Label of the model: knowledge.document")
    source_id = models.BigIntegerField()
    part = models.PositiveIntegerField(default=0, help_text="Page, paragraph or item; 0 for the row itself.")
    place = models.CharField(max_length=80, blank=True, help_text="Where on its page the part stands.")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, blank=True)
    title = models.CharField(max_length=400)
    text = models.TextField(blank=True)
    names = models.TextField(blank=True, help_text="Names of people and bodies as they sound.")
    readers = ArrayField(models.CharField(max_length=40), default=list)
    facets = ArrayField(models.CharField(max_length=80), default=list)
    at = models.DateTimeField(null=True, blank=True)
    words = models.GeneratedField(
        expression=words_of("title", "A")
        + SearchVector("names", config="simple", weight="B")
        + words_of("text", "C"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id", "part", "language"], name="each_part_is_indexed_once"
            )
        ]
        indexes = [
            GinIndex(fields=["words"], name="search_by_words"),
            GinIndex(fields=["readers"], name="search_by_reader"),
            GinIndex(fields=["facets"], name="search_by_facet"),
            # For words that stand nearly everywhere: PostgreSQL goes through the newest until it has enough.
            models.Index(F("at").desc(nulls_last=True), F("id").desc(), name="search_by_date"),
            models.Index(fields=["source", "source_id"], name="search_by_source"),
        ]

    def __str__(self):
        return f"{self.source} {self.source_id}: {self.title}"


class Word(models.Model):
    """A word of some title, once: where a word that was typed is looked up that finds nothing.

    It is nobody's secret and nobody's answer: what is offered instead must find something for its reader first.
    """

    word = models.CharField(max_length=60, unique=True)

    class Meta:
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="words_by_letters")]

    def __str__(self):
        return self.word


class Stale(models.Model):
    """A row whose words have changed since they were indexed: written by a trigger, taken by the worker.

    A row may wait several times: were it unique, whoever changes it would wait for the worker that takes it.
    """

    source = models.CharField(max_length=60, help_text="Label of the model of the row.")
    source_id = models.BigIntegerField()
    since = models.DateTimeField(db_default=Func(function="now"))

    class Meta:
        verbose_name_plural = "stale"

    def __str__(self):
        return f"{self.source} {self.source_id}"
