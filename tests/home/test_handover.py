"""Handover: the successor gets what is open in one pack, the secretariat is told what to move (RULES R10.62)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from decisions.workflow.action_points import edit_action_point, mark_done
from foundation.circulation.models import Circulation, Delivery
from meetings.states import MeetingState, MinutesState
from members.models import Handover, Person, Representation
from members.standing import Standing
from members.states import Office
from members.workflow import hand_over_office, hand_over_representation, leave
from tests.factories.decisions import ActionPointFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, MinutesFactory, in_days
from tests.factories.members import PersonWithAccountFactory
from tests.factories.review import VersionFactory
from unmn.home.awaiting import what_awaits
from unmn.home.packs import send_packs
from unmn.home.reassigning import to_move


@pytest.fixture
def world(cast, settings, tmp_path):
    """FAO's focal point hands over today to a new colleague; what is open names both the body and the person."""
    settings.MEDIA_ROOT = tmp_path
    cast.nurlan = PersonWithAccountFactory(
        slug="nurlan", name="Nurlan Sonkulov", organisation=cast.orgs.fao
    ).user
    cast.point = ActionPointFactory(
        text="Send the figures", owner=cast.orgs.fao, person=cast.temir.person,
        due_on=timezone.localdate() + timedelta(days=4),
    )  # fmt: skip
    cast.meeting = MeetingFactory(
        state=MeetingState.CONVENED, title="Seventh quarterly meeting", chair=cast.temir.person,
        starts_at=in_days(9), ends_at=in_days(9, 12),
    )  # fmt: skip
    cast.item = AgendaItemFactory(meeting=cast.meeting, title="Rural return")
    cast.item.presenters.add(cast.temir.person, cast.aiko.person)
    MinutesFactory(
        meeting=MeetingFactory(
            state=MeetingState.HELD, title="Sixth quarterly meeting", starts_at=in_days(-40), ends_at=in_days(-40, 12)
        ),
        state=MinutesState.IN_REVIEW, text=VersionFactory().text, review_ends=in_days(3),
    )  # fmt: skip
    return cast


def hand_over(world, *, on=None, to=None):
    row = Representation.objects.get(organisation=world.orgs.fao, person=world.temir.person)
    on = on or timezone.localdate()
    hand_over_representation(row, by=world.aizada, to=to or world.nurlan.person, on=on)
    for user in (world.temir, world.nurlan, world.aizada):
        user.__dict__.pop("_standing", None)
    return Handover.objects.get()


def read(client, row):
    response = client.get(reverse("home:handover", args=[row.pk]))
    return response.content.decode() if response.status_code == 200 else response.status_code


def test_the_successor_finds_open_points_answers_meetings_and_the_last_minutes(world, as_user):
    page = read(as_user(world.nurlan), hand_over(world))
    for words in (
        "Send the figures", "Say who attends: Seventh quarterly meeting", "Sixth quarterly meeting",
        "Read the draft minutes: Sixth quarterly meeting", "Focal point of FAO",
    ):  # fmt: skip
        assert words in page
    assert "What to move" not in page


def test_the_access_of_the_predecessor_ends_with_the_last_day(world, as_user, time_machine):
    now = timezone.now()
    time_machine.move_to(now)
    row = hand_over(world, on=timezone.localdate() + timedelta(days=3))
    assert Standing.of(world.temir).represents_a_member
    assert not Standing.of(world.nurlan).represents_a_member
    time_machine.move_to(now + timedelta(days=3))
    assert read(as_user(world.temir), row) == 404
    client = as_user(world.temir)
    assert client.get(world.meeting.get_absolute_url()).status_code == 404
    assert as_user(world.nurlan).get(world.meeting.get_absolute_url()).status_code == 200


def test_before_the_first_day_the_pack_shows_nothing_that_the_successor_may_not_see(world, as_user):
    row = hand_over(world, on=timezone.localdate() + timedelta(days=3))
    page = read(as_user(world.nurlan), row)
    assert "The pack fills on the first day" in page
    assert "Send the figures" not in page


def test_the_pack_is_there_for_sixty_days(world, as_user, time_machine):
    now = timezone.now()
    time_machine.move_to(now)
    row = hand_over(world)
    time_machine.move_to(now + timedelta(days=60))
    assert "Focal point of FAO" in read(as_user(world.nurlan), row)
    time_machine.move_to(now + timedelta(days=61))
    assert read(as_user(world.nurlan), row) == 404
    assert "Focal point of FAO" in read(as_user(world.aizada), row)


