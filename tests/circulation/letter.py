"""A letter for the tests: a notice in one thread, to whom one likes."""

from datetime import UTC, datetime

from foundation.circulation.letters import CalendarEvent, Letter, Recipient


def people(count):
    """Recipients with addresses of their own."""
    return [Recipient(f"Recipient {n}", f"recipient-{n}@test.example") for n in range(count)]


def an_event(**fields):
    """A meeting in calendars."""
    return CalendarEvent(
        **{
            "uid": "meeting-7@unmn.example",
            "sequence": 0,
            "method": "REQUEST",
            "status": "CONFIRMED",
            "starts_at": datetime(2026, 12, 10, 4, tzinfo=UTC),
            "ends_at": datetime(2026, 12, 10, 6, tzinfo=UTC),
            "summary": "Seventh quarterly meeting",
            **fields,
        }
    )


class Notice(Letter):
    """Says what it is told to say."""

    occasion = "notice"
    thread = "meeting-7"

    def __init__(self, recipients, *, files=(), event=None, heading="Draft agenda & papers", **attributes):
        self._recipients, self._files, self._event = recipients, list(files), event
        self.heading = heading
        for name, value in attributes.items():
            setattr(self, name, value)

    def title(self):
        return self.heading

    def recipients(self):
        return self._recipients

    def context(self, recipient):
        return {"heading": self.heading, "paragraphs": [f"This is for {recipient.name} <b>alone</b>."]}

    def attachments(self, recipient):
        return self._files

    def calendar_event(self, recipient):
        return self._event
