"""Files of these tests lie in a folder that goes with them."""

import pytest


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Keep uploads out of the real store."""
    settings.MEDIA_ROOT = tmp_path / "files"
