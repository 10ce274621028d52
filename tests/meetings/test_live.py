"""A meeting as it runs: times that are kept, taps that count once, screens that show nothing private."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from decisions.models import Decision
from foundation.core.workflow import NotPermitted, Refused, Stale
from meetings.models import ItemInTheRoom, Minutes, MinutesEntry, Stretch
from meetings.states import ItemKind, MeetingState
from meetings.workflow import agenda, circulated, live
from meetings.workflow import meeting as life
from meetings.workflow.course import course_of
from tests.factories.meetings import GuestFactory, MeetingFactory

SCRIPT = {"HTTP_X_REQUESTED_WITH": "fetch"}


@pytest.fixture
def begun(cast):
    """A convened meeting half an hour before its time, with a circulated agenda of three items."""
    now = timezone.now()
    meeting = MeetingFactory(
        state=MeetingState.CONVENED,
        starts_at=now - timedelta(minutes=30),
        ends_at=now + timedelta(minutes=90),
    )
    for title, more in (
        ("Opening", {"minutes": 10}), ("Data", {"minutes": 20, "kind": ItemKind.DECISION}),
        ("For guests", {"minutes": 15, "is_open_to_guests": True}),
    ):  # fmt: skip
        agenda.add_item(meeting, by=cast.aizada, title=title, secretariat_notes=f"Private of {title}", **more)
    circulated.issue_agenda(meeting, by=cast.aizada, edition="final")
    ContentType.objects.get_for_models(ItemInTheRoom, Decision, Minutes, MinutesEntry)
    return meeting


@pytest.fixture
def items(begun):
    return list(begun.items.on_agenda())


@pytest.fixture
def running(cast, begun):
    live.open_sitting(begun, by=cast.aizada, at=timezone.now() - timedelta(minutes=30))
    return begun


def minutes_ago(minutes):
    return timezone.now() - timedelta(minutes=minutes)


def post(client, meeting, move, *arguments, **data):
    address = reverse(f"meetings:live_{move}", args=[meeting.slug, *arguments])
    return client.post(address, data, **SCRIPT)


def test_the_next_item_ends_the_one_before_at_the_same_instant(cast, running, items):
    live.start_item(running, by=cast.aizada, item=items[0].pk, at=minutes_ago(25))
    live.start_item(running, by=cast.aizada, item=items[1].pk, at=minutes_ago(10))
    first, second = Stretch.objects.all()
    assert (first.ended_at, second.ended_at) == (second.started_at, None)
    course = course_of(running)
    assert (course.current.item, course.next.item, course.previous.item) == (items[1], items[2], items[0])
    assert course.lines[0].minutes_taken == 15


def test_an_item_taken_up_again_keeps_both_times(cast, running, items):
    for item, ago in ((items[0], 25), (items[1], 15), (items[0], 10)):
        live.start_item(running, by=cast.aizada, item=item.pk, at=minutes_ago(ago))
    live.stop_item(running, by=cast.aizada, at=minutes_ago(5))
    line = course_of(running).lines[0]
    assert (len(line.stretches), line.minutes_taken, line.is_current) == (2, 15, False)


def test_a_tap_sent_twice_counts_once(cast, as_user, running, items):
    client = as_user(cast.aizada)
    for _time in range(2):
        assert post(client, running, "start", items[0].pk).status_code == 200
        assert post(client, running, "extend", items[0].pk, extra_minutes=5).status_code == 200
    assert Stretch.objects.count() == 1
    assert ItemInTheRoom.objects.get().extra_minutes == 5


def test_a_tap_from_a_tablet_without_a_line_counts_from_its_own_time(cast, as_user, running, items):
    at = minutes_ago(12)
    sent = at.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    assert post(as_user(cast.aizada), running, "start", items[0].pk, at=sent).status_code == 200
    assert abs(Stretch.objects.get().started_at - at) < timedelta(seconds=1)


def test_a_tap_that_was_overtaken_is_refused_in_words(cast, as_user, running, items):
    live.start_item(running, by=cast.pavel, item=items[1].pk, at=minutes_ago(3))
    sent = minutes_ago(9).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    answer = post(as_user(cast.aizada), running, "start", items[0].pk, at=sent)
    assert answer.status_code == 422
    assert "this earlier tap was not taken" in answer.json()["refusal"]
    assert course_of(running).current.item == items[1]


def test_no_tap_is_ahead_of_our_clock_or_before_the_opening(cast, running, items):
    live.start_item(running, by=cast.aizada, item=items[0].pk, at=minutes_ago(-60))
    assert Stretch.objects.get().started_at <= timezone.now()
    live.stop_item(running, by=cast.aizada)
    began_at = running.sitting.began_at
    with pytest.raises(Refused):
        live.start_item(running, by=cast.aizada, item=items[1].pk, at=began_at - timedelta(hours=1))


def test_a_meeting_is_opened_at_most_two_hours_before_its_time(cast):
    early = MeetingFactory(state=MeetingState.CONVENED)
    with pytest.raises(Refused, match="too early"):
        live.open_sitting(early, by=cast.aizada)
    draft = MeetingFactory()
    with pytest.raises(Refused, match="convened"):
        live.open_sitting(draft, by=cast.aizada)


@pytest.mark.parametrize("person", ["ingrid", "aiko", "kwame", "kubanych"])
def test_only_the_secretariat_keeps_the_clock(cast, begun, person):
    with pytest.raises(NotPermitted):
        live.open_sitting(begun, by=getattr(cast, person))


def test_the_plan_says_by_how_much_the_meeting_would_end_late(cast, running, items):
    live.start_item(running, by=cast.aizada, item=items[0].pk, at=minutes_ago(2))
    # 8 minutes of the first item and 35 of the others are to come; 90 are left.
    assert course_of(running).minutes_late == -47
    live.extend_item(running, by=cast.aizada, item=items[0].pk, extra_minutes=60)
    assert course_of(running).minutes_late == 13


def test_two_who_type_the_wording_lose_nothing(cast, running, items):
    live.start_item(running, by=cast.aizada, item=items[1].pk)
    mine, theirs = ItemInTheRoom.objects.get(), ItemInTheRoom.objects.get()
    live.project_wording(mine, by=cast.aizada, wording="Agrees.", is_projected=True, version=1)
    with pytest.raises(Stale) as stale:
        live.project_wording(theirs, by=cast.pavel, wording="Decides.", is_projected=True, version=1)
    assert stale.value.current.wording == "Agrees."
    live.project_wording(theirs, by=cast.pavel, wording="Decides.", is_projected=True, version=2)
    assert ItemInTheRoom.objects.get().wording == "Decides."


def test_a_stale_wording_answers_409_with_the_other_text(cast, as_user, running, items):
    live.start_item(running, by=cast.aizada, item=items[1].pk)
    live.project_wording(
        ItemInTheRoom.objects.get(), by=cast.pavel, wording="Decides.", is_projected=True, version=1
    )
    answer = post(as_user(cast.aizada), running, "wording", items[1].pk, wording="Agrees.", version=1)
    assert (answer.status_code, answer.json()["theirs"]) == (409, "Decides.")


def test_the_wording_is_recorded_in_the_draft_minutes_once(cast, as_user, running, items):
    live.start_item(running, by=cast.aizada, item=items[1].pk)
    taken = ItemInTheRoom.objects.get()
    live.project_wording(taken, by=cast.aizada, wording="The Network agrees.", is_projected=True, version=1)
    for _time in range(2):
        assert post(as_user(cast.aizada), running, "record", items[1].pk).status_code == 200
    assert items[1].entry.decisions.get().text == "The Network agrees."


def test_the_screens_follow_and_get_304_while_nothing_changed(cast, as_user, running, items):
    live.start_item(running, by=cast.aizada, item=items[1].pk)
    for page, person in (("live_screen", "aizada"), ("live_follow", "aiko"), ("live", "aizada")):
        client = as_user(getattr(cast, person))
        address = reverse(f"meetings:{page}", args=[running.slug])
        first = client.get(address, **SCRIPT)
        assert (first.status_code, "<html" in first.content.decode()) == (200, False)
        tag = first.headers["ETag"]
        assert client.get(address, HTTP_IF_NONE_MATCH=tag, **SCRIPT).status_code == 304
        live.extend_item(
            running, by=cast.aizada, item=items[1].pk,
            extra_minutes=ItemInTheRoom.objects.get().extra_minutes + 5,
        )  # fmt: skip
        assert client.get(address, HTTP_IF_NONE_MATCH=tag, **SCRIPT).status_code == 200


def test_the_tag_of_one_reader_says_nothing_to_another(cast, as_user, running):
    address = reverse("meetings:live_follow", args=[running.slug])
    tag = as_user(cast.aiko).get(address, **SCRIPT).headers["ETag"]
    assert as_user(cast.temir).get(address, HTTP_IF_NONE_MATCH=tag, **SCRIPT).status_code == 200


def test_screens_show_no_private_note_and_no_item_that_was_not_circulated(cast, as_user, running, items):
    agenda.add_item(running, by=cast.aizada, title="Not circulated")
    live.start_item(running, by=cast.aizada, item=items[2].pk)
    for page in ("live_screen", "live_follow"):
        for person in ("aizada", "aiko"):
            text = (
                as_user(getattr(cast, person))
                .get(reverse(f"meetings:{page}", args=[running.slug]))
                .content.decode()
            )
            assert "For guests" in text
            assert ("Private of" in text, "Not circulated" in text) == (False, False)


def test_a_wording_is_seen_only_once_it_is_shown(cast, as_user, running, items):
    live.start_item(running, by=cast.aizada, item=items[1].pk)
    taken = ItemInTheRoom.objects.get()
    address = reverse("meetings:live_screen", args=[running.slug])
    live.project_wording(taken, by=cast.aizada, wording="Agrees to kites.", is_projected=False, version=1)
    assert "kites" not in as_user(cast.aiko).get(address).content.decode()
    live.project_wording(taken, by=cast.aizada, wording="Agrees to kites.", is_projected=True, version=2)
    assert "kites" in as_user(cast.aiko).get(address).content.decode()
    assert "kites" not in as_user(cast.kwame).get(address).content.decode()


def test_a_guest_sees_that_members_are_among_themselves(cast, as_user, running, items):
    GuestFactory(meeting=running, organisation=cast.orgs.sms)
    live.start_item(running, by=cast.aizada, item=items[1].pk)
    client = as_user(cast.kubanych)
    text = client.get(
        reverse("meetings:live_follow", args=[running.slug]), HTTP_ACCEPT_LANGUAGE="en"
    ).content.decode()
    assert "Data" not in text.split("<main")[1]
    live.start_item(running, by=cast.aizada, item=items[2].pk)
    text = client.get(reverse("meetings:live_follow", args=[running.slug])).content.decode()
    assert "For guests" in text


def test_closing_stops_the_clock_and_offers_hold_and_minutes(cast, as_user, running, items):
    live.start_item(running, by=cast.aizada, item=items[0].pk, at=minutes_ago(5))
    page = as_user(cast.aizada).post(reverse("meetings:live_close", args=[running.slug]), follow=True)
    text = page.content.decode()
    assert not Stretch.objects.filter(ended_at__isnull=True).exists()
    assert ("Mark as held" in text, "Take minutes" in text, "Open it again" in text) == (True, True, True)
    live.reopen_sitting(running, by=cast.aizada)
    assert live.is_running(running)
    live.close_sitting(running, by=cast.aizada)
    life.hold(running, by=cast.aizada)
    with pytest.raises(Refused, match="held"):
        live.reopen_sitting(running, by=cast.aizada)


def test_who_comes_late_is_tapped_at_the_desk(cast, as_user, running):
    address = reverse("meetings:attendance_record", args=[running.slug])
    as_user(cast.aizada).post(
        address,
        {
            "organisation": cast.orgs.fao.pk,
            "person": cast.temir.person.pk,
            "presence": "present",
            "came_at": "10:20",
        },
        **SCRIPT,
    )
    row = running.attendances.get()
    assert (row.person, str(row.came_at)) == (cast.temir.person, "10:20:00")
    desk = as_user(cast.aizada).get(reverse("meetings:live", args=[running.slug])).content.decode()
    assert ("came" in desk, "10:20" in desk) == (True, True)
