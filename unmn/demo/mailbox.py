"""Read back what the demo's mail server kept: a Maildir of messages."""

import email
import mailbox
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from functools import cached_property

from django.conf import settings


@dataclass(frozen=True)
class Part:
    """One attachment or calendar object of a message."""

    number: int
    name: str
    content_type: str
    content: bytes


class Letter:
    """One message as it was delivered."""

    def __init__(self, key, content):
        self.key, self.source = key, content

    @cached_property
    def message(self) -> EmailMessage:
        """The parsed message."""
        return email.message_from_bytes(self.source, policy=default)

    @cached_property
    def headers(self):
        """The headers alone: enough for the list, and quick."""
        head = self.source.partition(b"\r\n\r\n")[0].partition(b"\n\n")[0]
        return email.message_from_bytes(head + b"\r\n\r\n", policy=default)

    @property
    def recipients(self):
        """The addresses of the envelope, which is who got it."""
        return self.headers["Delivered-To"] or ""

    @property
    def received_at(self):
        """The instant at which the server accepted it."""
        return parsedate_to_datetime(self.headers["X-Received"].rpartition(" ")[0])

    @property
    def order(self):
        """What sorts messages by the instant of acceptance."""
        return int(self.headers["X-Received"].rpartition(" ")[2])

    @cached_property
    def text(self):
        """The plain text, or nothing."""
        body = self.message.get_body(("plain",))
        return body.get_content() if body else ""

    @cached_property
    def html(self):
        """The HTML, or nothing."""
        body = self.message.get_body(("html",))
        return body.get_content() if body else ""

    @cached_property
    def parts(self):
        """Everything beside the two bodies: attachments and calendar objects."""
        bodies = [self.message.get_body((kind,)) for kind in ("plain", "html")]
        found = []
        for part in self.message.walk():
            if part.is_multipart() or any(part is body for body in bodies):
                continue
            name = part.get_filename() or part.get_content_type().replace("/", ".")
            content = part.get_payload(decode=True) or b""
            found.append(Part(len(found) + 1, name, part.get_content_type(), content))
        return found

    @property
    def calendar(self):
        """The text of the calendar object, or nothing."""
        for part in self.parts:
            if part.content_type == "text/calendar":
                return part.content.decode()
        return ""

    def as_json(self):
        """Answer the message as plain values."""
        shown = ("From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To",
                 "References")  # fmt: skip
        return {
            "key": self.key,
            "recipients": self.recipients,
            "received_at": self.received_at.isoformat(),
            "headers": {name: str(self.headers[name]) for name in shown if self.headers[name]},
            "text": self.text,
            "html": self.html,
            "calendar": self.calendar,
            "attachments": [
                {"number": part.number, "name": part.name, "type": part.content_type,
                 "bytes": len(part.content)}
                for part in self.parts
            ],
        }  # fmt: skip


def _box():
    settings.DEMO_MAIL_DIR.parent.mkdir(parents=True, exist_ok=True)
    return mailbox.Maildir(settings.DEMO_MAIL_DIR, create=True)


def letters(recipient=""):
    """Answer the messages whose recipient contains the given text, the newest first."""
    box = _box()
    found = [Letter(key, box.get_bytes(key)) for key in box.keys()]  # noqa: SIM118  not a dict
    wanted = recipient.strip().lower()
    chosen = [letter for letter in found if wanted in letter.recipients.lower()]
    return sorted(chosen, key=lambda letter: letter.order, reverse=True)


def letter(key):
    """Answer one message. Raises KeyError when there is none of that key."""
    return Letter(key, _box().get_bytes(key))
