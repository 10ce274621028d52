"""Query budgets of the list of statements and of what waits: they do not grow with statements."""

import pytest
from django.urls import reverse

from tests.budgets.test_list_pages import queries_of
from tests.statements import spoken

pytestmark = pytest.mark.django_db


def some_rows(cast, count):
    """Of each: one in clearance, one that waits for its keys."""
    for _row in range(count):
        spoken.asked(cast, languages=("en",))
        spoken.cleared(cast, languages=("en",))


@pytest.mark.parametrize(
    ("name", "person", "budget"),
    [("statements:statement_list", "aizada", 14), ("statements:statement_list", "temir", 14),
     ("home:my_word", "ingrid", 24)],
)  # fmt: skip
def test_the_number_of_queries_is_the_same_for_any_number_of_statements(cast, as_user, name, person, budget):
    client, got = as_user(getattr(cast, person)), {}
    for total, more in ((1, 1), (3, 2)):
        some_rows(cast, more)
        got[total] = queries_of(client, reverse(name))
    assert got[3] == got[1]
    assert got[3] <= budget
