"""A calendar file as two independent parsers read it (RFC 5545)."""

import icalendar
import vobject


def events(response):
    """The feed as both parsers read it: (icalendar, vobject) pairs by UID."""
    text = response.content.decode()
    mine = {str(event["uid"]): event for event in icalendar.Calendar.from_ical(text).walk("VEVENT")}
    theirs = {event.uid.value: event for event in getattr(vobject.readOne(text), "vevent_list", [])}
    assert set(mine) == set(theirs)
    return {uid: (mine[uid], theirs[uid]) for uid in mine}
