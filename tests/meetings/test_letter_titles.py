"""A letter about a meeting is called by the meeting's title in each language (RULES R10.54)."""

import pytest

from foundation.circulation.freeze import titles_of
from meetings.letters import MeetingInvitation
from tests.factories.meetings import MeetingFactory


@pytest.mark.django_db
def test_an_invitation_is_listed_in_three_languages():
    meeting = MeetingFactory(
        title="Ninth quarterly meeting", title_ru="Девятое заседание", title_ky="Тогузунчу жыйын"
    )
    titles = titles_of(MeetingInvitation(meeting))
    assert titles == {
        "title": "Invitation: Ninth quarterly meeting",
        "title_ru": "Приглашение: Девятое заседание",
        "title_ky": "Чакыруу: Тогузунчу жыйын",
    }
