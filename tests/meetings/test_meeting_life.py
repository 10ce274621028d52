"""The life of a meeting (RULES R6.30, R10.52)."""

from datetime import timedelta

import pytest
import time_machine

from foundation.audit.models import Act
from foundation.core.workflow import NotPermitted, Refused, Stale
from meetings.models import Meeting
from meetings.states import MeetingKind, MeetingState
from meetings.workflow import meeting as life
from meetings.workflow.planning import checklist
from tests.factories.meetings import MeetingFactory, in_days


@pytest.fixture
def planned(cast):
    return life.plan_meeting(
        by=cast.aizada,
        kind=MeetingKind.QUARTERLY,
        title="Third",
        starts_at=in_days(16),
        ends_at=in_days(16, 12),
    )


def test_a_meeting_gets_the_next_number_and_its_address(cast, planned):
    following = life.plan_meeting(
        by=cast.aizada,
        kind=MeetingKind.QUARTERLY,
        title="Fourth",
        starts_at=in_days(20),
        ends_at=in_days(20, 12),
    )
    assert (planned.slug, following.slug) == ("qm-1", "qm-2")
    assert Act.objects.about(planned).first().verb == "meetings.plan_meeting"


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (in_days(-1), in_days(-1, 12), "has passed"),
        (in_days(20, 12), in_days(20, 10), "would end before it starts"),
        (in_days(16, 11), in_days(16, 13), "takes place then"),
    ],
)
def test_an_impossible_time_is_refused_in_words(cast, planned, starts, ends, words):
    with pytest.raises(Refused, match=words):
        life.plan_meeting(by=cast.aizada, kind="quarterly", title="X", starts_at=starts, ends_at=ends)
    assert Meeting.objects.count() == 1


def test_a_meeting_that_ends_as_the_next_begins_does_not_overlap(cast, planned):
    life.plan_meeting(
        by=cast.aizada, kind="extraordinary", title="X", starts_at=in_days(16, 12), ends_at=in_days(16, 13)
    )
    assert Meeting.objects.count() == 2


def test_only_the_secretariat_convenes(cast, planned):
    for user in (cast.aiko, cast.ingrid, cast.kubanych, cast.stranger):
        with pytest.raises(NotPermitted):
            life.convene(planned, by=user)
    life.convene(planned, by=cast.pavel)
    assert planned.state == MeetingState.CONVENED


def test_a_second_click_is_told_and_does_nothing(cast, planned):
    life.convene(planned, by=cast.aizada)
    with pytest.raises(Refused, match="not possible any more"):
        life.convene(planned, by=cast.aizada)
    assert Act.objects.filter(verb="meetings.convene").count() == 1


def test_postponing_wants_a_reason_and_voids_the_answers(cast, planned):
    from meetings.workflow.rsvp import reply

    life.convene(planned, by=cast.aizada)
    reply(planned, by=cast.aiko, organisation=cast.orgs.unicef, answer="in-person")
    with pytest.raises(Refused, match="Say why"):
        life.postpone(planned, by=cast.aizada, reason="  ")
    life.postpone(planned, by=cast.aizada, reason="The room is flooded.")
    assert planned.state == MeetingState.POSTPONED
    assert not planned.replies.filter(is_current=True).exists()
    assert planned.replies.count() == 1
    life.convene_again(planned, by=cast.aizada, starts_at=in_days(30), ends_at=in_days(30, 12))
    assert (planned.state, planned.starts_at) == (MeetingState.CONVENED, in_days(30))


def test_postponing_to_an_impossible_date_changes_nothing(cast, planned):
    life.convene(planned, by=cast.aizada)
    with pytest.raises(Refused, match="has passed"):
        life.postpone(planned, by=cast.aizada, reason="Ill", starts_at=in_days(-3), ends_at=in_days(-3, 12))
    planned.refresh_from_db()
    assert planned.state == MeetingState.CONVENED


