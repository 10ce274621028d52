"""What somebody typed, as a question to the table of words.

`"exact words"`, `-without`, `or` (`или`, `же`) are understood as people know them from the web. A word is found in its
English and Russian forms, as it is typed (a Kyrgyz word with any ending), and names in Latin or Cyrillic letters.
"""

import re
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery

from foundation.core.highlighting import fold
from foundation.search.models import PARTING
from foundation.search.names import name_key

PIECES = re.compile(r'(-?)"([^"]*)"?|(\S+)')
OR = ("or", "или", "же")
LONGEST = 200
MOST_WORDS = 12
# A shorter word with any ending would be half of the dictionary.
OPEN_ENDED = 4
APART = str.maketrans(PARTING, " " * len(PARTING))


@dataclass(frozen=True)
class Term:
    """One word, or several in quotation marks; wanted, or not wanted."""

    words: tuple
    is_exact: bool = False
    is_unwanted: bool = False


def parse(text):
    """The alternatives of what was typed, each a list of terms; those without a wanted term are left out."""
    alternatives = [[]]
    for minus, quoted, bare in PIECES.findall(" ".join(text.split())[:LONGEST]):
        if bare.lower() in OR:
            alternatives.append([])
            continue
        unwanted = bool(minus) or (bare.startswith("-") and len(bare) > 1)
        words = tuple(words_in(quoted or bare))
        if words:
            # `UNMN-KG/2026/1` is several words, which belong together.
            exact = not bare or len(words) > 1
            alternatives[-1].append(Term(words, exact, unwanted))
    kept = [terms[:MOST_WORDS] for terms in alternatives]
    return [terms for terms in kept if any(not term.is_unwanted for term in terms)]


def words_in(text):
    """The words of a text, folded, as PostgreSQL parts them."""
    return re.findall(r"[^\W_]+", fold(text).translate(APART))


def wanted_words(text):
    """The words that are looked for, for marking them in what was found."""
    return " ".join(
        word for terms in parse(text) for term in terms if not term.is_unwanted for word in term.words
    )


def query_of(text):
    """The question for PostgreSQL; None when nothing is asked."""
    alternatives = [_all_of(terms) for terms in parse(text)]
    return reduce(or_, alternatives) if alternatives else None


def unwanted_of(text):
    """The question for what is not wanted anywhere in a thing; None when nothing is, or only in one alternative."""
    alternatives = parse(text)
    unwanted = [term for terms in alternatives for term in terms if term.is_unwanted]
    if len(alternatives) != 1 or not unwanted:
        return None
    return reduce(or_, [_stemmed(term) | _exactly(term) for term in unwanted])


def _all_of(terms):
    wanted = [term for term in terms if not term.is_unwanted]
    asked = reduce(or_, (reduce(and_, [read(term) for term in wanted]) for read in (_stemmed, _typed)))
    if not any(term.is_exact for term in wanted):
        asked = asked | reduce(and_, [_by_sound(term) for term in wanted])
    for term in terms:
        if term.is_unwanted:
            asked = asked & ~_stemmed(term) & ~_exactly(term)
    return asked


def _exactly(term):
    kind = "phrase" if len(term.words) > 1 else "plain"
    return SearchQuery(" ".join(term.words), config="simple", search_type=kind)


def _stemmed(term):
    return (
        _exactly(term) if term.is_exact else SearchQuery(term.words[0], config="russian", search_type="plain")
    )


def _typed(term):
    if term.is_exact or len(term.words[0]) < OPEN_ENDED:
        return _exactly(term)
    return begins_with(term.words[0])


def _by_sound(term):
    return begins_with(name_key(term.words[0]) or term.words[0], weights="B")


def begins_with(word, weights=""):
    """Words that begin like this one; with `weights` only those of titles (`A`) or of names (`B`)."""
    return SearchQuery(f"'{word}':*{weights}", config="simple", search_type="raw")
