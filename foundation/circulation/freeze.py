"""From a letter to rows: each recipient's words, Message-ID, thread and calendar object, fixed for good."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.circulation import calendar
from foundation.circulation.models import Delivery
from foundation.circulation.states import CirculationState, DeliveryState
from foundation.circulation.words import BAD_ADDRESS, NO_ADDRESS
from foundation.core.workflow import Refused

LONGEST_THREAD = 20


@dataclass(frozen=True)
class Preview:
    """Exactly what would go to one recipient; `attachments` are stored files, `calendar` iCalendar text."""

    recipient: object
    subject: str
    text: str
    html: str
    attachments: list = field(default_factory=list)
    calendar: str = ""
    calendar_method: str = ""
    unsubscribe_url: str = ""


def preview(letter, note="", only=None):
    """Render exactly what would go to whom; no letter is stored. Renditions may be made by this."""
    return [preview_for(letter, recipient, note) for recipient in recipients_of(letter, only)]


def preview_for(letter, recipient, note=""):
    """Render exactly what would go to one recipient."""
    files = letter.attached(recipient)
    words = letter.render(recipient, note, files)
    event = letter.event(recipient)
    return Preview(
        recipient=recipient,
        subject=words.subject,
        text=words.text,
        html=words.html,
        attachments=files,
        calendar=calendar.invitation(event, recipient) if event else "",
        calendar_method=event.method if event else "",
        unsubscribe_url=letter.unsubscribe_url(recipient),
    )


def recipients_of(letter, only=None):
    """Return the letter's recipients, one per address, narrowed to the keys or addresses of `only`."""
    found = {}
    for recipient in letter.recipients():
        if letter.is_reminder and recipient.user and not getattr(recipient.user, letter.reminder_switch):
            continue
        found.setdefault(recipient.identity, recipient)
    if only is None:
        return list(found.values())
    wanted = {str(one).lower() for one in only}
    return [
        one for one in found.values() if one.identity in wanted or (one.key and one.key.lower() in wanted)
    ]


def write_deliveries(circulation, letter, recipients, note):
    """Write one delivery per recipient; one without address fails here, saying what to do."""
    previews = [preview_for(letter, recipient, note) for recipient in recipients]
    threads = _threads(letter.thread, [one.recipient.address for one in previews])
    waits = DeliveryState.HELD if circulation.state == CirculationState.HELD else DeliveryState.QUEUED
    rows = [_row(circulation, one, threads, waits) for one in previews]
    Delivery.objects.bulk_create(rows)
    link = Delivery.attachments.through
    link.objects.bulk_create(
        link(delivery_id=row.pk, storedfile_id=file.pk)
        for row, one in zip(rows, previews, strict=True)
        for file in {file.pk: file for file in one.attachments}.values()
    )


def redirect(delivery, address):
    """Point a failed delivery, and the invitation in it, to another address; refuse what is not one."""
    check_address(address)
    others = Delivery.objects.filter(circulation=delivery.circulation_id, address__iexact=address)
    if others.exclude(pk=delivery.pk).exists():
        raise Refused(_("This letter already went to %(address)s.") % {"address": address})
    delivery.address = address
    if delivery.calendar:
        delivery.calendar = calendar.for_address(delivery.calendar, address)


def repeat(delivery):
    """Write the same letter to the same person once more, as a new message that refers to the first."""
    files = list(delivery.attachments.all())
    chain = [*delivery.references.split(), delivery.message_id]
    same = ("circulation", "address", "name", "organisation_name", "language", "reader", "subject", "text",
            "html", "calendar", "calendar_method", "unsubscribe_url")  # fmt: skip
    again = Delivery.objects.create(
        **{name: getattr(delivery, name) for name in same},
        message_id=new_message_id(),
        references=" ".join(chain[-LONGEST_THREAD:]),
        state=DeliveryState.QUEUED,
        repeats=delivery,
    )
    again.attachments.set(files)
    return again


def check_address(address):
    """Raise `Refused` for what no mail server could deliver to."""
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused(
            _("“%(address)s” is not an e-mail address. Correct it and send again.") % {"address": address}
        ) from error


def new_message_id():
    """Return a Message-ID that no other letter has, under the secretariat's domain."""
    return f"<{uuid.uuid4()}@{calendar.domain()}>"


def titles_of(letter):
    """What the list of circulations calls a letter, in the field of each language."""
    found = {}
    for language, name in (("en", "title"), ("ru", "title_ru"), ("ky", "title_ky")):
        with override(language):
            found[name] = str(letter.title())[:300]
    return found


def _row(circulation, one, threads, waits):
    recipient = one.recipient
    problem = _problem(recipient)
    return Delivery(
        circulation=circulation,
        address=recipient.address.strip(),
        name=recipient.name[:200],
        organisation_name=recipient.organisation_name[:200],
        language=recipient.language,
        reader=recipient.user,
        subject=one.subject[:400],
        text=one.text,
        html=one.html,
        calendar=one.calendar,
        calendar_method=one.calendar_method,
        unsubscribe_url=one.unsubscribe_url,
        message_id=new_message_id(),
        references=" ".join(threads[recipient.address.strip().lower()][-LONGEST_THREAD:]),
        state=DeliveryState.FAILED if problem else waits,
        server_said=problem,
    )


def _problem(recipient):
    """Return why this cannot even be tried, or nothing."""
    address = recipient.address.strip()
    if not address:
        return NO_ADDRESS
    try:
        validate_email(address)
    except ValidationError:
        return BAD_ADDRESS
    return ""


def _threads(thread, addresses):
    """Return, per address, the Message-IDs of the letters that went there in this thread, oldest first."""
    found = defaultdict(list)
    if thread:
        earlier = Delivery.objects.filter(circulation__thread=thread, address__in=addresses)
        earlier = earlier.exclude(state=DeliveryState.CALLED_BACK).exclude(circulation__state="called-back")
        for address, message_id in earlier.order_by("pk").values_list("address", "message_id"):
            found[address.lower()].append(message_id)
    return found