def test_it_is_held_from_its_first_minute_on(cast, planned):
    life.convene(planned, by=cast.aizada)
    with (
        time_machine.travel(planned.starts_at - timedelta(seconds=1)),
        pytest.raises(Refused, match="once it has begun"),
    ):
        life.hold(planned, by=cast.aizada)
    with time_machine.travel(planned.starts_at):
        life.hold(planned, by=cast.aizada)
    assert planned.state == MeetingState.HELD


def test_a_held_meeting_is_not_cancelled(cast, planned):
    life.convene(planned, by=cast.aizada)
    with time_machine.travel(planned.starts_at):
        life.hold(planned, by=cast.aizada)
    with pytest.raises(Refused):
        life.cancel(planned, by=cast.aizada, reason="Too late")


def test_a_stale_edit_of_the_facts_overwrites_nothing(cast, planned):
    life.edit_meeting(planned, by=cast.aizada, expected=1, place="Room 1")
    with pytest.raises(Stale) as stale:
        life.edit_meeting(planned, by=cast.pavel, expected=1, place="Room 2")
    assert stale.value.current.place == "Room 1"


def test_members_are_not_guests(cast, planned):
    with pytest.raises(Refused, match="invited already"):
        life.invite_guest(planned, by=cast.aizada, organisation=cast.orgs.fao)
    guest = life.invite_guest(planned, by=cast.aizada, organisation=cast.orgs.sms)
    life.withdraw_guest(planned, by=cast.aizada, guest=guest)
    assert not planned.guests.exists()


def test_the_steps_are_counted_back_in_working_days(cast):
    meeting = MeetingFactory(starts_at=in_days(60), ends_at=in_days(60, 12))
    steps = checklist(meeting)
    assert [step.name for step in steps] == [
        "notice", "call", "draft", "papers", "final", "minutes", "comments", "approved",
    ]  # fmt: skip
    assert [step.due for step in steps] == sorted(step.due for step in steps)


def test_who_sees_a_meeting_in_preparation(cast, planned, as_user):
    seen = {name: as_user(getattr(cast, name)).get("/meetings/qm-1/").status_code
            for name in ("aizada", "ingrid", "aiko", "kwame", "kubanych", "hans", "stranger", "public")}  # fmt: skip
    assert seen == {"aizada": 200, "ingrid": 200, "aiko": 404, "kwame": 404, "kubanych": 404, "hans": 302,
                    "stranger": 404, "public": 302}  # fmt: skip
    life.convene(planned, by=cast.aizada)
    assert as_user(cast.aiko).get("/meetings/qm-1/").status_code == 200
    assert as_user(cast.kubanych).get("/meetings/qm-1/").status_code == 404
    life.invite_guest(planned, by=cast.aizada, organisation=cast.orgs.sms)
    assert as_user(cast.kubanych).get("/meetings/qm-1/").status_code == 200


def test_a_day_off_wants_a_tick_and_keeps_what_was_typed(cast, as_user):
    from members.models import Holiday

    day = in_days(16).date()
    Holiday.objects.create(day=day, name="A holiday")
    client = as_user(cast.aizada)
    data = {"kind": "quarterly", "title": "Typed words", "day": str(day), "starts": "10:00", "length": "120",
            "mode": "online", "language": "en"}  # fmt: skip
    page = client.post("/meetings/new/", data).content.decode()
    assert "The offices are closed on" in page
    assert "Typed words" in page
    assert client.post("/meetings/new/", {**data, "day_off_is_meant": "on"}).status_code == 302
    assert Meeting.objects.get().title == "Typed words"


def test_an_overlapping_time_is_said_on_the_page_and_keeps_what_was_typed(cast, planned, as_user):
    data = {"kind": "quarterly", "title": "Typed words", "day": str(in_days(16).date()), "starts": "11:00",
            "length": "60", "mode": "online", "language": "en", "day_off_is_meant": "on"}  # fmt: skip
    page = as_user(cast.aizada).post("/meetings/new/", data).content.decode()
    assert "takes place then" in page
    assert "Typed words" in page


