"""What can be found: each app registers its sources, and how one row becomes entries and a hit."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps


@dataclass(frozen=True)
class Words:
    """The words of one part of a row, as its source gives them."""

    title: str
    text: str = ""
    part: int = 0
    language: str = ""
    facets: tuple = ()
    readers: tuple = ()
    at: datetime | None = None


@dataclass(frozen=True)
class Source:
    """One kind of thing that can be found.

    `words(row)` yields `Words`; `show(row, entry)` gives title, address and note of a hit. `has_readers`: its
    entries carry the keys of who may see them; else `Model.objects.visible_to(user)` is asked each time.
    """

    label: str
    name: object
    icon: str
    words: Callable
    show: Callable
    has_readers: bool = False
    related: tuple = field(default_factory=tuple)

    @property
    def model(self):
        """The model of its rows."""
        return apps.get_model(self.label)

    def rows(self, pks):
        """The rows of these keys, with what `words` and `show` read."""
        return self.model._base_manager.filter(pk__in=pks).select_related(*self.related)


SOURCES = {}


def register(source):
    """Add a source, once, when its app is ready."""
    SOURCES[source.label] = source
    return source
