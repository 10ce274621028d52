"""An SMTP server that can hold its tongue: a test decides at which word of the dialogue the worker dies."""

import asyncio
import time
from collections import Counter

import pytest

from foundation.circulation import delivery
from foundation.circulation.models import Delivery
from foundation.circulation.states import DeliveryState
from unmn.demo.mailserver import Postbox


class GatedPostbox(Postbox):
    """Keeps messages until `close(word)`: then every session waits at that word (MAIL, RCPT, DATA, KEPT).

    At MAIL and RCPT nothing was handed over yet; at DATA the whole message came but is not accepted; at KEPT it
    is accepted and only the 250 is missing: the one place where a sender cannot know.
    """

    def __init__(self, keep):
        super().__init__(keep)
        self.word = None
        self.held = 0

    def close(self, word):
        """Hold every session that comes to `word`."""
        self.word = word

    def open(self):
        """Go on."""
        self.word = None

    async def _wait_at(self, word):
        if self.word != word:
            return
        self.held += 1
        try:
            while self.word == word:
                await asyncio.sleep(0.01)
        finally:
            # Also when the connection is cut, which cancels the session.
            self.held -= 1

    async def handle_MAIL(self, server, session, envelope, address, options):
        """Take the sender."""
        await self._wait_at("MAIL")
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        """Take the recipient."""
        await self._wait_at("RCPT")
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server, session, envelope):
        """Keep the message: a session that was cut before is cancelled here and keeps nothing."""
        await self._wait_at("DATA")
        answer = await super().handle_DATA(server, session, envelope)
        await self._wait_at("KEPT")
        return answer


def gate(smtp_server):
    """Put a gate into a test's SMTP server."""
    smtp_server.postbox = GatedPostbox(smtp_server._keep)
    return smtp_server.postbox


def sent():
    """How many rows are noted as sent."""
    return Delivery.objects.filter(state=DeliveryState.SENT).count()


def wait(until, what, patience=60, meanwhile=lambda: None):
    """Wait for a condition; fail in words."""
    end = time.monotonic() + patience
    while not until():
        if time.monotonic() > end:
            states = Counter(Delivery.objects.values_list("state", flat=True))
            pytest.fail(f"Not within {patience} s: {what}. The rows: {dict(states)}")
        meanwhile()
        time.sleep(0.05)


def the_clock_ticks():
    """What beat does every few seconds; and impatient people, for whom a retry is due at once."""
    Delivery.objects.filter(state=DeliveryState.QUEUED, next_try_at__isnull=False).update(next_try_at=None)
    delivery.sweep()


def assert_each_once(smtp_server, addresses):
    """Every address got one message, every message is another one, every row says so."""
    got = Counter(address for message in smtp_server.messages for address in message.recipients)
    assert got == Counter(addresses)
    assert len({message["Message-ID"] for message in smtp_server.messages}) == len(addresses)
    rows = Delivery.objects.values_list("message_id", "address", "state")
    assert {
        (message["Message-ID"], message.recipients[0], "sent") for message in smtp_server.messages
    } == set(rows)
