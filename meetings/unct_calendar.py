"""Reading the UNCT's calendar from its address: by http(s) only, within limits of size and time.

The address was typed by a secretariat officer, yet the worker must not become somebody's way into a private
network: after connecting and before anything is asked, the address really reached is looked at.
"""

import http.client
import ipaddress
import socket
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from foundation.core.working_days import BISHKEK
from meetings.states_cadence import Problem

LARGEST = 2 * 1024 * 1024
CONNECT_SECONDS = 10
WHOLE_SECONDS = 30
MOST_EVENTS = 400
LOOK_BACK, LOOK_AHEAD = timedelta(days=2), timedelta(days=400)


class CannotRead(Exception):
    """The calendar could not be read: a `Problem`, and what the server said."""

    def __init__(self, problem, said=""):
        super().__init__(problem)
        self.problem = problem
        self.said = str(said)[:300]


def read_unct_calendar(address, only_with=""):
    """Fetch and read: uid → facts of each UNCT meeting from now on. Raises `CannotRead`."""
    return meetings_in(fetch(address), only_with)


def fetch(address):
    """The bytes at an address. Raises `CannotRead`."""
    if not address.lower().startswith(("https://", "http://")):
        raise CannotRead(Problem.ADDRESS)
    opener = urllib.request.OpenerDirector()
    for handler in (_Http(), _Https(), urllib.request.HTTPDefaultErrorHandler(), _Redirect(),
                    urllib.request.HTTPErrorProcessor()):  # fmt: skip
        opener.add_handler(handler)
    headers = {"Accept": "text/calendar", "User-Agent": "UNMN-KG portal"}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 -- looked at above
    try:
        with opener.open(request, timeout=CONNECT_SECONDS) as response:
            return _read(response)
    except CannotRead:
        raise
    except urllib.error.HTTPError as error:
        raise CannotRead(Problem.SERVER, f"{error.code} {error.reason}") from error
    except TimeoutError as error:
        raise CannotRead(Problem.SLOW) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, CannotRead):
            raise reason from error
        raise CannotRead(
            Problem.SLOW if isinstance(reason, TimeoutError) else Problem.UNREACHABLE, reason
        ) from error


def _read(response):
    """The body, piece by piece, so that a slow or endless one ends."""
    started, pieces, size = time.monotonic(), [], 0
    while piece := response.read1(64 * 1024):
        size += len(piece)
        if size > LARGEST:
            raise CannotRead(Problem.LARGE)
        if time.monotonic() - started > WHOLE_SECONDS:
            raise CannotRead(Problem.SLOW)
        pieces.append(piece)
    return b"".join(pieces)


def _look_where_we_are(sock: socket.socket):
    """Leave when the connection leads into a private network, whatever the name said before."""
    reached = ipaddress.ip_address(sock.getpeername()[0].partition("%")[0])
    if not reached.is_global and not settings.PRIVATE_CALENDARS:
        sock.close()
        raise CannotRead(Problem.PRIVATE)


class _HttpConnection(http.client.HTTPConnection):
    def connect(self):
        super().connect()
        _look_where_we_are(self.sock)


class _HttpsConnection(http.client.HTTPSConnection):
    def connect(self):
        super().connect()
        _look_where_we_are(self.sock)


class _Http(urllib.request.HTTPHandler):
    def http_open(self, req):
        return self.do_open(_HttpConnection, req)


class _Https(urllib.request.HTTPSHandler):
    def https_open(self, req):
        return self.do_open(_HttpsConnection, req)


