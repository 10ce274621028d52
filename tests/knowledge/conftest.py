"""A library with UNICEF as an owner, and a group in which the state sits as a partner."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from tests.factories.knowledge import DocumentFactory, VersionFactory
from tests.factories.workinggroups import GroupFactory, seat
from workinggroups.states import GroupRole


@pytest.fixture(autouse=True)
def _kinds_in_mind(db):
    """A running portal has these in mind; asked one by one in a request they look like an N+1."""
    ContentType.objects.get_for_models(*apps.get_models())


@pytest.fixture
def group(cast):
    made = GroupFactory(slug="wg-return", name="Return and reintegration", acronym="WG Return")
    seat(cast.temir, made, GroupRole.LEAD)
    seat(cast.kubanych, made, GroupRole.PARTNER)
    return made


@pytest.fixture
def make(cast):
    """`make(audience="group", group=group)`: a document of UNICEF with one file."""

    def made(**fields):
        fields.setdefault("owner", cast.orgs.unicef)
        document = DocumentFactory(**fields)
        VersionFactory(document=document)
        document.refresh_from_db()
        return document

    return made
