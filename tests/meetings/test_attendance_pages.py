"""Attendance on a phone: one tap saves, once (RULES R6.32)."""

import pytest
from django.urls import reverse

from meetings.models import Attendance
from meetings.states import Presence
from meetings.workflow.attendance import record_attendance, representation
from tests.meetings.held import a_held_meeting

SCRIPT = {"HTTP_X_REQUESTED_WITH": "fetch"}


@pytest.fixture
def empty(cast):
    meeting = a_held_meeting(cast)
    meeting.attendances.all().delete()
    return meeting


def tap(client, meeting, organisation, presence, **more):
    address = reverse("meetings:attendance_record", args=[meeting.slug])
    return client.post(address, {"organisation": organisation.pk, "presence": presence, **more}, **SCRIPT)


def test_one_tap_records_the_expected_person(cast, as_user, empty):
    answer = tap(as_user(cast.aizada), empty, cast.orgs.unicef, "present")
    assert answer.status_code == 200
    assert 'aria-pressed="true"' in answer.json()["card"]
    row = Attendance.objects.get()
    assert (row.organisation, row.person) == (cast.orgs.unicef, cast.aiko.person)


def test_a_tap_sent_twice_is_one(cast, as_user, empty):
    client = as_user(cast.aizada)
    for _time in range(2):
        assert tap(client, empty, cast.orgs.unicef, "present").status_code == 200
    assert Attendance.objects.count() == 1


def test_the_alternate_stands_for_the_focal_point(cast, as_user, empty):
    client = as_user(cast.aizada)
    tap(client, empty, cast.orgs.unicef, "present")
    row = Attendance.objects.get()
    tap(client, empty, cast.orgs.unicef, "alternate", row=row.pk, version=row.version)
    row.refresh_from_db()
    assert (row.presence, row.person) == (Presence.ALTERNATE, cast.jyldyz.person)


def test_a_stale_tap_shows_what_stands_there_now(cast, as_user, empty):
    client = as_user(cast.aizada)
    tap(client, empty, cast.orgs.unicef, "present")
    row = Attendance.objects.get()
    tap(as_user(cast.pavel), empty, cast.orgs.unicef, "remote", row=row.pk, version=1)
    answer = tap(client, empty, cast.orgs.unicef, "absent", row=row.pk, version=1)
    assert answer.status_code == 409
    assert "Somebody else changed this" in answer.json()["refusal"]
    row.refresh_from_db()
    assert row.presence == Presence.REMOTE


def test_came_and_left_are_kept_and_checked(cast, as_user, empty):
    client = as_user(cast.aizada)
    tap(
        client, empty, cast.orgs.fao, "present", person=cast.temir.person.pk, came_at="10:15", left_at="11:00"
    )
    row = Attendance.objects.get()
    assert (str(row.came_at), str(row.left_at)) == ("10:15:00", "11:00:00")
    wrong = tap(
        client, empty, cast.orgs.fao, "present", row=row.pk, version=row.version, person=cast.temir.person.pk,
        came_at="11:00", left_at="10:00",
    )  # fmt: skip
    assert (wrong.status_code, "Nobody leaves before coming" in wrong.json()["refusal"]) == (422, True)


def test_two_people_of_one_organisation_and_one_typed_name(cast, as_user, empty):
    client = as_user(cast.aizada)
    tap(client, empty, cast.orgs.fao, "present")
    tap(client, empty, cast.orgs.fao, "remote", name="A consultant")
    assert sorted(str(row) for row in Attendance.objects.all()) == ["FAO: A consultant", "FAO: Temir Talasov"]


def test_an_apology_has_no_person(cast, as_user, empty):
    client = as_user(cast.aizada)
    tap(client, empty, cast.orgs.fao, "present")
    row = Attendance.objects.get()
    tap(client, empty, cast.orgs.fao, "apology", row=row.pk, version=row.version)
    row.refresh_from_db()
    assert (row.presence, row.person) == (Presence.APOLOGY, None)


def test_a_guest_is_added_without_script(cast, as_user, empty):
    client = as_user(cast.aizada)
    client.post(
        reverse("meetings:attendance_record", args=[empty.slug]),
        {"organisation": cast.orgs.who.pk, "name": "Anara Buranova", "presence": "guest"},
    )
    assert Attendance.objects.get().presence == Presence.GUEST
    assert "Anara Buranova" in client.get(reverse("meetings:attendance", args=[empty.slug])).content.decode()


def test_members_do_not_take_attendance(cast, as_user, empty):
    assert as_user(cast.aiko).get(reverse("meetings:attendance", args=[empty.slug])).status_code == 403
    assert tap(as_user(cast.aiko), empty, cast.orgs.fao, "present").status_code == 403
    assert as_user(cast.tomas).get(reverse("meetings:attendance", args=[empty.slug])).status_code == 200
    assert tap(as_user(cast.tomas), empty, cast.orgs.fao, "present").status_code == 403


def test_representation_is_said_in_words(cast, empty):
    for organisation in (cast.orgs.unicef, cast.orgs.fao):
        record_attendance(empty, by=cast.aizada, organisation=organisation, presence="present")
    said = [str(sentence) for sentence in representation(empty).sentences]
    assert said == [
        "2 of 5 members are represented.",
        "More than half of the members are needed for decisions.",
        "Not there: Co-Chair, UN Resident Coordinator.",
        "Not there: Co-Chair, Head of IOM Office.",
    ]
    record_attendance(
        empty, by=cast.aizada, organisation=cast.orgs.rco, presence="present", person=cast.ingrid.person
    )
    record_attendance(
        empty, by=cast.aizada, organisation=cast.orgs.iom, presence="present", person=cast.tomas.person
    )
    assert representation(empty).is_enough
