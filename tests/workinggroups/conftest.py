"""A group with a lead of UNICEF, a member of FAO and the state as its partner."""

import pytest

from tests.factories.workinggroups import GroupFactory, seat
from workinggroups.states import GroupRole


@pytest.fixture
def group(cast):
    made = GroupFactory(slug="wg-return", name="Return and reintegration", acronym="WG Return")
    seat(cast.aiko, made, GroupRole.LEAD)
    seat(cast.temir, made)
    seat(cast.kubanych, made, GroupRole.PARTNER)
    return made


@pytest.fixture
def other(cast):
    """Another group, in which nobody of the first sits but the office."""
    made = GroupFactory(slug="wg-data", name="Data and evidence")
    seat(cast.leila, made, GroupRole.LEAD)
    return made
