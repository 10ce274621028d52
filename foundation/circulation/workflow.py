"""How letters leave the office.

    preview → circulate → HELD ──(minutes to call back)──→ RELEASED      each delivery:
                            └──────────────→ CALLED BACK    HELD → QUEUED → SENDING → SENT
                                                                     ↑  └────────┴→ FAILED → QUEUED (retry)

`circulate` freezes every letter as a row: words, Message-ID, calendar object, attachments. From then on
the row is the truth and the broker's message only a nudge (`delivery.py`). Rules: RULES R10.54, R10.55.
"""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.circulation import delivery, freeze
from foundation.circulation.access import circulated_it, hat_of_caller, may_circulate
from foundation.circulation.freeze import Preview, preview, recipients_of
from foundation.circulation.models import Circulation, Delivery
from foundation.circulation.states import CIRCULATION_MAP, DELIVERY_MAP, CirculationState, DeliveryState
from foundation.core.workflow import THE_PORTAL, Refused, Workflow

CIRCULATION = Workflow("circulation", CirculationState, CIRCULATION_MAP)
__all__ = [
    "Preview", "already_sent", "call_back", "circulate", "forget_readers", "note_opened", "preview", "recipients_of",
    "release", "release_due", "retry", "retry_failed", "send_again",
]  # fmt: skip

DELIVERY = Workflow("circulation", DeliveryState, DELIVERY_MAP)

CALL_BACK_MINUTES = 5


def circulate(letter, *, by, note="", only=None, at_once=False, hold_minutes=CALL_BACK_MINUTES):
    """Freeze a letter to all its recipients and let it leave after `hold_minutes`; return the circulation.

    `at_once` is for one-person mails and reminders by the clock. Whether this letter may go now was asked by
    the workflow that calls. Where `by` is not of the secretariat, the letter follows from their act, and the
    record says that the portal sent it. Raises `Refused` when there is nobody to write to.
    """
    actor = by if by is not THE_PORTAL and may_circulate(by) else THE_PORTAL
    return send_out(
        letter, by=actor, made_by=by, note=note, only=only, hold_minutes=0 if at_once else hold_minutes
    )


@CIRCULATION.creation(
    may=may_circulate, hat=Hat.SECRETARIAT, automatic=True,
    label=_("Circulate"), done=_("Letters circulated"),
)  # fmt: skip
def send_out(letter, *, by, made_by, note, only, hold_minutes):
    """Write the rows of a circulation; call `circulate`, not this."""
    recipients = recipients_of(letter, only)
    if not recipients:
        raise Refused(_("This letter has no recipients. Choose at least one, then circulate it."))
    leaves_at = timezone.now() + timedelta(minutes=hold_minutes)
    circulation = Circulation.objects.create(
        occasion=letter.occasion,
        **freeze.titles_of(letter),
        note=note.strip(),
        about=letter.about,
        thread=letter.thread,
        edition=letter.edition,
        is_personal=letter.is_personal,
        made_by=None if made_by is THE_PORTAL else made_by,
        leaves_at=leaves_at,
        state=CirculationState.HELD if hold_minutes > 0 else CirculationState.RELEASED,
    )
    freeze.write_deliveries(circulation, letter, recipients, note)
    circulation.act_details = {"recipients": len(recipients), "edition": letter.edition}  # type: ignore[attr-defined]
    if circulation.state == CirculationState.RELEASED:
        nudge_on_commit(circulation)
    return circulation


@CIRCULATION.move(
    CirculationState.HELD, to=CirculationState.CALLED_BACK, may=may_circulate | circulated_it, hat=hat_of_caller,
    label=_("Call back"), done=_("Letters called back"),
)  # fmt: skip
def call_back(circulation, *, by):
    """Stop a circulation before anything has left.

    Raises `Refused` when its minutes have passed, even if the portal has not come round to sending it.
    """
    if timezone.now() >= circulation.leaves_at:
        raise Refused(_("The time to call this back has passed: the letters are leaving now."))
    circulation.deliveries.filter(state=DeliveryState.HELD).update(state=DeliveryState.CALLED_BACK)


@CIRCULATION.move(
    CirculationState.HELD, to=CirculationState.RELEASED, may=may_circulate, hat=Hat.SECRETARIAT,
    automatic=True, label=_("Send now"), done=_("Letters sent out"),
)  # fmt: skip
def release(circulation, *, by):
    """Let the letters leave: by the clock when the minutes have passed, or by hand before."""
    if by is THE_PORTAL and timezone.now() < circulation.leaves_at:
        raise Refused(_("These letters are still held for a few minutes so that they can be called back."))
    circulation.deliveries.filter(state=DeliveryState.HELD).update(state=DeliveryState.QUEUED)
    nudge_on_commit(circulation)


