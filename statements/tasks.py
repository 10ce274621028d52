"""What the clock does with statements: closes clearances, reminds who owes, tells of what happened.

Each letter is asked for by the state of the rows and leaves once: the sweep may run late, twice, or after a pause.
"""

from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from decisions.states import RECORDED, RoundState
from decisions.workflow.reading import owing
from foundation.audit.models import Act
from foundation.circulation.workflow import already_sent, circulate, recipients_of
from foundation.core.workflow import THE_PORTAL
from members.models import Parameter
from statements import letters, letters_keys
from statements.models import ClearanceReminder, Statement
from statements.states import StatementState, VoidedBecause
from statements.views.ledger import rounds_of
from statements.workflow.clearance import close_if_due

S = StatementState
# What happened longer ago is not told any more: the portal was not there to tell it.
TELL_WITHIN = timedelta(days=7)
ENDED = (RoundState.AGREED, RoundState.BROKEN, RoundState.STOPPED)


@shared_task(name="statements.keep_statements")
def keep_statements():
    """Once a minute: close what is due, then tell of all statements that moved in the last days."""
    now = timezone.now()
    for statement in Statement.objects.in_clearance().filter(clearances__round__ends_at__lte=now).distinct():
        close_if_due(statement)
    moving = Q(state__in=(S.IN_CLEARANCE, S.CLEARED, S.SIGNED_BY_ONE, S.SIGNED))
    since = now - TELL_WITHIN
    recent = Q(signatures__voided_at__gte=since) | Q(clearances__round__closed_at__gte=since)
    recent |= Q(state=S.PUBLISHED, published_at__gte=since)
    for pk in Statement.objects.filter(moving | recent).values_list("pk", flat=True).distinct():
        tell_of(pk)


@shared_task(name="statements.keep_statement")
def keep_statement(pk):
    """Right after an act on one statement; the sweep finds what is lost here."""
    tell_of(pk)


def nudge(statement):
    """Let the letters of this statement leave as soon as what was done is in the database."""
    keep_statement.delay_on_commit(statement.pk)


def tell_of(pk):
    """Send all letters about one statement that are due and have not left, under its lock."""
    with transaction.atomic():
        statement = Statement.objects.select_for_update(of=("self",)).select_related("lead").get(pk=pk)
        clearance, round_ = _last_clearance(statement)
        for letter in letters_due(statement, clearance, round_):
            if not already_sent(letter) and recipients_of(letter):
                circulate(letter, by=THE_PORTAL, at_once=True)
        if clearance is not None:
            remind(clearance, round_)


def _last_clearance(statement):
    clearance = statement.clearances.select_related("canonical").order_by("-number").first()
    if clearance is None:
        return None, None
    clearance.statement = statement
    clearance.round = rounds_of([clearance])[clearance.round_id]
    return clearance, clearance.round


def letters_due(statement, clearance, round_):
    """Every letter that the rows ask for, whether it left or not."""
    since = timezone.now() - TELL_WITHIN
    if clearance is not None:
        yield from _about_clearance(statement, clearance, round_, since)
    yield from _about_keys(statement, since)
    returned = Act.objects.about(statement).filter(verb="statements.return_statement", at__gte=since)
    for act in returned.order_by("-pk")[:1]:
        yield letters_keys.StatementReturned(statement, act)


def _about_clearance(statement, clearance, round_, since):
    if round_.state == RoundState.OPEN:
        yield letters.ClearanceAsked(clearance, list(round_.seats.all()))
        for seat in round_.seats.all():
            if seat.has_objection:
                yield letters.ClearanceObjected(statement, seat.standing)
    yield from _about_answers(statement, round_, since)
    if round_.state in ENDED and round_.closed_at >= since:
        yield letters.ClearanceResult(clearance)


def _about_answers(statement, round_, since):
    for seat in round_.seats.all():
        for one in seat.answers.all():
            if one.channel in RECORDED and one.recorded_at >= since:
                yield letters.ClearanceRecorded(statement, one)
            if one.waits_for_confirmation and not one.is_confirmed and round_.is_open_for(seat):
                yield letters.ClearanceConfirmationAsked(statement, one)


def _about_keys(statement, since):
    lost = statement.signatures.filter(voided_because=VoidedBecause.TEXT_CHANGED, voided_at__gte=since)
    for signature in lost.select_related("statement__lead", "person", "canonical"):
        yield letters_keys.SignatureLost(signature)
    if statement.state in (S.CLEARED, S.SIGNED_BY_ONE):
        yield letters_keys.SignatureAsked(statement)
    if statement.state == S.SIGNED:
        yield letters_keys.BothSigned(statement)
    if statement.state == S.PUBLISHED and statement.published_at >= since:
        yield letters_keys.StatementPublished(statement)


def remind(clearance, round_, now=None):
    """Once, some hours before the clock runs out, only those who owe an answer (RULES R10.54)."""
    now = now or timezone.now()
    if round_.state != RoundState.OPEN or now >= round_.ends_at:
        return
    if now < round_.ends_at - timedelta(hours=Parameter.value_of("clearance_remind_hours")):
        return
    _row, is_new = ClearanceReminder.objects.get_or_create(clearance=clearance, defaults={"sent_at": now})
    seats = owing(round_)
    if is_new and seats:
        letter = letters.ClearanceReminded(clearance, seats)
        if recipients_of(letter):
            circulate(letter, by=THE_PORTAL, at_once=True)
