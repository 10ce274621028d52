"""What can be found: each app registers its sources, and how one row becomes entries and a hit."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.db.models import Q


@dataclass(frozen=True)
class Words:
    """The words of one part of a row, as its source gives them.

    `part`: page, paragraph or item (0 for the row itself). `place`: where on its page the part stands. `names`:
    names of people and bodies, which are found in Latin and in Cyrillic letters.
    """

    title: str
    text: str = ""
    part: int = 0
    language: str = ""
    facets: tuple = ()
    readers: tuple = ()
    at: datetime | None = None
    place: str = ""
    names: str = ""


@dataclass(frozen=True)
class Source:
    """One kind of thing that can be found.

    `words(row)` yields `Words`; `show(row, entry)` gives title, address and note of a hit. Who sees what is asked
    at each search, in one of three ways: `keys_of(user)` gives the keys that its entries carry (with
    `has_readers`); `seen(user)` gives a filter over entries, or None for nothing; else
    `Model.objects.visible_to(user)` is asked. `of`: the label of the model, where it is not `label`. `shelf`:
    sources of one shelf are one line of the facet "where". `each_part`: every part is a hit of its own, not the
    row once. `has_pages`: parts are pages.
    """

    label: str
    name: object
    icon: str
    words: Callable
    show: Callable
    has_readers: bool = False
    related: tuple = field(default_factory=tuple)
    prefetched: tuple = ()
    of: str = ""
    shelf: str = ""
    each_part: bool = False
    has_pages: bool = False
    keys_of: Callable | None = None
    seen: Callable | None = None

    @property
    def model(self):
        """The model of its rows."""
        return apps.get_model(self.of or self.label)

    @property
    def where(self):
        """The facet under which its hits are gathered."""
        return f"in:{self.shelf or self.label}"

    def rows(self, pks):
        """The rows of these keys, with what `words` and `show` read."""
        return (
            self.model._base_manager.filter(pk__in=pks)
            .select_related(*self.related)
            .prefetch_related(*self.prefetched)
        )

    def filter_for(self, user):
        """The entries of this source that `user` may see, as a filter; None when there are none."""
        own = Q(source=self.label)
        if self.keys_of is not None:
            return own & Q(readers__overlap=list(self.keys_of(user)))
        if self.seen is not None:
            seen = self.seen(user)
            return None if seen is None else own & seen
        return own & Q(source_id__in=self.model.objects.visible_to(user).values("pk"))


SOURCES = {}


def register(source):
    """Add a source, once, when its app is ready."""
    SOURCES[source.label] = source
    return source


def sources_of(label):
    """The sources whose rows are of this model."""
    return [source for source in SOURCES.values() if (source.of or source.label) == label]


def in_three_languages(row, title, *fields, **common):
    """`Words` of a row for each language in which it has a title: `title`, `title_ru`, `title_ky`."""
    for language, ending in (("en", ""), ("ru", "_ru"), ("ky", "_ky")):
        if getattr(row, title + ending, ""):
            texts = [getattr(row, name + ending, "") for name in fields]
            text = "\n".join(one for one in [*texts, common.get("text", "")] if one)
            yield Words(
                title=getattr(row, title + ending), language=language, **(common | {"text": text})
            )  # fmt: skip
