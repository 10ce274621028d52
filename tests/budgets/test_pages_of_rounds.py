"""Query budgets of the pages about rounds: they do not grow with decisions, answers, or what waits."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from decisions.models import Round
from decisions.states import AnswerKind, RoundState, SentBy, StateConcern, StateOutcome
from decisions.workflow import decisions as life
from decisions.workflow import state_track
from decisions.workflow.answers import answer
from decisions.workflow.closing import declare_adopted
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
     ("home:my_word", "ingrid", waiting_rows, 19)],
)  # fmt: skip
def test_the_number_of_queries_is_the_same_for_any_number_of_rounds(
    cast, as_user, name, person, rows, budget
):
    client, got = as_user(getattr(cast, person)), {}
    for total, more in ((1, 1), (3, 2), (7, 4)):
        rows(cast, more)
        got[total] = queries_of(client, reverse(name))
    assert got == {1: budget, 3: budget, 7: budget}


def state_rows(cast, count):
    """What waits for a co-chair after the members: agreed with comments of the state, and broken twice."""
    for _row in range(count):
        decision = rounds.proposed(concerns_state=StateConcern.YES)
        letter = state_track.draft_letter(decision, by=cast.aizada, counterpart=cast.orgs.sms)
        state_track.mark_sent(letter, by=cast.aizada, letter_number="17", sent_by=SentBy.POST)
        declare_adopted(decision, by=cast.ingrid, adopted_on=timezone.localdate())
        state_track.register_reply(
            letter, by=cast.aizada, outcome=StateOutcome.CONCURRED_WITH_COMMENTS, comment="Shorter.",
            received_on=timezone.localdate(),
        )  # fmt: skip
        broken = rounds.proposed()
        life.place_on_agenda(broken, by=cast.aizada)
        life.find_no_consensus(broken, by=cast.aizada, reason="They differ.")
        Round.objects.bulk_create(
            Round(decision=broken, number=number, version=broken.versions.get(), prepared_at=timezone.now(),
                  state=RoundState.BROKEN, opened_at=timezone.now(), closed_at=timezone.now(),
                  ends_at=timezone.now() + timedelta(days=1))
            for number in (2, 3)
        )  # fmt: skip


@pytest.mark.parametrize(("name", "budget"), [("home:my_word", 20), ("home:home", 32)])
def test_what_the_state_and_two_broken_rounds_leave_costs_the_same_for_any_number(
    cast, as_user, name, budget
):
    client, got = as_user(cast.ingrid), {}
    for total, more in ((1, 1), (3, 2), (25, 22)):
        state_rows(cast, more)
        got[total] = queries_of(client, reverse(name))
    assert got == {1: budget, 3: budget, 25: budget}