def test_the_pack_goes_by_mail_on_the_first_day_once(world, time_machine):
    now = timezone.now()
    time_machine.move_to(now)
    hand_over(world, on=timezone.localdate() + timedelta(days=1))
    send_packs()
    assert not Circulation.objects.exists()
    time_machine.move_to(now + timedelta(days=1))
    send_packs()
    send_packs()
    letter = Delivery.objects.get()
    assert (letter.name, letter.subject) == ("Nurlan Sonkulov", "Your handover pack: Focal point of FAO")
    assert "Send the figures" in letter.text
    assert letter.attachments.get().media_type == "application/pdf"


def test_the_pack_as_pdf(world, as_user):
    response = as_user(world.nurlan).get(reverse("home:handover_pdf", args=[hand_over(world).pk]))
    assert b"".join(response.streaming_content if response.streaming else [response.content])[:5] == b"%PDF-"


def test_the_secretariat_is_told_what_to_move(world):
    row = hand_over(world)
    assert [one.kind for one in to_move(row)] == ["action-point", "meeting", "agenda-item"]
    told = [one for one in what_awaits(world.aizada) if one.url == row.get_absolute_url()]
    assert [one.title for one in told] == ["3 things still name Temir Talasov"]
    assert [one for one in what_awaits(world.aiko) if one.url == row.get_absolute_url()] == []


def test_each_row_is_moved_with_one_click(world, as_user):
    row = hand_over(world)
    client = as_user(world.aizada)
    for one in to_move(row):
        client.post(reverse("home:handover_reassign", args=[row.pk, one.kind, one.row.pk]))
    world.point.refresh_from_db()
    world.meeting.refresh_from_db()
    assert world.point.person == world.nurlan.person
    assert world.meeting.chair == world.nurlan.person
    assert set(world.item.presenters.all()) == {world.nurlan.person, world.aiko.person}
    assert to_move(row) == []
    assert "Nothing names the predecessor any more" in read(client, row)


def test_what_does_not_name_the_predecessor_cannot_be_moved(world, as_user):
    row = hand_over(world)
    other = ActionPointFactory(owner=world.orgs.fao, person=world.nurlan.person)
    url = reverse("home:handover_reassign", args=[row.pk, "action-point", other.pk])
    assert as_user(world.aizada).post(url).status_code == 404
    mark_done(world.point, by=world.aizada, evidence="Sent")
    url = reverse("home:handover_reassign", args=[row.pk, "action-point", world.point.pk])
    assert as_user(world.aizada).post(url).status_code == 404


def test_an_office_is_handed_over_the_same_way(world, as_user):
    officer = PersonWithAccountFactory(slug="officer", name="New Officer", organisation=world.orgs.iom)
    pavel = world.pavel.person.appointments.get(office=Office.SECRETARIAT)
    hand_over_office(pavel, by=world.aizada, to=officer, on=timezone.localdate())
    row = Handover.objects.get()
    assert (row.office, row.organisation) == (Office.SECRETARIAT, None)
    assert "Secretariat" in read(as_user(officer.user), row)
    assert not Standing.of(type(world.pavel).objects.get(pk=world.pavel.pk)).is_secretariat


def test_after_the_handover_the_office_comes_to_what_is_to_be_moved(world, as_user):
    row = Representation.objects.get(organisation=world.orgs.fao, person=world.temir.person)
    response = as_user(world.aizada).post(
        reverse("members:representation_hand_over", args=[row.pk]),
        {"to": world.nurlan.person.pk, "on": timezone.localdate().isoformat()},
    )
    assert response.url == Handover.objects.get().get_absolute_url()


def test_a_successor_without_an_account_is_to_be_invited(world, as_user):
    newcomer = Person.objects.create(slug="newcomer", name="A Newcomer", organisation=world.orgs.fao)
    row = hand_over(world, to=newcomer)
    assert "The successor has no account yet" in read(as_user(world.aizada), row)
    send_packs()
    assert not Circulation.objects.exists()


def test_the_secretariat_is_told_what_names_somebody_who_leaves_without_a_successor(world, as_user):
    def told():
        world.aizada.__dict__.pop("_standing", None)
        return [one.title for one in what_awaits(world.aizada) if "leaves and is still named" in one.title]

    assert told() == []
    leave(world.temir.person, by=world.aizada, on=timezone.localdate() + timedelta(days=5))
    assert {title.partition(": ")[2] for title in told()} == {
        "Send the figures", "Seventh quarterly meeting", "Seventh quarterly meeting: Rural return"
    }  # fmt: skip
    assert "Send the figures" in as_user(world.aizada).get("/").text
    edit_action_point(
        world.point, by=world.aizada, text="Send the figures", owner=world.orgs.fao, person=world.nurlan.person,
        due_on=world.point.due_on, decision=None,
    )  # fmt: skip
    assert not any(title.endswith("Send the figures") for title in told())
