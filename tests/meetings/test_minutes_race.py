"""Both co-chairs approve at the same moment: approved once (RULES R6.33)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import connections

from foundation.audit.models import Act
from foundation.core.workflow import THE_PORTAL, Refused
from meetings.models import Minutes
from meetings.states import MinutesState
from meetings.workflow import minutes as life
from tests.cast import make_the_cast
from tests.meetings.held import a_held_meeting, draft_minutes


@pytest.mark.django_db(transaction=True)
def test_two_co_chairs_at_once_approve_once():
    cast = make_the_cast()
    minutes = draft_minutes(cast, a_held_meeting(cast))
    life.send_for_review(minutes, by=cast.aizada)
    with time_machine.travel(minutes.review_ends, tick=False):
        life.close_review(minutes, by=THE_PORTAL)
    clicks = [cast.ingrid, cast.tomas] * 4
    barrier = Barrier(len(clicks))

    def click(user):
        try:
            mine = Minutes.objects.get(pk=minutes.pk)
            barrier.wait()
            life.approve(mine, by=user)
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(len(clicks)) as pool:
        done = list(pool.map(click, clicks))
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.APPROVED
    assert done.count(True) == 2
    assert minutes.approvals.count() == 2
    assert Act.objects.filter(verb="meetings.conclude").count() == 1
