"""By what results are narrowed: `name:value` pairs on the entries, and how each is called."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from foundation.search.sources import SOURCES


@dataclass(frozen=True)
class Facet:
    """One facet; `labels_of(values)` answers `{value: words}` for the values found, in one query at most."""

    name: str
    label: object
    labels_of: Callable
    place: int = 50


FACETS = {}


def add_facet(name, label, labels_of, place=50):
    """Let results be narrowed by `name`: `add_facet("owner", _("Owner"), names_of_organisations)`."""
    FACETS[name] = Facet(name, label, labels_of, place)


def from_choices(choices):
    """The labels of a facet whose values are those of `TextChoices`."""
    return lambda values: {value: label for value, label in choices.choices if value in values}


def _shelves(values):
    return {source.where.partition(":")[2]: source.name for source in SOURCES.values()}


add_facet("in", _("Where"), _shelves, place=10)
add_facet("language", _("Language"), lambda values: dict(settings.LANGUAGES), place=30)
add_facet("year", _("Year"), lambda values: {value: value for value in values}, place=40)
