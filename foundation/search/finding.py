"""Asking the table of words: what a reader may see and nothing else, by relevance or by date.

The newest `BOUND` parts that match are looked at, however many there are: these are counted, ranked and put into
facets, so that an answer takes no longer in a large library. Where there are more, the page says so.
"""

import difflib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.contrib.postgres.search import SearchRank, TrigramSimilarity
from django.db.models import F, Q

from foundation.core.highlighting import SHORTEST, snippet
from foundation.search.models import Entry, Word
from foundation.search.names import name_key
from foundation.search.query import begins_with, query_of, unwanted_of, wanted_words, words_in
from foundation.search.sources import SOURCES

BOUND = 2000
SUGGESTED = 8
LOOKED_THROUGH = 200
ENOUGH_TO_ASK_FOR = 500
LOOKED_UP, MOST_TRIED, MOST_MEANT, CLOSE_ENOUGH = 30, 4, 6, 0.7


@dataclass(frozen=True)
class Asked:
    """What somebody looks for: `facets` are `name:value` pairs, all of which must hold."""

    user: object
    words: str = ""
    facets: tuple = ()
    by_date: bool = False

    @property
    def is_enough(self):
        """Whether there is something to look for."""
        return len(self.words.strip()) >= SHORTEST or (not self.words.strip() and bool(self.facets))


@dataclass(frozen=True)
class Hit:
    """One thing that was found: `row` is as it stands now, `entry` the part whose words match."""

    source: object
    row: object
    entry: Entry
    title: object
    url: str
    note: object
    passage: str

    @property
    def page(self):
        """The page on which the words stand, or 0."""
        return self.entry.part if self.source.has_pages else 0


def seen_by(user):
    """The filter of what a reader may see, asked now: by keys, or by what each source says."""
    filters = [source.filter_for(user) for source in SOURCES.values()]
    seen = Q(pk__in=[])
    for one in filters:
        if one is not None:
            seen |= one
    return seen


def matching(asked):
    """The entries that match, may be seen, and lie in the facets chosen."""
    rows = Entry.objects.filter(seen_by(asked.user))
    if asked.words.strip():
        query = query_of(asked.words)
        rows = rows.none() if query is None else rows.filter(words=query)
    if asked.facets:
        rows = rows.filter(facets__contains=list(asked.facets))
    return rows


class Found:
    """The answer: how many there are, by which facets, and the hits of a page. Asks as little as it can."""

    def __init__(self, asked):
        self.asked = asked

    @cached_property
    def _looked_at(self):
        if not self.asked.is_enough:
            return []
        newest = matching(self.asked).order_by(F("at").desc(nulls_last=True), "-pk")
        looked = list(newest.values_list("pk", "source", "source_id", "part", "facets")[: BOUND + 1])
        self._more = len(looked) > BOUND
        return self._without_unwanted(looked[:BOUND])

    def _without_unwanted(self, looked):
        """Leave out documents that have an unwanted word on another page than on the one that matches."""
        unwanted = unwanted_of(self.asked.words)
        if unwanted is None or not looked:
            return looked
        whole = {row[1:3] for row in looked if not SOURCES[row[1]].each_part}
        rows = Entry.objects.filter(source_id__in={pk for _source, pk in whole}, words=unwanted)
        away = whole & set(rows.values_list("source", "source_id"))
        return [row for row in looked if row[1:3] not in away]

    @property
    def is_bounded(self):
        """Whether there are more than were looked at."""
        return bool(self._looked_at) and self._more

    @cached_property
    def things(self):
        """`{thing: facets}` of what was looked at: a row once, with the facets of all its parts."""
        found = {}
        for _pk, source, source_id, part, facets in self._looked_at:
            found.setdefault(_thing(source, source_id, part), set()).update(facets)
        return found

    @property
    def count(self):
        """How many things match that the reader may see; with `is_bounded` there are more."""
        return len(self.things)

    @cached_property
    def facets(self):
        """`{"name:value": count}`: nothing that the reader may not see is in a number."""
        return Counter(facet for facets in self.things.values() for facet in facets)

    @cached_property
    def order(self):
        """The keys of the entries to be shown, the best part of each thing, in the order of the list."""
        looked = self._looked_at
        if not self.asked.by_date and self.asked.words.strip():
            ranks = dict(self._ranked([row[0] for row in looked]))
            # The sort is stable: of equal ranks the newer comes first.
            looked = sorted(looked, key=lambda row: -ranks.get(row[0], 0))
        best = {}
        for pk, source, source_id, part, _facets in looked:
            best.setdefault(_thing(source, source_id, part), pk)
        return list(best.values())

    def _ranked(self, pks):
        rank = SearchRank(F("words"), query_of(self.asked.words), normalization=1)
        return Entry.objects.filter(pk__in=pks).annotate(rank=rank).values_list("pk", "rank")

    def hits(self, pks=None):
        """The hits of these entries, in their order; rows are fetched as they stand now, one query a source."""
        pks = self.order if pks is None else list(pks)
        entries = Entry.objects.defer("words").in_bulk(pks)
        return hits_of([entries[pk] for pk in pks if pk in entries], wanted_words(self.asked.words))


