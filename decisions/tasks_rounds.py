"""What the clock does with rounds: closes them at their deadline, tells of what happened, reminds who owes.

Each letter is asked for by the state of the rows and leaves once: the sweep may run late, twice, or after a pause.
"""

from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from decisions.letters import rounds as letters
from decisions.letters import voices
from decisions.models import Round, SentReminder
from decisions.states import RECORDED, AnswerKind, RoundReminder, RoundState
from decisions.workflow.closing import close_round
from decisions.workflow.reading import owing, rounds_in_full
from foundation.audit.models import Act
from foundation.circulation.workflow import already_sent, circulate, recipients_of
from foundation.core.workflow import THE_PORTAL, Refused
from members.models import Parameter

# What happened longer ago is not told any more: the portal was not there to tell it.
TELL_WITHIN = timedelta(days=7)


@shared_task(name="decisions.keep_rounds")
def keep_rounds():
    """Once a minute: close what is due, then tell of all rounds that moved in the last days."""
    for round_ in Round.objects.due_to_close():
        close_due(round_)
    for pk in Round.objects.worth_telling(timezone.now() - TELL_WITHIN).values_list("pk", flat=True):
        tell_of(pk)


@shared_task(name="decisions.keep_round")
def keep_round(pk):
    """Right after an act on one round; the sweep finds what is lost here."""
    tell_of(pk)


def nudge(round_):
    """Let the letters of this round leave as soon as what was done is in the database."""
    keep_round.delay_on_commit(round_.pk)


def close_due(round_):
    """Close one round whose deadline has come; one that was closed or extended meanwhile is left alone."""
    try:
        close_round(round_, by=THE_PORTAL)
    except Refused:
        return


def tell_of(pk):
    """Send all letters about one round that are due and have not left; the row is locked against a second sweep."""
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=pk)
        round_ = rounds_in_full().get(pk=pk)
        for letter in letters_due(round_):
            if not already_sent(letter) and recipients_of(letter):
                circulate(letter, by=THE_PORTAL, at_once=True)
        remind(round_)


def letters_due(round_):
    """Every letter that the rows ask for, whether it left or not."""
    if not round_.is_silence:
        yield from _about_answers(round_)
        return
    if round_.state == RoundState.PREPARED:
        yield letters.RoundPrepared(round_)
    elif round_.opened_at is None:
        yield from _stopped(round_)
    else:
        yield from _of_an_opened_round(round_)


def _stopped(round_):
    act = Act.objects.about(round_).filter(verb="decisions.stop_round").order_by("-pk").first()
    if act is not None:
        yield letters.RoundStopped(round_, reason=act.reason, who=act.actor_name)


def _of_an_opened_round(round_):
    if round_.state == RoundState.OPEN:
        yield letters.ConsultationOpened(round_)
        yield from (letters.RoundExtended(one) for one in round_.extensions.all())
        yield from _about_objections(round_)
    yield from _about_answers(round_)
    if round_.state in (RoundState.AGREED, RoundState.BROKEN):
        yield letters.RoundResult(round_)


def _about_objections(round_):
    """The objection that stands first, or the news that the last one was lifted."""
    seats = list(round_.seats.all())
    standing = [seat.standing for seat in seats if seat.has_objection]
    if standing:
        yield letters.SilenceBroken(round_, min(standing, key=lambda one: one.pk))
        return
    raised = [one for seat in seats for one in seat.counted if one.kind == AnswerKind.OBJECTION]
    if raised:
        yield letters.SilenceResumed(round_, max(raised, key=lambda one: one.pk))


def _about_answers(round_):
    recent = timezone.now() - TELL_WITHIN
    for seat in round_.seats.all():
        for one in seat.answers.all():
            if one.recorded_at < recent:
                continue
            if one.channel in RECORDED:
                yield voices.AnswerRecorded(one)
            if one.is_late:
                yield voices.LateAnswer(one)
            elif one.waits_for_confirmation and not one.is_confirmed and round_.is_open:
                yield voices.ConfirmationAsked(one)
            if one.kind == AnswerKind.EXTENSION_REQUEST and round_.is_open:
                yield voices.ExtensionAsked(one)


def remind(round_, now=None):
    """Halfway, and some hours before the deadline, each once for one deadline, only to those who owe (R10.54)."""
    now = now or timezone.now()
    if round_.state != RoundState.OPEN or not round_.is_silence or now >= round_.ends_at:
        return
    percent = Parameter.value_of("silence_remind_percent")
    whole = round_.ends_at - round_.opened_at
    due = (
        (RoundReminder.LAST, round_.ends_at - timedelta(hours=Parameter.value_of("silence_remind_hours"))),
        (RoundReminder.HALFWAY, round_.opened_at + whole * percent / 100),
    )
    for which, at in due:
        if now < at:
            continue
        _remind_once(round_, which, now)
        # After a pause of the clock the later reminder stands for the earlier one.
        break


def _remind_once(round_, which, now):
    _row, is_new = SentReminder.objects.get_or_create(
        round=round_, which=which, ends_at=round_.ends_at, defaults={"sent_at": now}
    )
    seats = owing(round_)
    if is_new and seats:
        letter = letters.RoundReminded(round_, which, seats)
        if recipients_of(letter):
            circulate(letter, by=THE_PORTAL, at_once=True)
