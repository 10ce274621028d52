"""One table of words for everything that can be found, kept in step with its sources.

It knows no nouns of the domain: each app says in its own `index.py` which words a row has, and who reads it.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func


class Folded(Func):
    """Small letters, and ң ө ү ё as those type them who have a Russian keyboard."""

    function = "ky_fold"
    output_field = models.TextField()


def words_of(field, weight):
    """The words of a field in English, in Russian, and as they stand (Kyrgyz has no stemmer), with a weight."""
    plain = SearchVector(Folded(F(field)), config="simple", weight=weight)
    stemmed = [SearchVector(F(field), config=config, weight=weight) for config in ("english", "russian")]
    return plain + stemmed[0] + stemmed[1]


class Entry(models.Model):
    """The words of one part of one row: of a document a page, of minutes a paragraph.

    `readers` are keys of who may see it (empty where its source answers by `visible_to` itself); `facets` are
    `name:value` pairs by which a list of results is narrowed.
    """

    source = models.CharField(max_length=60, help_text="Label of the model: knowledge.document")
    source_id = models.BigIntegerField()
    part = models.PositiveIntegerField(default=0, help_text="Page or paragraph; 0 for the row itself.")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, blank=True)
    title = models.CharField(max_length=400)
    text = models.TextField(blank=True)
    readers = ArrayField(models.CharField(max_length=40), default=list)
    facets = ArrayField(models.CharField(max_length=80), default=list)
    at = models.DateTimeField(null=True, blank=True)
    words = models.GeneratedField(
        expression=words_of("title", "A") + words_of("text", "C"),
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
            GinIndex(OpClass(Folded(F("title")), name="gin_trgm_ops"), name="search_by_likeness"),
        ]

    def __str__(self):
        return f"{self.source} {self.source_id}: {self.title}"


class Stale(models.Model):
    """A row whose words have changed since they were indexed: written by a trigger, taken by the worker."""

    source = models.CharField(max_length=60)
    source_id = models.BigIntegerField()
    since = models.DateTimeField(db_default=Func(function="now"))

    class Meta:
        verbose_name_plural = "stale"
        constraints = [models.UniqueConstraint(fields=["source", "source_id"], name="each_row_waits_once")]

    def __str__(self):
        return f"{self.source} {self.source_id}"
