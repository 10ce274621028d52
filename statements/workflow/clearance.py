"""Members clear a statement: asked, answered, closed (RULES R7.38).

The round is that of decisions; each act locks the statement first, then the round.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.states import Channel, RoundState
from decisions.workflow import answers
from decisions.workflow.clearances import (
    begin_clearance,
    close_clearance,
    outcome_now,
    prepare_clearance,
    stop_clearance,
)
from decisions.workflow.rounds import day_of
from foundation.core.workflow import THE_PORTAL, Refused
from members.calendar import is_working_day
from members.models import Parameter
from statements.access import hat_worn, is_asked, may_ask, may_hold
from statements.models import Clearance, Statement
from statements.states import StatementState
from statements.workflow.statements import STATEMENT, keep_canonical, round_of
from statements.workflow.texts import text_in

S, R = StatementState, RoundState
A_DAY = timedelta(days=1)


def usual_hours():
    """The hours of a clearance, when nothing else is said (RULES part 2, parameters)."""
    return Parameter.value_of("clearance_hours")


def fewest_hours():
    """The fewest hours that members have, however urgent it is."""
    return Parameter.value_of("clearance_urgent_hours")


def ends_after(hours, start=None):
    """When a clock of so many hours ends: on a day off it goes on to the same hour of the next working day."""
    ends_at = (start or timezone.now()) + timedelta(hours=hours)
    while not is_working_day(day_of(ends_at)):
        ends_at += A_DAY
    return ends_at


def not_ready_for_clearance(statement):
    """What keeps a draft from being put before the members, in sentences."""
    if text_in(statement, statement.master_language) is None:
        yield _("The text in the master language is not written yet.")


def is_in_due_time(*, hours, reason="", **_more):
    """Raise Refused where members would have too few hours, or fewer than usual without a reason."""
    if hours < fewest_hours():
        raise Refused(
            _("Members need at least %(hours)s hours, however urgent it is.") % {"hours": fewest_hours()}
        )
    if hours < usual_hours() and not reason.strip():
        raise Refused(_("Say why it is urgent: members have less time than usual."))


@STATEMENT.move(
    S.DRAFT, to=S.IN_CLEARANCE, may=may_ask, hat=hat_worn, missing=not_ready_for_clearance,
    label=_("Ask for clearance"), done=_("Members asked for clearance"),
)  # fmt: skip
def request_clearance(statement, *, by, hours=None, reason="", message=""):
    """Ask all members; the text stands still while the clock runs. Raises Refused for haste without a reason."""
    hours = hours or usual_hours()
    is_in_due_time(hours=hours, reason=reason)
    number = statement.clearances.count() + 1
    round_ = prepare_clearance(
        number=number, by=by, message=message, leads=statement.lead_mandates.all()
    )  # fmt: skip
    Clearance.objects.create(
        statement=statement, number=number, round=round_, canonical=keep_canonical(statement), hours=hours
    )
    begin_clearance(round_, by=THE_PORTAL, ends_at=ends_after(hours))
    statement.returned = ""
    statement.act_details = {"ends_at": round_.ends_at.isoformat(), "hours": hours}


@STATEMENT.act(
    may=is_asked, hat=hat_worn, label=_("Answer the clearance"), done=_("A member answered the clearance"),
)  # fmt: skip
def clear(statement, *, by, organisation, kind, words="", channel=Channel.PORTAL):
    """State what a member says of the statement, by the answers of every round. Returns the `Answer`."""
    given = answers.answer(
        _round(statement), by=by, organisation=organisation, kind=kind, words=words, channel=channel
    )
    statement.act_details = {"organisation": organisation.acronym, "kind": kind, "is_late": given.is_late}
    _go_on(statement)
    return given


@STATEMENT.act(
    may=may_hold, hat=hat_worn, label=_("Record an answer"), done=_("Answer of a member recorded"),
)  # fmt: skip
def record_clearance(statement, *, by, organisation, kind, **facts):
    """Write down what a member said by e-mail, by telephone or in the room; never for it (RULES R2.6)."""
    given = answers.record_answer(_round(statement), by=by, organisation=organisation, kind=kind, **facts)
    statement.act_details = {"organisation": organisation.acronym, "kind": kind, "is_late": given.is_late}
    _go_on(statement)
    return given


@STATEMENT.act(
    may=is_asked, hat=hat_worn, label=_("Confirm"), done=_("Focal point confirmed an alternate's answer"),
)  # fmt: skip
def confirm_clearance(statement, *, by, given):
    """The focal point lets an alternate's word count (RULES R2.5)."""
    answers.confirm_answer(_round(statement), by=by, given=given)
    _go_on(statement)


def _round(statement):
    round_ = round_of(statement)
    if round_ is None:
        raise Refused(_("Nobody is asked about this statement now."))
    return round_


def _go_on(statement):
    """Close at once where nothing is left to wait for; the act that calls it saves the row."""
    if statement.state != S.IN_CLEARANCE:
        return
    round_ = round_of(statement)
    outcome = outcome_now(round_)
    if outcome is None:
        return
    # What the act that goes on here says of itself is kept for its own entry of the log.
    details, statement.act_details = getattr(statement, "act_details", None), None
    close_clearance(round_, outcome)
    (mark_cleared if outcome == R.AGREED else mark_not_cleared)(statement, by=THE_PORTAL)
    statement.act_details = details


def close_if_due(statement):
    """Close the clearance whose clock ran out, once, however often it is asked. Returns whether it did."""
    with transaction.atomic():
        statement = Statement.objects.select_for_update().get(pk=statement.pk)
        before = statement.state
        _go_on(statement)
        return statement.state != before


@STATEMENT.move(
    S.IN_CLEARANCE, to=S.CLEARED, may=may_hold, hat=hat_worn, label=_("Cleared"), done=_("Cleared by the members"),
    automatic=True,
)  # fmt: skip
def mark_cleared(statement, *, by):
    """Nobody objects, the lead mandate holders answered, others answered or were silent to the end."""
    statement.cleared_at = timezone.now()


@STATEMENT.move(
    S.IN_CLEARANCE, to=S.DRAFT, may=may_hold, hat=hat_worn, label=_("Not cleared"),
    done=_("Not cleared: an objection stood at the end"), automatic=True,
)  # fmt: skip
def mark_not_cleared(statement, *, by):
    """An objection stood when the clock ran out: back to a draft."""


@STATEMENT.move(
    S.IN_CLEARANCE, to=S.DRAFT, may=may_hold, hat=hat_worn, label=_("Hold the clearance"), done=_("Clearance held"),
)  # fmt: skip
def hold_clearance(statement, *, by, reason):
    """Stop the clock and take the text back to a draft; what was said so far stays on record."""
    if not reason.strip():
        raise Refused(_("Give the reason first."))
    stop_clearance(round_of(statement))
    statement.returned = reason.strip()
