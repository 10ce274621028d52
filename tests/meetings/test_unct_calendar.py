"""Reading the UNCT's dates from a calendar on the web: valid or not, small or endless, near or private."""

import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from foundation.core.workflow import THE_PORTAL
from foundation.core.working_days import BISHKEK
from meetings import unct_calendar
from meetings.models import UnctMeeting, UnctSource
from meetings.models.cadence import open_questions
from meetings.states import MeetingState
from meetings.states_cadence import Problem
from meetings.tasks_cadence import read_the_unct_calendar
from meetings.unct_calendar import CannotRead, fetch, meetings_in
from meetings.workflow.unct import set_unct_source, take_unct_dates
from tests.factories.meetings import BesideFactory, MeetingFactory, UnctMeetingFactory, UnctSourceFactory

TODAY = datetime(2026, 11, 24, 12, tzinfo=BISHKEK)


def ics(*events):
    """A calendar of these events, each a list of lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN"]
    for event in events:
        lines += ["BEGIN:VEVENT", *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def one(uid="a", start="20261209T040000Z", title="UNCT", *more):
    return [f"UID:{uid}", f"DTSTART:{start}", f"SUMMARY:{title}", *more]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(TODAY)


@pytest.fixture
def server(settings):
    """A web server whose answers a test writes: `server.answers[path] = (code, headers, body or function)`."""
    settings.PRIVATE_CALENDARS = True

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            code, headers, body = httpd.answers[self.path]
            self.send_response(code)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                body(self.wfile) if callable(body) else self.wfile.write(body)
            except OSError:
                pass

        def log_message(self, *_words):
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    httpd.answers = {}
    httpd.url = f"http://127.0.0.1:{httpd.server_port}"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield httpd
    httpd.shutdown()
    httpd.server_close()


def problem_of(address):
    with pytest.raises(CannotRead) as caught:
        fetch(address)
    return caught.value.problem


def test_single_dates_are_read_in_any_form():
    found = meetings_in(ics(
        one("utc"),
        one("floating", "20261210T100000"),
        ["UID:zoned", "DTSTART;TZID=Europe/Zurich:20261211T090000", "DTEND;TZID=Europe/Zurich:20261211T110000",
         "SUMMARY:UNCT", "LOCATION:UN House"],
        ["UID:whole", "DTSTART;VALUE=DATE:20261214", "SUMMARY:UNCT retreat"],
    ))  # fmt: skip
    assert found["utc"]["starts_at"] == datetime(2026, 12, 9, 10, tzinfo=BISHKEK)
    assert found["floating"]["starts_at"] == datetime(2026, 12, 10, 10, tzinfo=BISHKEK)
    assert found["zoned"]["starts_at"] == datetime(2026, 12, 11, 8, tzinfo=UTC)
    assert found["zoned"]["ends_at"] == datetime(2026, 12, 11, 10, tzinfo=UTC)
    assert found["zoned"]["place"] == "UN House"
    assert found["whole"]["starts_at"] == datetime(2026, 12, 14, tzinfo=BISHKEK)


def test_repeating_dates_follow_their_own_clock_with_their_exceptions():
    found = meetings_in(ics(
        ["UID:m", "DTSTART;TZID=Europe/Zurich:20261201T060000", "RRULE:FREQ=MONTHLY;COUNT=6", "SUMMARY:UNCT",
         "EXDATE;TZID=Europe/Zurich:20270101T060000"],
        ["UID:m", "RECURRENCE-ID;TZID=Europe/Zurich:20270201T060000", "DTSTART;TZID=Europe/Zurich:20270203T070000",
         "SUMMARY:UNCT moved"],
    ))  # fmt: skip
    starts = sorted(facts["starts_at"] for facts in found.values())
    assert starts == [
        datetime(2026, 12, 1, 5, tzinfo=UTC), datetime(2027, 2, 3, 6, tzinfo=UTC), datetime(2027, 3, 1, 5, tzinfo=UTC),
        datetime(2027, 4, 1, 4, tzinfo=UTC), datetime(2027, 5, 1, 4, tzinfo=UTC),
    ]  # fmt: skip


def test_an_endless_series_is_read_for_a_year_and_what_is_cancelled_or_foreign_is_left_out():
    found = meetings_in(ics(
        ["UID:w", "DTSTART:20200101T040000Z", "RRULE:FREQ=WEEKLY", "SUMMARY:UNCT weekly"],
        one("x", "20261209T040000Z", "UNCT", "STATUS:CANCELLED"), one("y", "20261209T040000Z", "Staff party"),
        one("old", "20250101T040000Z"),
    ), "unct")  # fmt: skip
    assert 55 < len(found) < 60
    assert all(uid.startswith("w/") for uid in found)


@pytest.mark.parametrize(
    "data", [b"", b"<html>no</html>", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"\xff\xfe\x00"]
)
def test_what_is_no_calendar_is_said_to_be_none(data):
    with pytest.raises(CannotRead) as caught:
        meetings_in(data)
    assert caught.value.problem == Problem.NO_CALENDAR


def test_only_addresses_of_the_web_are_read():
    for address in ("file:///etc/passwd", "ftp://example.org/x.ics", "webcal://example.org", "//x", ""):
        assert problem_of(address) == Problem.ADDRESS


def test_a_private_network_is_not_entered_whatever_name_leads_there(server, settings):
    server.answers["/"] = (200, {}, ics(one()))
    settings.PRIVATE_CALENDARS = False
    assert problem_of(server.url + "/") == Problem.PRIVATE
    assert problem_of(server.url.replace("127.0.0.1", "localhost") + "/") == Problem.PRIVATE


def test_the_servers_refusal_and_its_silence_are_told_apart(server, monkeypatch):
    server.answers["/404"] = (404, {}, b"")
    assert problem_of(server.url + "/404") == Problem.SERVER
    monkeypatch.setattr(unct_calendar, "CONNECT_SECONDS", 0.2)
    server.answers["/silent"] = (200, {}, lambda out: time.sleep(1))
    assert problem_of(server.url + "/silent") == Problem.SLOW
    assert problem_of("http://127.0.0.1:1/") == Problem.UNREACHABLE


def test_a_redirection_is_followed_on_the_web_only_and_not_for_ever(server):
    server.answers["/here"] = (302, {"Location": "/there"}, b"")
    server.answers["/there"] = (200, {}, b"ok")
    server.answers["/file"] = (302, {"Location": "file:///etc/passwd"}, b"")
    server.answers["/round"] = (302, {"Location": "/round"}, b"")
    assert fetch(server.url + "/here") == b"ok"
    assert problem_of(server.url + "/file") in (Problem.ADDRESS, Problem.SERVER)
    assert problem_of(server.url + "/round") == Problem.SERVER


def test_a_large_and_a_slow_calendar_end(server, monkeypatch):
    monkeypatch.setattr(unct_calendar, "LARGEST", 1000)
    server.answers["/large"] = (200, {}, b"x" * 5000)
    assert problem_of(server.url + "/large") == Problem.LARGE
    monkeypatch.setattr(unct_calendar, "WHOLE_SECONDS", 0.2)

    def drip(out):
        for _number in range(10):
            out.write(b"x")
            out.flush()
            time.sleep(0.1)

    server.answers["/slow"] = (200, {}, drip)
    assert problem_of(server.url + "/slow") == Problem.SLOW


def facts(month, day, hour=10):
    return {
        "title": "UNCT", "starts_at": datetime(2026, month, day, hour, tzinfo=BISHKEK), "ends_at": None, "place": "",
    }  # fmt: skip


def test_dates_that_move_or_vanish_become_questions_about_ours(cast):
    source = UnctSourceFactory()
    take_unct_dates(source, by=THE_PORTAL, found={"a": facts(12, 9), "b": facts(12, 16)})
    first, second = UnctMeeting.objects.order_by("starts_at")
    ours = [
        MeetingFactory(state=MeetingState.CONVENED, starts_at=row.starts_at.replace(hour=8),
                       ends_at=row.starts_at.replace(hour=9))
        for row in (first, second)
    ]  # fmt: skip
    for meeting, row in zip(ours, (first, second), strict=True):
        BesideFactory(meeting=meeting, unct=row)
    take_unct_dates(source, by=THE_PORTAL, found={"a": facts(12, 9), "b": facts(12, 16)})
    assert not open_questions()
    take_unct_dates(source, by=THE_PORTAL, found={"a": facts(12, 10)})
    assert [(link.meeting, link.is_vanished) for link in open_questions()] == [
        (ours[0], False),
        (ours[1], True),
    ]
    take_unct_dates(source, by=THE_PORTAL, found={"a": facts(12, 9), "b": facts(12, 16)})
    assert not open_questions()


def test_dates_kept_by_hand_and_past_ones_are_left_alone(cast):
    by_hand = UnctMeetingFactory()
    past = UnctMeetingFactory(uid="past", starts_at=datetime(2026, 11, 2, 10, tzinfo=BISHKEK))
    take_unct_dates(UnctSourceFactory(), by=THE_PORTAL, found={})
    assert set(UnctMeeting.objects.filter(vanished_at__isnull=True)) == {by_hand, past}


def test_the_worker_reads_the_address_and_keeps_what_went_wrong_in_words(cast, server):
    set_unct_source(by=cast.aizada, address=server.url + "/unct.ics", only_with="")
    server.answers["/unct.ics"] = (200, {}, ics(one()))
    read_the_unct_calendar()
    assert UnctMeeting.objects.get().starts_at == datetime(2026, 12, 9, 10, tzinfo=BISHKEK)
    server.answers["/unct.ics"] = (503, {}, b"")
    read_the_unct_calendar()
    source = UnctSource.objects.get()
    assert source.get_problem_display() == "The server did not give the calendar."
    assert source.server_said.startswith("503")
    assert UnctMeeting.objects.get().vanished_at is None
    set_unct_source(by=cast.aizada, address="")
    read_the_unct_calendar()


def test_the_page_says_that_the_calendar_could_not_be_read(cast, as_user):
    UnctSourceFactory(problem=Problem.SLOW, checked_at=TODAY)
    page = as_user(cast.aizada).get("/meetings/unct/").content.decode()
    assert "The UNCT calendar could not be read" in page
    assert "The server took too long." in page
    assert "calendar.test.example" not in as_user(cast.aiko).get("/meetings/unct/").content.decode()
