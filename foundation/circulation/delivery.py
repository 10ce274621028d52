"""How one delivery reaches the mail server: claimed by one UPDATE, spoken, written down.

    claim    UPDATE … SET state = sending, claimed_until = … WHERE state = queued      one worker wins
    speak    SMTP up to the server's 250
    note     UPDATE … SET state = sent WHERE claimed_until is still ours                before QUIT is said

Exactly once, and where that ends. The broker may lose or repeat a nudge, and a worker may die anywhere
before the server's 250: the lease of its row ends, the sweep queues it again, the letter goes once. Only a
worker that dies between the server's 250 and the UPDATE after it, a few milliseconds, leaves a row that is
sent but not noted. Such a letter goes a second time with the same Message-ID and the same content, by which
mail programs know it as the same message. No sender of mail can close that gap: SMTP has no way to ask.
"""

import logging
import smtplib
from contextlib import contextmanager, suppress
from datetime import timedelta
from email.errors import MessageError
from functools import partial

from celery import current_app
from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import KombuError, OperationalError

from foundation.circulation.message import OutgoingMessage
from foundation.circulation.models import Delivery
from foundation.circulation.states import DeliveryState
from foundation.circulation.words import FILE_MISSING, NOT_WRITABLE, UNREACHABLE, with_detail

TASK = "circulation.deliver"
# Minutes to wait after each temporary failure; the last one repeats.
PATIENCE = (1, 2, 5, 10, 15, 30, 60)
MOST_ATTEMPTS = 75  # three days

logger = logging.getLogger(__name__)


class NotNow(Exception):
    """A failure that may pass: the connection is down, the server is busy, or it greylists."""


class Never(Exception):
    """A failure that will not pass by itself: the server refuses this recipient or this message."""


def deliver(pk):
    """Send one delivery, if it is this worker's to send; write `sent`, `failed` or `queued` and the words."""
    claimed = _claim(pk)
    if claimed is None:
        return
    try:
        _speak(claimed)
    except NotNow as trouble:
        _put_back(claimed, str(trouble))
    except Never as refusal:
        _note(claimed, state=DeliveryState.FAILED, server_said=str(refusal))


def sweep():
    """Queue again what a dead worker left behind, and nudge the broker about what it may have lost."""
    recovered = Delivery.objects.abandoned().update(
        state=DeliveryState.QUEUED, claimed_until=None, nudged_at=None
    )
    if recovered:
        logger.warning("%s deliveries were left by a worker that ended; queued again.", recovered)
    nudge(list(Delivery.objects.due_for_a_nudge().order_by("pk").values_list("pk", flat=True)))


def nudge_on_commit(pks):
    """Tell the broker of these deliveries once their rows are committed."""
    if pks:
        transaction.on_commit(partial(nudge, pks))


def nudge(pks):
    """Tell the broker of these deliveries. A broker that is down loses nothing: the sweep tells it later."""
    told = []
    try:
        with _broker() as connection, connection.Producer() as producer:
            for pk in pks:
                current_app.send_task(TASK, args=[pk], producer=producer, retry=False)
                told.append(pk)
    except (OperationalError, KombuError, OSError) as trouble:
        logger.warning("The broker cannot be reached, the sweep will try again: %s", trouble)
    if told:
        Delivery.objects.filter(pk__in=told).update(nudged_at=timezone.now())


def _broker():
    """Return a connection that gives up at once: somebody may be waiting for the page, and the sweep is not."""
    return current_app.connection_for_write(
        connect_timeout=2, transport_options={"max_retries": 1, "interval_start": 0, "interval_step": 0}
    )


def _claim(pk):
    """Take the delivery for this worker, or return None when somebody else has it or it has gone."""
    lease = timezone.now() + timedelta(seconds=settings.DELIVERY_LEASE_SECONDS)
    # Conditions on this row alone. With a joined table the UPDATE would look through a subquery, which
    # PostgreSQL does not ask again after waiting for another worker's lock: both would win.
    mine = Delivery.objects.waiting().filter(pk=pk)
    taken = mine.update(state=DeliveryState.SENDING, claimed_until=lease, attempts=F("attempts") + 1)
    if not taken:
        return None
    row = Delivery.objects.select_related("circulation").get(pk=pk)
    return row if row.claimed_until == lease else None


def _speak(delivery):
    """Hand the message to the mail server and note its 250 at once, before saying goodbye to it."""
    message = _written(delivery)
    try:
        connection = get_connection(fail_silently=False)
        connection.open()
    except (OSError, smtplib.SMTPException) as trouble:
        raise NotNow(_connection_words(trouble)) from trouble
    try:
        with _failures_in_our_words():
            connection.send_messages([message])
        _note(delivery, state=DeliveryState.SENT, server_said="", sent_at=timezone.now())
    finally:
        # QUIT after the row is written; a server that hangs up here has already said 250.
        with suppress(OSError, smtplib.SMTPException):
            connection.close()


def _written(delivery):
    """Return the message; what cannot be written down will not become writable by waiting."""
    try:
        return OutgoingMessage(delivery)
    except OSError as trouble:
        logger.exception("An attachment of delivery %s cannot be read.", delivery.pk)
        raise Never(FILE_MISSING) from trouble
    except (ValueError, IndexError, MessageError) as trouble:
        raise Never(with_detail(NOT_WRITABLE, trouble)) from trouble


@contextmanager
def _failures_in_our_words():
    """Tell failures that may pass from those that will not, keeping the server's own words."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as refusal:
        code, words = next(iter(refusal.recipients.values()))
        raise _by_code(code, words) from refusal
    except smtplib.SMTPResponseException as refusal:
        raise _by_code(refusal.smtp_code, refusal.smtp_error) from refusal
    except (smtplib.SMTPNotSupportedError, UnicodeError, ValueError) as trouble:
        raise Never(with_detail(NOT_WRITABLE, trouble)) from trouble
    except (OSError, smtplib.SMTPException) as trouble:
        raise NotNow(_connection_words(trouble)) from trouble


def _by_code(code, words):
    """4xx may pass, 5xx will not (RFC 5321, 4.2.1)."""
    said = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    sentence = f"{code} {said}".strip()
    return NotNow(sentence) if code < 500 else Never(sentence)


def _connection_words(trouble):
    """Say why the server could not be talked to; a refused sign-in is our affair, so the letter waits."""
    if isinstance(trouble, smtplib.SMTPResponseException):
        words = trouble.smtp_error
        said = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
        return f"{trouble.smtp_code} {said}"
    return with_detail(UNREACHABLE, str(trouble) or type(trouble).__name__)


def _put_back(delivery, words):
    """Queue it again for later; after three days of trying it fails, and people decide."""
    if delivery.attempts >= MOST_ATTEMPTS:
        _note(delivery, state=DeliveryState.FAILED, server_said=words)
        return
    minutes = PATIENCE[min(delivery.attempts, len(PATIENCE)) - 1]
    later = timezone.now() + timedelta(minutes=minutes)
    _note(delivery, state=DeliveryState.QUEUED, server_said=words, next_try_at=later)


def _note(delivery, **facts):
    """Write what came of it, unless the lease ended and somebody else has the row now."""
    mine = Delivery.objects.filter(
        pk=delivery.pk, state=DeliveryState.SENDING, claimed_until=delivery.claimed_until
    )
    if not mine.update(claimed_until=None, **{"next_try_at": None, **facts}):
        logger.error("Delivery %s was taken over while it was being sent: %s", delivery.pk, facts["state"])
