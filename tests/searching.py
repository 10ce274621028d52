"""Looking for something in a test, as if the worker had just been."""

from foundation.search.finding import Asked, Found, alike
from foundation.search.keeping import index_everything_stale


def search(user, query):
    """What is found, or what is spelt alike where nothing is."""
    index_everything_stale()
    hits = Found(Asked(user, query)).hits()
    return hits or alike(user, query)


def found(user, query):
    """Where → titles without marks."""
    groups = {}
    for hit in search(user, query):
        title = str(hit.title).replace("<mark>", "").replace("</mark>", "")
        groups.setdefault(str(hit.source.name), []).append(title)
    return groups


def searched(client, query):
    """The answer of the page of results."""
    from django.urls import reverse

    index_everything_stale()
    return client.get(reverse("home:search"), {"q": query})
