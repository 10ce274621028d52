"""Keeping the table of words in step with its sources: what is stale is indexed anew, by the worker."""

from django.db import transaction

from foundation.search.models import Entry, Stale
from foundation.search.sources import SOURCES

AT_ONCE = 200


def index_stale(most=AT_ONCE):
    """Index up to `most` rows that changed, each once though several workers run. Returns how many there were."""
    with transaction.atomic():
        waiting = list(Stale.objects.select_for_update(skip_locked=True).order_by("pk")[:most])
        by_source = {}
        for one in waiting:
            by_source.setdefault(one.source, []).append(one.source_id)
        for label, pks in by_source.items():
            index_rows(label, pks)
        Stale.objects.filter(pk__in=[one.pk for one in waiting]).delete()
    return len(waiting)


def index_rows(label, pks):
    """Write the entries of these rows of a source anew; rows that are gone lose theirs."""
    source = SOURCES.get(label)
    Entry.objects.filter(source=label, source_id__in=pks).delete()
    if source is not None:
        Entry.objects.bulk_create(entries_of(source, source.rows(pks)), batch_size=1000)


def entries_of(source, rows):
    """The entries of rows of a source, unsaved."""
    return [
        Entry(
            source=source.label, source_id=row.pk, part=words.part, language=words.language,
            title=words.title[:400], text=words.text, facets=list(words.facets), readers=list(words.readers),
            at=words.at,
        )
        for row in rows
        for words in source.words(row)
    ]  # fmt: skip


def mark_everything():
    """Mark every row of every source stale, so that the whole table is made anew in the background."""
    for label, source in SOURCES.items():
        pks = source.model._base_manager.values_list("pk", flat=True)
        Stale.objects.bulk_create(
            [Stale(source=label, source_id=pk) for pk in pks.iterator()],
            ignore_conflicts=True,
            batch_size=5000,
        )
