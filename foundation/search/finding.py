"""Asking the table of words: what a reader may see and nothing else, by relevance or by date.

`"exact words"`, `-without` and `or` are understood as people know them from the web. A word is found in its
English and Russian forms and as it is typed; where nothing is found, titles that are spelt alike are.
"""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import Count, F, FloatField, Func, Q, TextField, Value

from foundation.search.models import Entry, Folded
from foundation.search.sources import SOURCES

FOLDED = str.maketrans("ңөүё", "ноуе")
ALIKE = 0.5
MARK, UNMARK = "\ue000", "\ue001"


@dataclass(frozen=True)
class Asked:
    """What somebody looks for, and with which keys."""

    user: object
    words: str
    keys: tuple
    sources: tuple = ()
    facets: tuple = ()
    by_date: bool = False


def fold(text):
    """The search form of a text, of the same length, as the database's `ky_fold` makes it."""
    return "".join(letter.lower()[:1] for letter in text).translate(FOLDED)


def query_of(words):
    """The words as a query in all three readings."""
    asked = SearchQuery(fold(words), config="simple", search_type="websearch")
    for config in ("english", "russian"):
        asked = asked | SearchQuery(words, config=config, search_type="websearch")
    return asked


def seen_by(asked):
    """The filter of what the reader may see: by keys, or by what each source says now."""
    labels = asked.sources or tuple(SOURCES)
    by_key = [label for label in labels if label in SOURCES and SOURCES[label].has_readers]
    seen = Q(source__in=by_key, readers__overlap=list(asked.keys))
    for label in labels:
        source = SOURCES.get(label)
        if source is not None and not source.has_readers:
            visible = source.model.objects.visible_to(asked.user).values("pk")
            seen |= Q(source=label, source_id__in=visible)
    return seen


def matching(asked):
    """The entries that match, may be seen, and lie in the facets chosen."""
    rows = Entry.objects.filter(words=query_of(asked.words)) if asked.words else Entry.objects.all()
    rows = rows.filter(seen_by(asked))
    for facet in asked.facets:
        rows = rows.filter(facets__contains=[facet])
    return rows


def found(asked, *, start=0, count=20):
    """The hits `start` up to `start + count`, one for each row, its best part first."""
    rows = matching(asked)
    if asked.words:
        rows = rows.annotate(rank=SearchRank(F("words"), query_of(asked.words), normalization=1))
    else:
        rows = rows.annotate(rank=Value(0.0, output_field=FloatField()))
    best = rows.order_by("source", "source_id", "-rank", "part").distinct("source", "source_id")
    order = ("-at", "-pk") if asked.by_date or not asked.words else ("-rank", "-at", "-pk")
    keys = best.values("pk")
    return list(rows.filter(pk__in=keys).order_by(*order)[start : start + count])


def how_many(asked):
    """How many rows match that the reader may see; what they may not see is not counted."""
    return matching(asked).values("source", "source_id").distinct().count()


def facet_counts(asked):
    """`{facet: rows}` of what matches: nothing that the reader may not see is in a number."""
    rows = matching(asked).annotate(facet=Func(F("facets"), function="unnest", output_field=TextField()))
    counted = rows.values("facet").annotate(
        rows=Count(Func(F("source"), F("source_id"), function="row"), distinct=True)
    )
    return {row["facet"]: row["rows"] for row in counted.order_by("-rows")}


def marked(asked, entries, *, words=28):
    """The place in each entry that matches, with private marks around the words: `{pk: text}`."""
    if not asked.words:
        return {}
    options = {"start_sel": MARK, "stop_sel": UNMARK, "max_words": words, "min_words": words // 2}
    rows = Entry.objects.filter(pk__in=[entry.pk for entry in entries])
    for config in ("english", "russian", "simple"):
        query = SearchQuery(asked.words, config=config, search_type="websearch")
        rows = rows.annotate(**{f"in_{config}": SearchHeadline("text", query, config=config, **options)})
    return {row.pk: _most_marked(row) for row in rows}


def _most_marked(row):
    return max((row.in_english, row.in_russian, row.in_simple), key=lambda text: text.count(MARK))


def alike(asked, count=8):
    """Titles that are spelt like what was typed, the most alike first: for suggestions and slips of the pen."""
    like = Func(
        Value(fold(asked.words)), Folded(F("title")), function="word_similarity", output_field=FloatField()
    )
    rows = Entry.objects.filter(seen_by(asked), part=0).annotate(likeness=like)
    return list(rows.filter(likeness__gte=ALIKE).order_by("-likeness", "-at")[:count])
