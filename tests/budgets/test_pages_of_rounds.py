"""Query budgets of the pages about rounds: they do not grow with decisions, answers, or what waits."""

import pytest
from django.urls import reverse

from decisions.states import AnswerKind
from decisions.workflow.answers import answer
from tests.budgets.test_list_pages import queries_of
from tests.factories import rounds

pytestmark = pytest.mark.django_db


def asked_rows(cast, count):
    """Open rounds: one member answered, one asks for more time."""
    for _row in range(count):
        open_ = rounds.opened(cast)
        answer(open_, by=cast.leila, organisation=cast.orgs.unhcr, kind=AnswerKind.NO_OBJECTION)
        words = {"kind": AnswerKind.EXTENSION_REQUEST, "words": "On mission"}
        answer(open_, by=cast.temir, organisation=cast.orgs.fao, **words)


def waiting_rows(cast, count):
    """What waits for a co-chair: prepared rounds, and members who ask for more time."""
    asked_rows(cast, count)
    for _row in range(count):
        rounds.prepared(cast)


@pytest.mark.parametrize(
    ("name", "person", "rows", "budget"),
    [("decisions:board_list", "aizada", asked_rows, 15), ("decisions:board_list", "aiko", asked_rows, 15),
     ("home:my_word", "ingrid", waiting_rows, 18)],
)  # fmt: skip
def test_the_number_of_queries_is_the_same_for_any_number_of_rounds(
    cast, as_user, name, person, rows, budget
):
    client, got = as_user(getattr(cast, person)), {}
    for total, more in ((1, 1), (3, 2), (7, 4)):
        rows(cast, more)
        got[total] = queries_of(client, reverse(name))
    assert got == {1: budget, 3: budget, 7: budget}