@DELIVERY.move(
    DeliveryState.FAILED, to=DeliveryState.QUEUED, may=may_circulate, hat=Hat.SECRETARIAT,
    label=_("Try again"), done=_("Delivery tried again"),
)  # fmt: skip
def retry(one, *, by, address=""):
    """Try a failed delivery again, to another address where one is given. It stays the same message.

    Raises `Refused` when there is still no address, when it is not one, or when this circulation has
    already gone to it.
    """
    if one.circulation.state != CirculationState.RELEASED:
        raise Refused(_("These letters have not left. Circulate again, then correct the address."))
    address = address.strip()
    if address and address != one.address:
        freeze.redirect(one, address)
    if one.has_no_address:
        raise Refused(_("No e-mail address is known for this person. Type one, then send again."))
    one.attempts = 0
    one.server_said = ""
    one.next_try_at = one.nudged_at = None
    delivery.nudge_on_commit([one.pk])


@CIRCULATION.act(
    CirculationState.RELEASED, may=may_circulate, hat=Hat.SECRETARIAT,
    label=_("Try again now what failed or waits"), done=_("Failed and waiting deliveries tried again"),
)  # fmt: skip
def retry_failed(circulation, *, by):
    """Try every delivery that failed or waits for a later attempt again now; return how many."""
    waits = Q(state=DeliveryState.QUEUED, next_try_at__isnull=False)
    stuck = circulation.deliveries.filter(waits | Q(state=DeliveryState.FAILED)).exclude(address="")
    pks = list(stuck.select_for_update().values_list("pk", flat=True))
    if not pks:
        raise Refused(_("Nothing has failed that could be tried again."))
    circulation.deliveries.filter(pk__in=pks).update(
        state=DeliveryState.QUEUED, attempts=0, server_said="", next_try_at=None, nudged_at=None
    )
    circulation.act_details = {"deliveries": len(pks)}
    delivery.nudge_on_commit(pks)
    return len(pks)


@CIRCULATION.act(
    CirculationState.RELEASED, may=may_circulate, hat=Hat.SECRETARIAT,
    label=_("Send again to these"), done=_("Letters sent again"),
)  # fmt: skip
def send_again(circulation, deliveries, *, by):
    """Send the same letter once more to some who say that they did not get it; return the new deliveries."""
    ticked = [one for one in deliveries if one.circulation_id == circulation.pk]
    if not ticked:
        raise Refused(_("Nobody is ticked. Tick those who should get the letter again."))
    without = [one.name for one in ticked if one.has_no_address]
    if without:
        raise Refused(
            _("No e-mail address is known for %(names)s. Type one beside the name first.")
            % {"names": ", ".join(without)}
        )
    if any(one.state in (DeliveryState.QUEUED, DeliveryState.SENDING) for one in ticked):
        raise Refused(_("Some of these are still on their way. Wait until they are sent or have failed."))
    again = [freeze.repeat(one) for one in ticked]
    circulation.act_details = {"to": [one.address for one in again]}
    delivery.nudge_on_commit([one.pk for one in again])
    return again


@CIRCULATION.act(
    CirculationState.RELEASED, CirculationState.CALLED_BACK, may=may_circulate, hat=Hat.PORTAL,
    automatic=True, label=_("Delete names and words"), done=_("Names, addresses and words of letters deleted"),
)  # fmt: skip
def forget_readers(circulation, *, by):
    """Delete who got the letters of a circulation and what they said; that they went, and where to, stays.

    For letters to people who have no part in the Network, once their occasion has passed (RULES R10.67).
    """
    rows = circulation.deliveries.exclude(state__in=(DeliveryState.QUEUED, DeliveryState.SENDING))
    circulation.act_details = {"deliveries": rows.count()}
    rows.update(name="–", address="", text="", html="", calendar="", server_said="", unsubscribe_url="")
    rows.exclude(subject="").update(subject=circulation.title)


def already_sent(letter):
    """Whether this letter, on this occasion and in this edition, left before about the same thing."""
    about = ContentType.objects.get_for_model(letter.about)
    sent = Circulation.objects.filter(about_type=about, about_id=letter.about.pk, occasion=letter.occasion)
    return sent.filter(edition=letter.edition).exists()


def note_opened(user, about):
    """Note that `user` opened in the portal what a letter was about, for the secretariat (RULES R10.68)."""
    if not getattr(user, "is_authenticated", False):
        return
    Delivery.objects.filter(
        reader=user, opened_at__isnull=True, state=DeliveryState.SENT, circulation__about_id=about.pk,
        circulation__about_type=ContentType.objects.get_for_model(about),
    ).update(opened_at=timezone.now())  # fmt: skip


def release_due():
    """Release every circulation whose minutes have passed; one that was called back meanwhile stays back."""
    for circulation in Circulation.objects.due():
        try:
            release(circulation, by=THE_PORTAL)
        except Refused:
            continue


def nudge_on_commit(circulation):
    """Tell the broker of all queued letters of a circulation, once they are really in the database."""
    queued = Delivery.objects.filter(circulation=circulation, state=DeliveryState.QUEUED)
    delivery.nudge_on_commit(list(queued.values_list("pk", flat=True)))
