"""The world of the matrix, made once for a module and taken back at its end."""

import pytest
from django.db import transaction

from tests.cast import sign_in
from tests.matrix.table import COLUMNS
from tests.matrix.world import make_the_world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Make the world in one transaction; each request of a test is taken back by itself."""
    from django.test.utils import override_settings

    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files")),
        transaction.atomic(),
    ):
        made = make_the_world()
        made.clients = {
            name: sign_in(getattr(made.cast, name)) for group in COLUMNS for name in group.split("+")
        }
        yield made
        transaction.set_rollback(True)
