"""A real SMTP server on loopback that keeps every message: in a Maildir for the demo, in a list for tests."""

import asyncio
import mailbox
import signal
import socket
import sys
from email.utils import format_datetime, localtime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST_MESSAGE = 60 * 1024 * 1024
# In the demo an address in this domain has no mailbox, so that a failed delivery can be shown.
NOBODY_THERE = "@no-such-mailbox.example"


class Postbox:
    """What the server does with a message: `keep(envelope)`; `refusals` maps an address to a reply."""

    def __init__(self, keep, refusals=None):
        self.keep = keep
        self.refusals = refusals if refusals is not None else {}

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept a recipient, or answer with the refusal that was set for it."""
        if address.lower() in self.refusals:
            return self.refusals[address.lower()]
        if address.lower().endswith(NOBODY_THERE):
            return f"550 5.1.1 <{address}>: Recipient address rejected: User unknown"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Recipient accepted"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the message before saying that it is accepted."""
        self.keep(envelope)
        return "250 2.0.0 Message accepted for delivery"


def listening_socket(port=0):
    """Answer a socket on loopback that already accepts connections; port 0 is any free one."""
    listener = socket.socket(socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(100)
    return listener


def into_maildir(folder):
    """Answer a `keep` that writes each message to the Maildir, with its envelope in two headers."""
    Path(folder).parent.mkdir(parents=True, exist_ok=True)
    box = mailbox.Maildir(folder, create=True)

    def keep(envelope, at=None):
        received = at or localtime()
        order = int(received.timestamp() * 1_000_000)
        recipients = ", ".join(envelope.rcpt_tos)
        head = f"Delivered-To: {recipients}\r\nX-Received: {format_datetime(received)} {order}\r\n"
        box.add(head.encode() + envelope.content)

    return keep


async def serve(listener, postbox):
    """Serve until SIGTERM or SIGINT."""
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, ended.set)
    server = await loop.create_server(
        lambda: SMTP(postbox, hostname="localhost", enable_SMTPUTF8=True, data_size_limit=LARGEST_MESSAGE),
        sock=listener,
    )
    await ended.wait()
    server.close()


def main():
    """Serve the socket given as file descriptor, into the Maildir given: `mailserver FD FOLDER`."""
    descriptor, folder = sys.argv[1:]
    listener = socket.socket(fileno=int(descriptor))
    asyncio.run(serve(listener, Postbox(into_maildir(folder))))


if __name__ == "__main__":
    main()
