"""Query budgets of what the public reads: the same for one statement and for three (each takes a sealed PDF)."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.budgets.test_list_pages import queries_of
from tests.statements.published import corrected, published

pytestmark = pytest.mark.django_db
BUDGETS = {"list": 2, "feed": 3, "front": 3, "page": 3}


def test_the_public_pages_ask_the_same_of_one_statement_and_of_three(cast):
    first = corrected(cast, published(cast))
    pages = {
        "list": reverse("public:statement_list", args=["ru"]),
        "feed": reverse("public:feed", args=["ru"]),
        "front": reverse("home:home"),
        "page": reverse("public:statement_in", args=[first.slug, "ru"]),
    }
    got = [{name: queries_of(Client(), address) for name, address in pages.items()}]
    for _more in range(2):
        published(cast)
    got.append({name: queries_of(Client(), address) for name, address in pages.items()})
    assert got == [BUDGETS, BUDGETS]
