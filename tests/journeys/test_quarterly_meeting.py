"""The whole story of a quarterly meeting as four people, who read their letters from a real mail server.

Three times: at a desk, on a phone, and by keyboard alone. Days pass by moving the dates of the meeting and of
the review; everything else is done in the browser, by the clock's own functions, or by the mail server.
"""

import pytest

from tests.journeys.people import KeyboardPerson, Person
from tests.journeys.quarterly import a_whole_quarterly_meeting

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("kind", "width"),
    [(Person, 1280), (Person, 390), (KeyboardPerson, 1280)],
    ids=["at a desk", "on a phone", "by keyboard alone"],
)
def test_from_a_blank_agenda_to_approved_minutes(cast, sit_down, smtp_server, kind, width):
    users = (cast.aizada, cast.aiko, None, cast.ingrid, cast.tomas)
    officer, member, visitor, *co_chairs = (sit_down(user, kind, width) for user in users)
    a_whole_quarterly_meeting(officer, member, visitor, co_chairs, cast, smtp_server)
