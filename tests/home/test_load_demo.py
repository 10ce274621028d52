"""The demo network loads through the workflows, once, and holds its promises on any day of the week."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from decisions.models import ActionPoint
from foundation.circulation.models import Circulation, Delivery
from foundation.circulation.states import CirculationState, DeliveryState
from foundation.core.working_days import BISHKEK
from foundation.review.models import Comment, Proposal
from meetings.models import AgendaItem, Meeting, Minutes, Paper
from meetings.states import ItemState, MeetingState, MinutesState
from members.models import Person
from unmn.demo import network
from unmn.demo.clock import Clock

pytestmark = pytest.mark.slow


@pytest.fixture
def sunday(time_machine, tmp_path, settings):
    """The last hour of a week, in which nothing has changed since its Monday."""
    settings.MEDIA_ROOT = tmp_path
    at = datetime(2026, 11, 29, 22, 0, tzinfo=BISHKEK)
    time_machine.move_to(at)
    return at


def test_days_count_from_the_monday_of_the_week():
    for day in range(23, 30):
        assert Clock(date(2026, 11, day)).day(0) == date(2026, 11, 23)
    assert Clock(date(2026, 11, 25)).day(None) is None


def test_the_story_is_told(db, sunday):
    call_command("load_demo", verbosity=0)
    assert network.load() is False
    assert Person.objects.filter(user__is_active=True).count() == Person.objects.count() == 40
    assert Meeting.objects.filter(state=MeetingState.HELD).count() == 9
    the_minutes_are_of_real_length()
    the_coming_meeting_is_prepared()
    two_letters_failed_and_none_of_the_past_waits()
    what_is_open_and_overdue_holds_all_week()


def the_minutes_are_of_real_length():
    lengths = {
        minutes.meeting.slug: (minutes.state, minutes.text.latest.paragraphs.exclude(number=None).count())
        for minutes in Minutes.objects.filter(meeting__slug__in=("qm-6", "anm-1"))
    }
    assert lengths == {"qm-6": (MinutesState.APPROVED, 46), "anm-1": (MinutesState.IN_REVIEW, 39)}
    under_review = Minutes.objects.get(meeting__slug="anm-1")
    said = {
        row.voice
        for kind in (Comment, Proposal)
        for row in kind.objects.filter(paragraph__version__text=under_review.text)
    }
    assert said >= {"unicef", "unhcr", "ilo", "fao"}
    assert under_review.review_ends > timezone.now()


def the_coming_meeting_is_prepared():
    meeting = Meeting.objects.get(slug="qm-7")
    assert meeting.state == MeetingState.CONVENED
    assert meeting.revisions.count() == 1
    assert sum(item.minutes for item in meeting.items.on_agenda()) == meeting.minutes_long
    assert meeting.items.filter(parent__isnull=False).count() == 2
    assert Paper.objects.filter(item__meeting=meeting).count() == 8
    assert meeting.replies.filter(is_current=True).count() == 6
    waiting = AgendaItem.objects.get(state=ItemState.PROPOSED)
    assert str(waiting.proposed_by) == "FAO"


def two_letters_failed_and_none_of_the_past_waits():
    failed = Delivery.objects.filter(state=DeliveryState.FAILED)
    assert sorted(failed.values_list("server_said", flat=True).distinct())[0].startswith("550 5.1.1")
    assert failed.count() == 2
    now = timezone.now()
    past = Delivery.objects.filter(circulation__made_at__lt=now - timedelta(hours=1))
    assert set(past.values_list("state", flat=True)) == {DeliveryState.SENT, DeliveryState.FAILED}
    assert set(Circulation.objects.values_list("state", flat=True)) == {CirculationState.RELEASED}
    recent = Delivery.objects.filter(circulation__made_at__gte=now - timedelta(hours=1))
    assert set(recent.values_list("state", flat=True)) == {DeliveryState.QUEUED}
    assert recent.count() == 11


def what_is_open_and_overdue_holds_all_week():
    overdue = ActionPoint.objects.overdue()
    assert sorted(overdue.values_list("owner__slug", flat=True)) == ["iom", "undp", "unodc"]
