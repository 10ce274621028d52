"""The calendar page and the personal feed: what one may see, valid for two parsers, the right instants."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.core.working_days import BISHKEK
from meetings.states import MeetingKind, MeetingState, MinutesState
from members import workflow as members
from members.calendar import close_of_business
from members.models import FeedKey
from tests.calendars import events
from tests.factories.decisions import ActionPointFactory
from tests.factories.meetings import GuestFactory, MeetingFactory, MinutesFactory, in_days
from tests.factories.review import TextFactory, VersionFactory
from unmn.home.calendar import what_is_when

GENEVA, NEW_YORK = ZoneInfo("Europe/Zurich"), ZoneInfo("America/New_York")


def titles(user, *, everybodys=False):
    return [entry.title for entry in what_is_when(user, in_days(-60), in_days(90), everybodys=everybodys)]


def address_of(user):
    feed = members.make_feed(user.person, by=user)
    return reverse("home:feed_ics", args=[feed.pk, feed.proof])


def test_the_calendar_holds_meetings_steps_reviews_and_own_action_points(cast):
    MeetingFactory(
        state=MeetingState.CONVENED, title="Open one", starts_at=in_days(40), ends_at=in_days(40, 12)
    )
    MeetingFactory(
        state=MeetingState.DRAFT, title="Secret one", starts_at=in_days(41), ends_at=in_days(41, 12)
    )
    held = MeetingFactory(
        state=MeetingState.HELD, title="Held one", starts_at=in_days(-5), ends_at=in_days(-5, 12)
    )
    version = VersionFactory(text=TextFactory())
    MinutesFactory(meeting=held, state=MinutesState.IN_REVIEW, text=version.text, review_ends=in_days(3))
    ActionPointFactory(text="own report", owner=cast.orgs.unicef, due_on=timezone.localdate())
    ActionPointFactory(text="another report", owner=cast.orgs.fao, due_on=timezone.localdate())
    found = titles(cast.aiko)
    assert "Open one" in found
    assert "Collect the papers: Open one" in found
    assert "Remarks on the draft minutes: Held one" in found
    assert "Action point of UNICEF: own report" in found
    assert not [title for title in found if "Secret one" in title or "another report" in title]
    assert "Circulate the draft agenda: Open one" not in found
    assert "Action point of FAO: another report" in titles(cast.aiko, everybodys=True)
    assert {"Secret one", "Circulate the draft agenda: Open one"} < set(titles(cast.aizada))


def test_a_step_is_due_when_the_checklist_of_its_meeting_says_so(cast):
    from meetings.workflow.planning import checklist

    meeting = MeetingFactory(state=MeetingState.CONVENED, starts_at=in_days(40), ends_at=in_days(40, 12))
    due = {str(step.label): step.due for step in checklist(meeting)}
    found = {
        entry.title.partition(":")[0]: entry.starts_at
        for entry in what_is_when(cast.aizada, in_days(-60), in_days(90)) if entry.kind == "step"
    }  # fmt: skip
    assert found == due


def test_an_outsider_sees_the_meetings_to_which_it_is_invited_and_nothing_else(cast):
    invited = MeetingFactory(state=MeetingState.CONVENED, title="For guests")
    MeetingFactory(
        state=MeetingState.CONVENED, title="Members only", starts_at=in_days(20), ends_at=in_days(20, 12)
    )
    ActionPointFactory(text="internal", owner=cast.orgs.fao, due_on=timezone.localdate())
    GuestFactory(meeting=invited, organisation=cast.orgs.sms)
    assert titles(cast.kubanych, everybodys=True) == ["For guests"]
    assert titles(cast.stranger) == []
    assert titles(cast.hans) == []


@pytest.mark.parametrize(
    "query", ["", "?view=list", "?month=2026-12&whose=all", "?month=nonsense", "?month=0001-01"]
)
def test_the_page_opens_for_any_month_and_as_a_list(cast, as_user, query):
    MeetingFactory(
        state=MeetingState.CONVENED,
        title="Seventh quarterly meeting",
        starts_at=in_days(2),
        ends_at=in_days(2, 12),
    )
    response = as_user(cast.aiko).get(reverse("home:calendar") + query)
    assert response.status_code == 200


def test_the_month_says_what_is_cancelled_and_the_feed_leaves_it_out(cast, as_user, client):
    meeting = MeetingFactory(
        state=MeetingState.CANCELLED,
        reason="Snow",
        title="Called off",
        starts_at=in_days(2),
        ends_at=in_days(2, 12),
    )
    month = f"?month={timezone.localtime(meeting.starts_at):%Y-%m}"
    page = as_user(cast.aiko).get(reverse("home:calendar") + month).content.decode()
    assert "Called off" in page
    assert "Cancelled" in page
    assert b"Called off" not in client.get(address_of(cast.aiko)).content


def test_the_feed_says_the_same_to_both_parsers(cast, client):
    meeting = MeetingFactory(state=MeetingState.CONVENED, title="Seventh; meeting, \\ long " * 8)
    ActionPointFactory(text="own, report; now", owner=cast.orgs.unicef, due_on=timezone.localdate())
    response = client.get(address_of(cast.aiko))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    text = response.content.decode()
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "TZID" not in text
    found = events(response)
    mine, theirs = found[f"meeting-{meeting.pk}@unmn.example"]
    assert mine.decoded("dtstart") == theirs.dtstart.value == meeting.starts_at
    assert mine.decoded("dtend") == theirs.dtend.value == meeting.ends_at
    assert str(mine["summary"]) == theirs.summary.value == meeting.title
    deadlines = [pair for uid, pair in found.items() if uid.startswith("action-point")]
    ((point, same),) = deadlines
    assert point.decoded("dtstart") == same.dtstart.value == close_of_business(timezone.localdate())
    assert "dtend" not in point
    assert str(point["transp"]) == "TRANSPARENT"


@pytest.mark.parametrize(
    ("day", "geneva", "new_york"),
    [
        # Geneva leaves summer time on 25 October 2026, New York on 1 November; Bishkek never changes.
        ((2026, 10, 23), "06:00", "00:00"),
        ((2026, 10, 26), "05:00", "00:00"),
        ((2026, 11, 2), "05:00", "23:00"),
        # New York enters it on 14 March 2027, Geneva on 28 March.
        ((2027, 3, 12), "05:00", "23:00"),
        ((2027, 3, 15), "05:00", "00:00"),
        ((2027, 3, 29), "06:00", "00:00"),
    ],
)
def test_ten_in_bishkek_is_the_right_hour_in_geneva_and_new_york_across_the_change_of_time(
    cast, client, time_machine, day, geneva, new_york
):
    starts = datetime(*day, 10, tzinfo=BISHKEK)
    time_machine.move_to(starts - timedelta(days=3))
    meeting = MeetingFactory(
        state=MeetingState.CONVENED, starts_at=starts, ends_at=starts + timedelta(hours=2)
    )
    mine, theirs = events(client.get(address_of(cast.aiko)))[f"meeting-{meeting.pk}@unmn.example"]
    for at in (mine.decoded("dtstart"), theirs.dtstart.value):
        assert at.utcoffset() == timedelta(0)
        assert f"{at.astimezone(GENEVA):%H:%M}" == geneva
        assert f"{at.astimezone(NEW_YORK):%H:%M}" == new_york
        assert f"{at.astimezone(BISHKEK):%H:%M}" == "10:00"
        assert at == starts.astimezone(UTC)


def test_add_to_calendar_and_the_feed_name_a_meeting_alike(cast, as_user, client):
    meeting = MeetingFactory(state=MeetingState.CONVENED)
    one = as_user(cast.aiko).get(reverse("meetings:agenda_ics", args=[meeting.slug]))
    single = icalendar.Calendar.from_ical(b"".join(one.streaming_content)).walk("VEVENT")[0]
    assert str(single["uid"]) in events(client.get(address_of(cast.aiko)))


def test_the_feed_is_not_sent_again_while_it_is_the_same(cast, client, time_machine):
    time_machine.move_to(in_days(0, 11))
    MeetingFactory(state=MeetingState.CONVENED, title="First")
    address = address_of(cast.aiko)
    mark = client.get(address)["ETag"]
    time_machine.shift(timedelta(hours=3))
    again = client.get(address, headers={"If-None-Match": mark})
    assert again.status_code == 304
    MeetingFactory(
        state=MeetingState.CONVENED, title="Second", starts_at=in_days(30), ends_at=in_days(30, 12)
    )
    fresh = client.get(address, headers={"If-None-Match": mark})
    assert fresh.status_code == 200
    assert fresh["ETag"] != mark


def test_a_new_address_closes_the_old_one_and_switching_off_closes_all(cast, client, as_user):
    first = address_of(cast.aiko)
    second = address_of(cast.aiko)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    as_user(cast.aiko).post(reverse("home:feed_close"))
    assert client.get(second).status_code == 404
    assert FeedKey.objects.filter(person=cast.aiko.person).count() == 2


def test_a_wrong_proof_and_another_persons_number_open_nothing(cast, client):
    feed = members.make_feed(cast.aiko.person, by=cast.aiko)
    other = members.make_feed(cast.temir.person, by=cast.temir)
    assert client.get(reverse("home:feed_ics", args=[feed.pk, other.proof])).status_code == 404
    assert client.get(reverse("home:feed_ics", args=[feed.pk, "wrong"])).status_code == 404
    assert client.get(reverse("home:feed_ics", args=[9999999, feed.proof])).status_code == 404
    assert client.get(reverse("home:feed_ics", args=[feed.pk, feed.proof])).status_code == 200


def test_nobody_makes_or_closes_the_feed_of_somebody_else(cast):
    from foundation.core.workflow import NotPermitted

    feed = members.make_feed(cast.aiko.person, by=cast.aiko)
    with pytest.raises(NotPermitted):
        members.make_feed(cast.aiko.person, by=cast.aizada)
    with pytest.raises(NotPermitted):
        members.close_feed(feed, by=cast.aizada)


def test_the_feed_of_who_has_left_is_closed_with_their_last_day(cast, client):
    MeetingFactory(state=MeetingState.CONVENED, title="Still on")
    address = address_of(cast.aiko)
    assert b"Still on" in client.get(address).content
    cast.aiko.person.left_on = timezone.localdate() - timedelta(days=1)
    cast.aiko.person.save()
    assert client.get(address).status_code == 404


def test_the_feed_shows_what_may_be_seen_at_the_moment_of_reading(cast, client):
    meeting = MeetingFactory(state=MeetingState.CONVENED, title="For a guest")
    guest = GuestFactory(meeting=meeting, organisation=cast.orgs.sms)
    address = address_of(cast.kubanych)
    assert b"For a guest" in client.get(address).content
    guest.delete()
    assert b"For a guest" not in client.get(address).content


def test_the_feed_speaks_the_language_of_its_person(cast, client):
    MeetingFactory(
        kind=MeetingKind.QUARTERLY, state=MeetingState.CONVENED, title="Seventh", title_ru="Седьмое"
    )
    cast.aiko.language = "ru"
    cast.aiko.save()
    found = events(client.get(address_of(cast.aiko)))
    assert "Седьмое" in [str(mine["summary"]) for mine, _theirs in found.values()]


def test_the_page_of_the_feed_shows_when_it_was_read(cast, as_user, client):
    aiko = as_user(cast.aiko)
    page = aiko.get(reverse("home:calendar_feed")).content.decode()
    assert "You have no secret address yet" in page
    aiko.post(reverse("home:feed_make"))
    page = aiko.get(reverse("home:calendar_feed")).content.decode()
    assert "No program has read it yet" in page
    feed = FeedKey.objects.get(closed_at__isnull=True)
    assert feed.address in page
    client.get(reverse("home:feed_ics", args=[feed.pk, feed.proof]))
    assert "No program has read it yet" not in aiko.get(reverse("home:calendar_feed")).content.decode()