def hits_of(entries, words=""):
    """The hits of entries that their reader may see; those whose row is gone are left out."""
    by_source = {}
    for entry in entries:
        by_source.setdefault(entry.source, []).append(entry.source_id)
    rows = {
        label: {row.pk: row for row in SOURCES[label].rows(pks)}
        for label, pks in by_source.items() if label in SOURCES
    }  # fmt: skip
    found = []
    for entry in entries:
        row = rows.get(entry.source, {}).get(entry.source_id)
        if row is not None:
            found.append(_hit(SOURCES[entry.source], row, entry, words))
    return found


def _hit(source, row, entry, words):
    title, url, note = source.show(row, entry)
    passage = snippet(entry.text, words) if entry.text else ""
    return Hit(source, row, entry, snippet(str(title), words), url, note, passage)


def _thing(source, source_id, part):
    known = SOURCES.get(source)
    return source, source_id, part if known is not None and known.each_part else 0


def suggestions(user, words, facets=()):
    """Titles with words that begin as those typed, the newest first; else those that are spelt alike."""
    typed = words_in(words)
    if len(words.strip()) < SHORTEST or not typed:
        return []
    query = begins_with(typed[0], weights="A")
    for word in typed[1:]:
        query = query & begins_with(word, weights="A")
    by_name = begins_with(name_key(typed[0]) or typed[0], weights="B")
    for word in typed[1:]:
        by_name = by_name & begins_with(name_key(word) or word, weights="B")
    rows = Entry.objects.filter(seen_by(user), words=query | by_name)
    if facets:
        rows = rows.filter(facets__contains=list(facets))
    newest = rows.defer("words", "text").order_by(F("at").desc(nulls_last=True), "-pk")[:LOOKED_THROUGH]
    chosen = _once(newest)
    texts = dict(Entry.objects.filter(pk__in=[one.pk for one in chosen]).values_list("pk", "text"))
    for one in chosen:
        one.text = texts[one.pk]
    return hits_of(chosen)


def suggestions_or_alike(user, words, facets=()):
    """Suggestions for what was typed; where there are none, for what was perhaps meant."""
    hits = suggestions(user, words, facets)
    meant = "" if hits else meant_instead(user, words, facets)
    return suggestions(user, meant, facets) if meant else hits


def _once(entries):
    kept = {}
    for entry in entries:
        kept.setdefault(_thing(entry.source, entry.source_id, entry.part), entry)
    return list(kept.values())[:SUGGESTED]


def meant_instead(user, words, facets=()):
    """What was perhaps meant: words of titles that are spelt like those typed, and find something for the reader."""
    if '"' in words:
        return ""
    typed = words_in(wanted_words(words))[:MOST_MEANT]
    better = [word if _finds(user, word, facets) else _nearest(user, word, facets) for word in typed]
    return " ".join(better) if better != typed and all(better) else ""


def alike(user, words, facets=(), count=5):
    """The hits for what was perhaps meant."""
    meant = meant_instead(user, words, facets)
    found = Found(Asked(user, meant, tuple(facets)))
    return found.hits(found.order[:count])


def _finds(user, word, facets):
    # Asked for one row alone, PostgreSQL would go through the whole table in the hope of meeting it soon.
    newest = matching(Asked(user, word, tuple(facets))).order_by(F("at").desc(nulls_last=True), "-pk")
    return bool(list(newest.values_list("pk")[:ENOUGH_TO_ASK_FOR]))


def _nearest(user, word, facets):
    if len(word) <= SHORTEST:
        return ""
    rows = Word.objects.filter(word__trigram_similar=word).annotate(likeness=TrigramSimilarity("word", word))
    known = list(rows.order_by("-likeness").values_list("word", flat=True)[:LOOKED_UP])
    near = difflib.get_close_matches(word, known, n=MOST_TRIED, cutoff=CLOSE_ENOUGH)
    return next((one for one in near if _finds(user, one, facets)), "")
