"""Calendar objects by RFC 5545 and 5546: invitations that mail programs understand, and files to download.

Instants go out in UTC, so no VTIMEZONE is needed; the words of the description say Bishkek time.
"""

from datetime import UTC, timedelta

from django.conf import settings
from django.utils import timezone

PRODUCT = "-//UN Migration Network in the Kyrgyz Republic//Portal//EN"
MIME_TYPE = "text/calendar"


def invitation(event, recipient):
    """Return the iCalendar text (CRLF, folded) of `event` for one recipient, who is its only ATTENDEE.

    METHOD is the event's own: REQUEST invites or changes, CANCEL takes the meeting out of the calendar.
    """
    calendar = _calendar(event.method)
    component = _component(event)
    component.add("organizer", _secretariat(), encode=0)
    component.add("attendee", _attendee(recipient.name, recipient.address), encode=0)
    calendar.add_component(component)
    return calendar.to_ical().decode()


def for_address(text, address):
    """Return an invitation's text with its ATTENDEE at another address: the letter found a new way."""
    import icalendar

    calendar = icalendar.Calendar.from_ical(text)
    for component in calendar.walk("VEVENT"):
        name = str(component["attendee"].params.get("CN", address))
        del component["attendee"]
        component.add("attendee", _attendee(name, address), encode=0)
    return calendar.to_ical().decode()


def to_download(*events, name=""):
    """Return the bytes of an .ics file of one or many events to put into one's own calendar (METHOD:PUBLISH).

    `name` is what a calendar program calls a subscribed feed.
    """
    calendar = _calendar("PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("name", name)
        calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    for event in events:
        component = _component(event)
        component.add("organizer", _secretariat(), encode=0)
        calendar.add_component(component)
    return calendar.to_ical()


def uid(kind, pk):
    """Return the one UID that an object keeps for good: `meeting-7@unmn.example`."""
    return f"{kind}-{pk}@{domain()}"


def domain():
    """Return the domain under which the secretariat writes; it ends UIDs and Message-IDs."""
    return settings.SECRETARIAT_EMAIL.rpartition("@")[2]


def _calendar(method):
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _component(event):
    import icalendar

    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("sequence", event.sequence)
    component.add("dtstamp", timezone.now().astimezone(UTC))
    component.add("dtstart", event.starts_at.astimezone(UTC))
    is_deadline = event.ends_at <= event.starts_at
    if not is_deadline:
        # RFC 5545: an end is later than its start; a deadline is an instant and has none.
        component.add("dtend", event.ends_at.astimezone(UTC))
    component.add("summary", event.summary)
    for name in ("description", "location", "url"):
        if value := getattr(event, name):
            component.add(name, value)
    component.add("status", event.status)
    component.add("transp", "TRANSPARENT" if is_deadline or event.status == "CANCELLED" else "OPAQUE")
    return component


def _secretariat():
    return _address(settings.SECRETARIAT_EMAIL, CN=str(settings.NETWORK_NAME))


def _attendee(name, address):
    return _address(
        address or "nobody@invalid", CN=name, CUTYPE="INDIVIDUAL", ROLE="REQ-PARTICIPANT",
        PARTSTAT="NEEDS-ACTION", RSVP="TRUE",
    )  # fmt: skip


def _address(address, **parameters):
    import icalendar

    value = icalendar.vCalAddress(f"mailto:{address}")
    for name, parameter in parameters.items():
        value.params[name] = icalendar.vText(parameter)
    return value
