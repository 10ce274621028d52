"""Calendar objects by RFC 5545 and 5546, read back by two libraries that did not write them for each other."""

from datetime import UTC, datetime

import icalendar
import pytest
import vobject

from foundation.circulation import calendar
from foundation.circulation.letters import Recipient
from tests.circulation.letter import an_event

AIKO = Recipient("Aiko Minatogawa; UNICEF, Bishkek", "aiko@unicef.test")
LONG = "Мунун аталышы абдан узун. " * 12


def parsed(text):
    """The same event as both libraries read it."""
    mine = icalendar.Calendar.from_ical(text)
    theirs = vobject.readOne(text)
    return mine, mine.walk("VEVENT")[0], theirs, theirs.vevent


def test_an_invitation_says_the_same_to_both_readers():
    text = calendar.invitation(an_event(sequence=3, location="UN House", description="Agenda"), AIKO)
    mine, event, theirs, component = parsed(text)
    assert mine["method"] == theirs.method.value == "REQUEST"
    assert event["uid"] == component.uid.value == "meeting-7@unmn.example"
    assert event["sequence"] == int(component.sequence.value) == 3
    assert event.decoded("dtstart") == component.dtstart.value == datetime(2026, 12, 10, 4, tzinfo=UTC)
    assert event.decoded("dtend") == component.dtend.value
    assert component.attendee.value == "mailto:aiko@unicef.test"
    assert component.attendee.params["CN"] == ["Aiko Minatogawa; UNICEF, Bishkek"]
    assert component.attendee.params["RSVP"] == ["TRUE"]
    assert component.attendee.params["PARTSTAT"] == ["NEEDS-ACTION"]
    assert component.organizer.value == "mailto:secretariat@unmn.example"
    assert component.dtstamp.value.tzinfo is not None


def test_times_are_utc_and_need_no_time_zone():
    text = calendar.invitation(an_event(), AIKO)
    assert "DTSTART:20261210T040000Z\r\n" in text
    assert "TZID" not in text


def test_a_cancellation_cancels_the_same_event():
    text = calendar.invitation(an_event(method="CANCEL", status="CANCELLED", sequence=4), AIKO)
    mine, event, theirs, component = parsed(text)
    assert mine["method"] == theirs.method.value == "CANCEL"
    assert event["status"] == component.status.value == "CANCELLED"
    assert event["uid"] == "meeting-7@unmn.example"


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_lines_end_with_crlf_and_are_folded_by_bytes(method):
    text = calendar.invitation(an_event(method=method, summary=LONG, description="a, b; c\\d\nnext"), AIKO)
    assert text.endswith("END:VCALENDAR\r\n")
    lines = text.split("\r\n")
    assert not any("\n" in line or "\r" in line for line in lines)
    assert max(len(line.encode()) for line in lines) <= 75
    _mine, event, _theirs, component = parsed(text)
    assert str(event["summary"]) == component.summary.value == LONG
    assert str(event["description"]) == component.description.value == "a, b; c\\d\nnext"


def test_what_rfc_5546_asks_of_a_request_is_there_once():
    text = calendar.invitation(an_event(), AIKO)
    for name in (
        "UID",
        "SEQUENCE",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "ORGANIZER",
        "ATTENDEE",
        "STATUS",
    ):
        assert sum(line.split(":")[0].split(";")[0] == name for line in text.split("\r\n")) == 1, name
    for name in ("VERSION:2.0", "METHOD:REQUEST", "PRODID:-//UN Migration Network"):
        assert text.count(name) == 1


def test_a_file_to_download_publishes_without_attendees():
    data = calendar.to_download(an_event(), an_event(uid="meeting-8@unmn.example"), name="UNMN")
    mine = icalendar.Calendar.from_ical(data)
    assert mine["method"] == "PUBLISH"
    assert mine["x-wr-calname"] == "UNMN"
    assert [event["uid"] for event in mine.walk("VEVENT")] == [
        "meeting-7@unmn.example",
        "meeting-8@unmn.example",
    ]
    assert b"ATTENDEE" not in data
    assert len(list(vobject.readOne(data.decode()).vevent_list)) == 2


def test_an_invitation_finds_another_address():
    text = calendar.for_address(calendar.invitation(an_event(sequence=2), AIKO), "new@unicef.test")
    _mine, event, theirs, component = parsed(text)
    assert component.attendee.value == "mailto:new@unicef.test"
    assert component.attendee.params["CN"] == ["Aiko Minatogawa; UNICEF, Bishkek"]
    assert (event["sequence"], theirs.method.value) == (2, "REQUEST")
    assert text.count("ATTENDEE") == 1
