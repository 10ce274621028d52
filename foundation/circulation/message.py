"""A delivery as the message that goes over the wire.

    multipart/mixed                     (multipart/alternative alone, when nothing is attached)
      multipart/alternative
        text/plain, text/html, text/calendar; method=REQUEST
      application/pdf …                 the attachments
      application/ics                   the same calendar object, for programs that overlook the part above

One person in To, no copies; Reply-To is the secretariat's functional mailbox (RULES R10.54).
"""

from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime, formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage as DjangoMessage
from django.utils import timezone, translation

from foundation.circulation.calendar import domain


class WholeWords(EmailPolicy):
    """Folds a subject that is not ASCII so that the blanks between its words survive.

    The standard policy puts the blank at a fold outside of the encoded words, where every reader drops it:
    two Russian words of the subject arrive as one.
    """

    def fold(self, name, value):
        """Return the folded header as text."""
        if name.lower() != "subject" or str(value).isascii():
            return super().fold(name, value)
        encoded = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {encoded}{self.linesep}"

    def fold_binary(self, name, value):
        """Return the folded header as bytes."""
        if name.lower() != "subject" or str(value).isascii():
            return super().fold_binary(name, value)
        return self.fold(name, value).encode("ascii")


POLICY = WholeWords(linesep=SMTP.linesep, max_line_length=78)


class OutgoingMessage(DjangoMessage):
    """What Django's mail connections send: it hands them our own MIME structure."""

    def __init__(self, delivery):
        super().__init__(
            subject=delivery.subject,
            body=delivery.text,
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[formataddr((delivery.name, delivery.address))],
            reply_to=[settings.SECRETARIAT_EMAIL],
        )
        self.mime = build(delivery)

    def message(self, **_options):
        """Return the finished MIME message."""
        return self.mime


class Mime(EmailMessage):
    """A modern MIME message that also answers as Django's connections ask."""

    def as_bytes(self, unixfrom=False, policy=None, linesep="\r\n"):
        """Return the message as it goes over the wire, always with CRLF."""
        return super().as_bytes(unixfrom, policy=policy or POLICY)


def build(delivery):
    """Return the MIME message of a delivery, the same each time but for its Date."""
    message = Mime(policy=POLICY)
    for name, value in _headers(delivery):
        message[name] = value
    message.set_content(delivery.text, cte="quoted-printable")
    message.add_alternative(delivery.html, subtype="html", cte="quoted-printable")
    if delivery.calendar:
        message.add_alternative(
            delivery.calendar, subtype="calendar", cte="base64", params={"method": delivery.calendar_method}
        )
    for file in delivery.attachments.all():
        main, sub = file.media_type.split("/", 1)
        with file.file.open("rb") as opened:
            message.add_attachment(opened.read(), maintype=main, subtype=sub, filename=file.name)
    if delivery.calendar:
        message.add_attachment(
            delivery.calendar.encode(), maintype="application", subtype="ics", filename="invite.ics"
        )
    return message


def _headers(delivery):
    circulation = delivery.circulation
    sender, sender_address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    yield "From", Address(sender, addr_spec=sender_address)
    yield "To", Address(delivery.name, addr_spec=delivery.address)
    yield "Reply-To", Address(sender, addr_spec=settings.SECRETARIAT_EMAIL)
    yield "Subject", delivery.subject
    yield "Date", format_datetime(timezone.now())
    yield "Message-ID", delivery.message_id
    if delivery.references:
        yield "In-Reply-To", delivery.references.split()[-1]
        yield "References", delivery.references
    yield "Content-Language", delivery.language
    if delivery.unsubscribe_url:
        yield "List-Unsubscribe", f"<{delivery.unsubscribe_url}>"
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
    yield "List-Id", f"{_list_name(delivery)} <circulations.{domain()}>"
    if circulation.made_by_id is None:
        # RFC 3834: no out-of-office answers to letters that nobody wrote by hand.
        yield "Auto-Submitted", "auto-generated"
        yield "X-Auto-Response-Suppress", "OOF, AutoReply"


def _list_name(delivery):
    with translation.override("en"):
        return str(settings.NETWORK_NAME)
