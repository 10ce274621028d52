"""Asking the table of words: what a reader may see and nothing else, by relevance or by date.

The newest `BOUND` parts that match are looked at, however many there are: these are counted, ranked and put into
facets, so that an answer takes no longer in a large library. Where there are more, the page says so.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.contrib.postgres.search import SearchRank, TrigramWordSimilarity
from django.db.models import Exists, F, FloatField, Func, OuterRef, Q

from foundation.core.highlighting import SHORTEST, fold, snippet
from foundation.search.models import Entry, Folded
from foundation.search.names import name_key
from foundation.search.query import begins_with, query_of, unwanted_of, wanted_words, words_in
from foundation.search.sources import SOURCES

BOUND = 3000
SUGGESTED = 8
LOOKED_THROUGH = 200


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
        unwanted = unwanted_of(asked.words)
        if unwanted is not None:
            # On any page of a document, not only on the one that matches.
            same = Entry.objects.filter(source=OuterRef("source"), source_id=OuterRef("source_id"))
            each = [source.label for source in SOURCES.values() if source.each_part]
            rows = rows.filter(Q(source__in=each) | ~Exists(same.filter(words=unwanted)))
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
        return list(newest.values_list("pk", "source", "source_id", "part", "facets")[: BOUND + 1])

    @property
    def is_bounded(self):
        """Whether there are more than were looked at."""
        return len(self._looked_at) > BOUND

    @cached_property
    def things(self):
        """`{thing: facets}` of what was looked at: a row once, with the facets of all its parts."""
        found = {}
        for _pk, source, source_id, part, facets in self._looked_at[:BOUND]:
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
        looked = self._looked_at[:BOUND]
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
    return hits_of(_once(newest)) or hits_of(_once(alike(user, words, facets)))


def _once(entries):
    kept = {}
    for entry in entries:
        kept.setdefault(_thing(entry.source, entry.source_id, entry.part), entry)
    return list(kept.values())[:SUGGESTED]


def alike(user, words, facets=(), count=40):
    """Entries whose title or name is spelt like what was typed, the most alike first."""
    wanted = wanted_words(words)
    typed, sound = fold(wanted), name_key(wanted)
    if len(typed) <= SHORTEST:
        return []
    rows = Entry.objects.alias(folded=Folded(F("title"))).filter(
        Q(folded__trigram_word_similar=typed) | Q(names__trigram_word_similar=sound), seen_by(user)
    )
    if facets:
        rows = rows.filter(facets__contains=list(facets))
    likeness = Func(
        TrigramWordSimilarity(typed, Folded(F("title"))), TrigramWordSimilarity(sound, "names"),
        function="greatest", output_field=FloatField(),
    )  # fmt: skip
    return list(rows.defer("words").annotate(likeness=likeness).order_by("-likeness", "part", "-pk")[:count])


def meant_instead(user, words, facets=()):
    """What was perhaps meant, from titles that the reader may see: the words of a query spelt as they are there."""
    typed = words_in(wanted_words(words))
    if not typed:
        return ""
    known = set()
    for entry in alike(user, words, facets):
        known.update(words_in(entry.title))
    better = [word if word in known else _nearest(word, known) for word in typed]
    return " ".join(better) if better != typed and all(better) else ""


def _nearest(word, known):
    import difflib  # noqa: PLC0415 -- only where nothing was found

    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.7)
    return near[0] if near else ""
