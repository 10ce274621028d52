"""Keeping the table of words in step with its sources: what is stale is indexed anew, by the worker."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import KombuError, OperationalError

from foundation.search.models import Entry, Stale, Word
from foundation.search.names import name_key
from foundation.search.query import words_in
from foundation.search.sources import SOURCES, sources_of

logger = logging.getLogger(__name__)
AT_ONCE = 50
LONGEST_PART = 200_000
SHORTEST_WORD = 4
TASK = "search.keep_in_step"


def index_stale(most=AT_ONCE):
    """Index up to `most` rows that changed, each once though several workers run. Returns how many there were."""
    with transaction.atomic():
        waiting = list(Stale.objects.select_for_update(skip_locked=True).order_by("pk")[:most])
        by_label = {}
        for one in waiting:
            by_label.setdefault(one.source, set()).add(one.source_id)
        for label, pks in by_label.items():
            for source in sources_of(label):
                index_rows(source, sorted(pks))
        Stale.objects.filter(pk__in=[one.pk for one in waiting]).delete()
    return len(waiting)


def index_everything_stale():
    """Index until nothing waits."""
    while index_stale():
        pass


def index_rows(source, pks):
    """Write the entries of these rows of a source anew; rows that are gone lose theirs. Within a transaction."""
    rows = source.rows(pks)
    if source.has_readers:
        # Whoever changes the readers waits: else these entries could carry the readers of a moment ago.
        rows = rows.select_for_update(of=("self",), no_key=True)
    made = entries_of(source, rows)
    Entry.objects.filter(source=source.label, source_id__in=pks).delete()
    Entry.objects.bulk_create(made, batch_size=1000)
    learn_words(made)


def learn_words(entries):
    """Remember the words of titles, for who mistypes one of them."""
    words = {word for entry in entries for word in words_in(entry.title) if SHORTEST_WORD <= len(word) <= 60}
    new = words - set(Word.objects.filter(word__in=words).values_list("word", flat=True))
    Word.objects.bulk_create([Word(word=word) for word in sorted(new)], ignore_conflicts=True)


def entries_of(source, rows):
    """The entries of rows of a source, unsaved."""
    return [entry_of(source, row, words) for row in rows for words in source.words(row)]


def entry_of(source, row, words):
    """The entry of one part of a row, unsaved."""
    facets = {source.where, *words.facets}
    if words.language:
        facets.add(f"language:{words.language}")
    if words.at is not None and not any(one.startswith("year:") for one in facets):
        facets.add(f"year:{words.at.year}")
    return Entry(
        source=source.label, source_id=row.pk, part=words.part, place=words.place[:80], language=words.language,
        title=_clean(words.title)[:400], text=_clean(words.text), names=name_key(words.names)[:2000],
        facets=sorted(facets), readers=list(words.readers), at=words.at,
    )  # fmt: skip


def _clean(text):
    # PostgreSQL refuses the zero byte, and a vector of more than a megabyte.
    return text[:LONGEST_PART].replace("\x00", " ")


def mark_everything():
    """Mark every row of every source stale, so that the whole table is made anew in the background."""
    for label in dict.fromkeys(source.of or source.label for source in SOURCES.values()):
        model = sources_of(label)[0].model
        waiting = [
            Stale(source=label, source_id=pk)
            for pk in model._base_manager.order_by("pk").values_list("pk", flat=True)
        ]
        Stale.objects.bulk_create(waiting, batch_size=5000)


def nudge():
    """Tell the worker that something waits. A broker that is down loses nothing: the clock tells it later."""
    try:
        current_app.send_task(TASK, retry=False, expires=60)
    except (OperationalError, KombuError, OSError) as trouble:
        logger.warning("The broker cannot be reached; the clock will keep the search in step: %s", trouble)
