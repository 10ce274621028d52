"""A group with a lead of UNICEF, a member of FAO and the state as its partner."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from tests.factories.workinggroups import GroupFactory, seat
from workinggroups.states import GroupRole


@pytest.fixture(autouse=True)
def _kinds_in_mind(db):
    """A running portal has these in mind; asked one by one in a request they look like an N+1."""
    ContentType.objects.get_for_models(*apps.get_models())


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