def test_a_forged_move_of_a_member_gets_403(cast, planned, as_user):
    life.convene(planned, by=cast.aizada)
    assert as_user(cast.aiko).post("/meetings/qm-1/hold/").status_code == 403
    assert as_user(cast.aiko).post("/meetings/qm-1/cancel/", {"reason": "x"}).status_code == 403
    planned.refresh_from_db()
    assert planned.state == MeetingState.CONVENED


@pytest.mark.parametrize("name", ["aizada", "ingrid", "aiko", "kubanych", "kwame"])
def test_every_page_of_a_meeting_opens_for_who_may_see_it(cast, planned, as_user, name):
    life.convene(planned, by=cast.aizada)
    life.invite_guest(planned, by=cast.aizada, organisation=cast.orgs.sms)
    client = as_user(getattr(cast, name))
    for address in ("/meetings/", "/meetings/qm-1/", "/meetings/qm-1/agenda/", "/meetings/qm-1/agenda.ics"):
        assert client.get(address).status_code == 200, address


def test_two_officers_edit_the_facts_and_the_second_sees_both(cast, planned, as_user):
    client = as_user(cast.aizada)
    life.edit_meeting(planned, by=cast.pavel, expected=1, place="His room")
    form = {"kind": "quarterly", "title": "Her title", "day": str(in_days(16).date()), "starts": "10:00",
            "length": "120", "mode": "hybrid", "language": "en", "place": "Her room", "version": "1",
            "day_off_is_meant": "on"}  # fmt: skip
    page = client.post("/meetings/qm-1/edit/", form).content.decode()
    assert "His room" in page
    assert "Her room" in page
    planned.refresh_from_db()
    assert planned.place == "His room"
    assert client.post("/meetings/qm-1/edit/", {**form, "version": "2"}).status_code == 302
    planned.refresh_from_db()
    assert planned.place == "Her room"


def test_postponing_to_a_new_date_shows_the_invitation_before_it_goes(cast, planned, as_user):
    life.convene(planned, by=cast.aizada)
    client = as_user(cast.aizada)
    form = {"reason": "Flood", "day": str(in_days(30).date()), "starts": "10:00", "length": "120",
            "day_off_is_meant": "on"}  # fmt: skip
    answer = client.post("/meetings/qm-1/postpone/", form)
    assert answer["Location"] == "/meetings/qm-1/letters/invitation/"
    page = client.get(answer["Location"]).content.decode()
    assert "has a new date" in page
    assert "Flood" in page


def test_a_new_day_without_its_hour_is_asked_for_and_not_dropped(cast, planned, as_user):
    life.convene(planned, by=cast.aizada)
    client = as_user(cast.aizada)
    assert client.get("/meetings/qm-1/postpone/").context["form"]["starts"].value().hour == 10
    form = {
        "reason": "Flood",
        "day": str(in_days(30).date()),
        "starts": "",
        "length": "120",
        "day_off_is_meant": "on",
    }
    answer = client.post("/meetings/qm-1/postpone/", form)
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"starts"}
    planned.refresh_from_db()
    assert planned.state == "convened"


def test_cancelling_shows_the_letter_and_the_page_asks_for_it_until_it_went(cast, planned, as_user):
    from meetings import letters

    life.convene(planned, by=cast.aizada)
    client = as_user(cast.aizada)
    answer = client.post("/meetings/qm-1/cancel/", {"reason": "No room"})
    assert answer["Location"] == "/meetings/qm-1/letters/cancelled/"
    assert "Tell those who were invited" in client.get("/meetings/qm-1/").content.decode()
    letters.circulate_letter(letters.MeetingCancelled(planned), by=cast.aizada)
    assert "Tell those who were invited" not in client.get("/meetings/qm-1/").content.decode()


def test_the_list_costs_the_same_however_many_meetings_there_are(cast, as_user, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = as_user(cast.aizada)
    MeetingFactory(number=1, slug="qm-1")
    client.get("/meetings/")
    with CaptureQueriesContext(connection) as first:
        client.get("/meetings/")
    for number in range(2, 12):
        MeetingFactory(number=number, slug=f"qm-{number}")
    with django_assert_num_queries(len(first)):
        client.get("/meetings/")
