"""What calendars are told of a meeting in preparation, read by two libraries (RFC 5545), and of one held early."""

from dataclasses import replace
from datetime import timedelta

import icalendar
import pytest
import time_machine
import vobject
from django.urls import reverse
from django.utils import timezone, translation

from meetings import letters
from meetings.states import MeetingState
from meetings.workflow import backlog, live
from meetings.workflow import meeting as life
from meetings.workflow.unct import stand_beside
from members import workflow as members
from tests.factories.meetings import (
    AgendaItemFactory,
    DatePollFactory,
    MeetingFactory,
    PaperFactory,
    UnctMeetingFactory,
    in_days,
)
from unmn.home.calendar import feed_file, feed_of

pytestmark = pytest.mark.django_db


def status_in(data):
    """The status as both libraries read it."""
    text = data.decode()
    event = icalendar.Calendar.from_ical(text).walk("VEVENT")[0]
    theirs = vobject.readOne(text).vevent.status.value
    assert str(event["status"]) == theirs
    return theirs


@pytest.mark.parametrize(
    ("state", "status"),
    [(MeetingState.DRAFT, "TENTATIVE"), (MeetingState.CONVENED, "CONFIRMED"), (MeetingState.HELD, "CONFIRMED"),
     (MeetingState.CANCELLED, "CANCELLED"), (MeetingState.POSTPONED, "CANCELLED")],
)  # fmt: skip
def test_a_meeting_in_preparation_is_tentative_in_the_calendar(cast, as_user, state, status):
    meeting = MeetingFactory(number=1, state=state, reason="Snow")
    page = as_user(cast.aizada).get(reverse("meetings:agenda_ics", args=[meeting.slug]))
    assert status_in(b"".join(page.streaming_content)) == status


def test_the_personal_feed_says_the_same(cast):
    meeting = MeetingFactory(number=1)
    members.make_feed(cast.aizada.person, by=cast.aizada)
    assert status_in(_feed(cast.aizada)) == "TENTATIVE"
    life.convene(meeting, by=cast.aizada)
    assert status_in(_feed(cast.aizada)) == "CONFIRMED"


def _feed(user):
    return feed_file([entry for entry in feed_of(user) if entry.kind == "meeting"], "https://unmn.example")


def test_an_invitation_is_confirmed(cast):
    meeting = MeetingFactory(number=1)
    life.convene(meeting, by=cast.aizada)
    letter = letters.MeetingInvitation(meeting)
    assert letter.calendar_event(letter.recipients()[0]).status == "CONFIRMED"


def test_a_meeting_that_was_opened_and_closed_early_is_held_before_its_planned_time(cast, as_user):
    begins = timezone.now() + timedelta(hours=1)
    meeting = MeetingFactory(
        number=1, state=MeetingState.CONVENED, starts_at=begins, ends_at=begins + timedelta(hours=2)
    )
    item = AgendaItemFactory(meeting=meeting)
    assert "once it has begun" in life.not_started(meeting)[0]
    live.open_sitting(meeting, by=cast.aizada)
    live.start_item(meeting, by=cast.aizada, item=item.pk)
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        live.close_sitting(meeting, by=cast.aizada)
        backlog.carry_over(item, by=cast.aizada)
        page = as_user(cast.aizada).post(reverse("meetings:meeting_hold", args=[meeting.slug]))
        assert page.status_code == 302
        meeting.refresh_from_db()
        assert meeting.state == MeetingState.HELD
        assert meeting.sitting.ended_at < meeting.starts_at


def test_beside_which_meeting_and_the_title_of_dates_are_said_in_the_reader_s_language(cast, as_user):
    meeting, unct = MeetingFactory(number=1), UnctMeetingFactory()
    stand_beside(meeting, by=cast.aizada, unct=unct)
    assert len({meeting.beside, meeting.beside_ru, meeting.beside_ky}) == 3
    life.convene(meeting, by=cast.aizada)
    with translation.override("ru"):
        words = letters.MeetingInvitation(meeting)
        shown = words.render(replace(words.recipients()[0], language="ru")).text
    assert meeting.beside_ru in shown
    poll = DatePollFactory(title="Eighth meeting", title_ru="Восьмое заседание")
    with translation.override("ru"):
        assert "Восьмое заседание" in letters.DatesOffered(poll).title()
    page = as_user(cast.aizada).get(reverse("meetings:date_poll_new")).text
    assert 'name="title_ky"' in page


def test_late_papers_wear_their_mark_in_the_letter_the_item_and_the_proposal(cast, as_user):
    meeting = MeetingFactory(
        number=1, state=MeetingState.CONVENED, starts_at=in_days(2), ends_at=in_days(2, 12)
    )
    item = AgendaItemFactory(meeting=meeting, proposed_by=cast.orgs.fao, proposer=cast.temir.person)
    PaperFactory(item=item, title="Late figures", added_by=cast.aizada)
    made = letters.agenda_letters(meeting, "final")[0]
    words = made.render(made.recipients()[0])
    assert "(late)" in words.text
    assert "(late)" in words.html
    client = as_user(cast.aizada)
    for name in ("item_edit", "proposal"):
        page = client.get(reverse(f"meetings:{name}", args=[meeting.slug, item.pk])).text
        assert '<span class="badge warm">late</span>' in page, name
