"""What is found of statements, and by whom (RULES R7.40, R8.41)."""

import pytest

from statements.workflow import publishing
from tests.searching import found
from tests.statements import spoken

pytestmark = pytest.mark.django_db


def test_a_statement_on_its_way_is_found_by_members_alone_in_each_language(cast):
    spoken.drafted(cast)
    for words, title in (
        ("volunteers", "Nobody is left behind at the border"), ("волонтеров", "Никого не оставить на границе"),
        ("ыктыярчыларга", "Чек арада эч ким калбасын"),
    ):  # fmt: skip
        assert found(cast.aiko, words).get("Statements"), (words, title)
        assert not found(cast.kubanych, words)
        assert not found(cast.kwame, words)


def test_who_is_no_member_finds_a_statement_when_it_is_out_and_not_before(cast):
    statement = spoken.signed(cast)
    assert len(found(cast.aiko, "volunteers")["Statements"]) == 1
    assert not found(cast.kwame, "volunteers")
    publishing.publish(statement, by=cast.aizada)
    assert len(found(cast.kwame, "volunteers")["Statements"]) == 1
    assert len(found(cast.aiko, "volunteers")["Statements"]) == 1
