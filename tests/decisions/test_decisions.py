"""Decisions: recorded, declared adopted, never changed after (RULES R3)."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse
from django.utils import timezone

from decisions.models import Decision
from decisions.states import DecisionState
from decisions.workflow import action_points
from decisions.workflow import decisions as life
from decisions.workflow.adoption import implement
from decisions.workflow.closing import declare_adopted
from foundation.core.workflow import NotPermitted, Refused


def a_decision(cast, title="Data sheet", text="The Network adopts the data sheet."):
    return life.record_decision(by=cast.aizada, title=title, text=text, lead=cast.orgs.iom)


def adopted(cast, **words):
    decision = a_decision(cast, **words)
    life.propose(decision, by=cast.aizada)
    declare_adopted(decision, by=cast.ingrid, adopted_on=timezone.localdate())
    return decision


def test_numbers_are_consecutive_in_the_year_and_drafts_have_none(cast):
    draft = a_decision(cast)
    assert (draft.symbol, draft.working_reference) == ("", f"UNMN-KG/{timezone.localdate().year}/DRAFT-DEC/1")
    symbols = [adopted(cast).symbol for _time in range(3)]
    assert symbols == [f"UNMN-KG/{timezone.localdate().year}/DEC/{n}" for n in (1, 2, 3)]


def test_the_secretariat_does_not_declare_adoption(cast):
    decision = a_decision(cast)
    life.propose(decision, by=cast.aizada)
    with pytest.raises(NotPermitted):
        declare_adopted(decision, by=cast.aizada, adopted_on=timezone.localdate())


def test_nothing_is_adopted_before_its_meeting(cast):
    decision = a_decision(cast)
    life.propose(decision, by=cast.aizada)
    with pytest.raises(Refused, match="before its meeting"):
        declare_adopted(decision, by=cast.ingrid, adopted_on=timezone.localdate() + timedelta(days=1))


def test_without_anything_to_do_it_is_implemented_at_once(cast):
    assert adopted(cast).state == DecisionState.IMPLEMENTED


def test_with_an_action_point_it_waits_for_it(cast):
    decision = a_decision(cast)
    action = action_points.record_action_point(
        by=cast.aizada, text="Print it", owner=cast.orgs.iom, decision=decision
    )
    life.propose(decision, by=cast.aizada)
    declare_adopted(decision, by=cast.ingrid, adopted_on=timezone.localdate())
    assert decision.state == DecisionState.IN_IMPLEMENTATION
    with pytest.raises(Refused, match="still open"):
        implement(decision, by=cast.aizada)
    action_points.mark_done(action, by=cast.aizada, evidence="Printed.")
    implement(decision, by=cast.aizada)


@pytest.mark.parametrize("field", ["text", "title", "symbol"])
def test_what_was_adopted_is_immutable_even_by_sql(cast, field):
    decision = adopted(cast)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE decisions_decision SET {field} = 'other' WHERE id = %s", [decision.pk])


def test_an_adopted_decision_is_not_reworded(cast):
    with pytest.raises(Refused, match="not possible any more"):
        life.reword(adopted(cast), by=cast.aizada, text="Other.")


@pytest.mark.parametrize(
    ("who", "drafts", "taken"),
    [
        ("kubanych", 404, 404),
        ("kwame", 404, 200),
        ("aiko", 404, 200),
        ("tomas", 200, 200),
        ("aizada", 200, 200),
    ],
)
def test_who_sees_decisions(cast, as_user, who, drafts, taken):
    client = as_user(getattr(cast, who))
    assert client.get(reverse("decisions:decision", args=[a_decision(cast).pk])).status_code == drafts
    assert client.get(reverse("decisions:decision", args=[adopted(cast).pk])).status_code == taken


@pytest.mark.parametrize("name", ["decision_list", "decision_list_xlsx", "decision_list_pdf"])
@pytest.mark.parametrize(
    ("who", "code"), [("kubanych", 403), ("stranger", 403), ("kwame", 200), ("aiko", 200)]
)
def test_the_register_is_for_insiders_and_the_pmt(cast, as_user, name, who, code):
    adopted(cast)
    assert as_user(getattr(cast, who)).get(reverse(f"decisions:{name}")).status_code == code


def test_the_register_is_searched_and_never_tells_of_drafts(cast, as_user):
    adopted(cast, title="Border monitoring")
    adopted(cast, title="Data sheet")
    a_decision(cast, title="Border secret")
    page = as_user(cast.aiko).get(reverse("decisions:decision_list"), {"q": "border"}).content.decode()
    assert "<mark>Border</mark> monitoring" in page
    assert "Data sheet" not in page
    assert "Border secret" not in page


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_register_costs_the_same_for_any_length(cast, as_user, django_assert_num_queries, rows):
    for number in range(rows):
        adopted(cast, title=f"Decision {number}")
    client = as_user(cast.aiko)
    client.get(reverse("decisions:decision_list"))
    with django_assert_num_queries(COST):
        client.get(reverse("decisions:decision_list"))
    assert Decision.objects.count() == rows


COST = 9
