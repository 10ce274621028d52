"""A meeting that was held, with minutes as a draft and under review."""

import pytest

from meetings.workflow.minutes import send_for_review
from tests.meetings.held import a_held_meeting, draft_minutes


@pytest.fixture
def held(cast):
    """The meeting."""
    return a_held_meeting(cast)


@pytest.fixture
def draft(cast, held):
    """Its minutes as a draft."""
    return draft_minutes(cast, held)


@pytest.fixture
def in_review(cast, draft):
    """Its minutes under review."""
    send_for_review(draft, by=cast.aizada)
    return draft