class _Redirect(urllib.request.HTTPRedirectHandler):
    max_redirections = 4

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        if not newurl.lower().startswith(("https://", "http://")):
            raise CannotRead(Problem.ADDRESS)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def meetings_in(data, only_with=""):
    """The meetings of an iCalendar file, repeating ones as single dates. Raises `CannotRead`."""
    import icalendar

    try:
        calendars = icalendar.Calendar.from_ical(data, multiple=True)
        events = [event for one in calendars for event in one.walk("VEVENT")]
    except (ValueError, IndexError, KeyError) as error:
        raise CannotRead(Problem.NO_CALENDAR, error) from error
    if not calendars:
        raise CannotRead(Problem.NO_CALENDAR)
    wanted = only_with.casefold()
    single = {key: event for event in events if (key := _exception_key(event))}
    found = {}
    for event in events:
        for uid, starts_at, source in _dates_of(event, single):
            title = str(source.get("summary", "")).strip()
            if str(source.get("status", "")).upper() == "CANCELLED" or wanted not in title.casefold():
                continue
            found[uid] = _facts(source, title, starts_at)
            if len(found) > MOST_EVENTS:
                raise CannotRead(Problem.LARGE)
    return found


def _exception_key(event):
    """(uid, date) of an event that stands for one date of a repeating one, else None."""
    which = event.get("recurrence-id")
    return (str(event.get("uid", "")), _instant(which.dt)) if which is not None else None


def _dates_of(event, single):
    """(uid, start, event) for each date of an event within the window."""
    uid, starts = str(event.get("uid", "")), event.get("dtstart")
    if not uid or starts is None:
        return
    if key := _exception_key(event):
        if _is_in_window(_instant(starts.dt)):
            yield f"{uid}/{key[1]:%Y%m%dT%H%MZ}"[:300], _instant(starts.dt), event
        return
    if "rrule" not in event:
        if _is_in_window(_instant(starts.dt)):
            yield uid[:300], _instant(starts.dt), event
        return
    for at in _repeated(event, starts.dt):
        if (uid, at) not in single:
            yield f"{uid}/{at:%Y%m%dT%H%MZ}"[:300], at, event


def _repeated(event, starts):
    """The instants of a repeating event within the window, by its own clock: 10:00 stays 10:00 in its zone."""
    from dateutil.rrule import rrulestr  # noqa: PLC0415 -- comes with icalendar

    zone = starts.tzinfo if isinstance(starts, datetime) else None
    begin = (
        starts.replace(tzinfo=None)
        if isinstance(starts, datetime)
        else datetime.combine(starts, datetime.min.time())
    )
    text = event["rrule"].to_ical().decode()
    words = [part for part in text.split(";") if not part.upper().startswith("UNTIL=")]
    until = event["rrule"].get("UNTIL", [None])[0]
    try:
        rule = rrulestr(";".join(words), dtstart=begin)
    except (ValueError, TypeError) as error:
        raise CannotRead(Problem.NO_CALENDAR, error) from error
    left_out = {_instant(one.dt) for one in _left_out(event)}
    now = timezone.now()
    for number, naive in enumerate(rule):
        at = _instant(naive.replace(tzinfo=zone))
        if (
            at > now + LOOK_AHEAD
            or number > 5000
            or (until is not None and at > _instant(until, end_of_day=True))
        ):
            return
        if _is_in_window(at) and at not in left_out:
            yield at


def _left_out(event):
    given = event.get("exdate", [])
    return [one for row in (given if isinstance(given, list) else [given]) for one in row.dts]


def _is_in_window(at):
    now = timezone.now()
    return now - LOOK_BACK <= at <= now + LOOK_AHEAD


def _facts(event, title, starts_at):
    ends_at = None
    begin, end = event.get("dtstart").dt, event.get("dtend")
    if end is not None:
        length = _instant(end.dt) - _instant(begin)
        ends_at = starts_at + length if timedelta() < length < timedelta(days=2) else None
    elif "duration" in event:
        ends_at = starts_at + event["duration"].dt
    return {
        "title": title[:200] or "UN Country Team", "starts_at": starts_at, "ends_at": ends_at,
        "place": str(event.get("location", "")).strip()[:200],
    }  # fmt: skip


def _instant(value, *, end_of_day=False):
    """An instant in UTC; times without a zone and whole days are Bishkek's."""
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=BISHKEK)).astimezone(UTC)
    at = datetime.combine(value, datetime.max.time() if end_of_day else datetime.min.time(), BISHKEK)
    return at.astimezone(UTC)
