"""A page of results: the hits, the facets with their numbers, and the addresses that narrow and widen."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils.text import slugify

from foundation.search.facets import FACETS
from foundation.search.finding import Asked, Found, alike, meant_instead

PER_PAGE = 20
MOST_VALUES = 12


@dataclass(frozen=True)
class Value:
    """One value of a facet: how it is called, how many hits it has, and where choosing or dropping it leads."""

    label: object
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Shown:
    """One facet with its values."""

    name: str
    label: object
    values: list

    @property
    def key(self):
        """For the ids of the page."""
        return slugify(self.name)

    @property
    def is_chosen(self):
        """Whether the results are narrowed by it."""
        return any(value.is_chosen for value in self.values)


def asked_of(request):
    """The question in the address of a page: `q`, any number of `f`, and `order`."""
    facets = [one for one in request.GET.getlist("f") if one.partition(":")[0] in FACETS and len(one) <= 80]
    return Asked(
        request.user, request.GET.get("q", "").replace("\x00", "").strip(), tuple(dict.fromkeys(facets)),
        by_date=request.GET.get("order") == "date",
    )  # fmt: skip


def page_of_results(request):
    """The context of the page of results."""
    asked = asked_of(request)
    found = Found(asked)
    page = Paginator(found.order, PER_PAGE).get_page(request.GET.get("page"))
    hits = found.hits(page.object_list)
    nothing = asked.is_enough and not found.count
    facets = list(shown_facets(request, asked, found))
    return {
        "asked": asked, "query": asked.words, "page": page, "hits": hits,
        "count": found.count, "is_bounded": found.is_bounded, "facets": facets,
        "chosen": [(facet, value) for facet in facets for value in facet.values if value.is_chosen],
        "meant": meant_instead(request.user, asked.words, asked.facets) if nothing else "",
        "alike": alike(request.user, asked.words, asked.facets)
        if nothing else [],
        "orders": _orders(request, asked),
    }  # fmt: skip


def shown_facets(request, asked, found):
    """The facets of what was found, the frequent values first; a chosen one stays though it finds nothing."""
    by_name = {}
    for facet in [*asked.facets, *(facet for facet, _count in found.facets.most_common())]:
        name, _colon, value = facet.partition(":")
        by_name.setdefault(name, {}).setdefault(value)
    for facet in sorted(FACETS.values(), key=lambda one: one.place):
        values = list(by_name.get(facet.name, ()))[:MOST_VALUES]
        if values:
            labels = facet.labels_of(values) if found.count else {}
            yield Shown(
                facet.name, facet.label,
                [_value(request, asked, found, facet.name, one, labels) for one in values if one in labels],
            )  # fmt: skip


def _value(request, asked, found, name, value, labels):
    pair = f"{name}:{value}"
    chosen = pair in asked.facets
    others = [one for one in asked.facets if one != pair]
    return Value(
        labels[value], found.facets[pair],
        _address(request, f=others if chosen else [*others, pair]), chosen,
    )  # fmt: skip


def _orders(request, asked):
    return {
        "relevance": {"url": _address(request, order=[]), "current": not asked.by_date},
        "date": {"url": _address(request, order=["date"]), "current": asked.by_date},
    }


def _address(request, **changes):
    query = request.GET.copy()
    query.pop("page", None)
    for name, values in changes.items():
        query.setlist(name, values)
    return f"?{query.urlencode()}"
