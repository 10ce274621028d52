"""Every factory makes a row that the database accepts."""

import pytest
from factory.django import DjangoModelFactory

from tests.factories import (
    accounts,
    audit,
    circulation,
    decisions,
    documents,
    meetings,
    members,
    review,
    workinggroups,
)

NEEDS_A_SUBJECT = {"ActFactory": "subject", "RenditionFactory": "about"}
FACTORIES = sorted(
    {
        factory
        for module in (
            accounts,
            audit,
            circulation,
            decisions,
            documents,
            meetings,
            members,
            review,
            workinggroups,
        )
        for factory in vars(module).values()
        if isinstance(factory, type) and issubclass(factory, DjangoModelFactory)
    }
    - {DjangoModelFactory},
    key=lambda factory: factory.__name__,
)


@pytest.mark.parametrize("factory", FACTORIES, ids=lambda factory: factory.__name__)
def test_a_factory_makes_a_row(db, factory):
    wanted = NEEDS_A_SUBJECT.get(factory.__name__)
    given = {wanted: meetings.MeetingFactory()} if wanted else {}
    assert factory(**given).pk
