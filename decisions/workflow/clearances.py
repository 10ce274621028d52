"""A round in which members clear a statement: the same seats and answers, another text and clock (RULES R7.38).

The app of the statements owns the text and points to the round; here is what such a round is.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.access import may_open_rounds
from decisions.models import Round
from decisions.states import RoundMode, RoundState
from decisions.workflow.answers import standing_objections
from decisions.workflow.closing import close_agreed, close_broken
from decisions.workflow.rounds import ROUND, end_with_the_decision, seat_the_members, seats_for
from foundation.audit.states import Hat
from foundation.core.workflow import THE_PORTAL

R = RoundState


def prepare_clearance(*, number, by, message, leads):
    """Give every member its seat; `leads` are the lead mandate holders. Returns the `Round`, not open yet.

    A part of the owner's move, which locks and asks permission.
    """
    round_ = Round.objects.create(
        number=number, mode=RoundMode.CLEARANCE, message=message.strip(), prepared_at=timezone.now(),
        prepared_by=None if by is THE_PORTAL else by,
    )  # fmt: skip
    seat_the_members(round_, touched=leads)
    return round_


def clearance_to_come(*, message, leads, ends_at):
    """What `prepare_clearance` and `begin_clearance` would make now, to look at: the `Round` and its seats, not saved."""
    round_ = Round(mode=RoundMode.CLEARANCE, message=message.strip(), ends_at=ends_at)
    return round_, seats_for(round_, touched=leads)


@ROUND.move(
    R.PREPARED, to=R.OPEN, may=may_open_rounds, hat=Hat.SECRETARIAT, label=_("Ask for clearance"),
    done=_("Members asked for clearance"), automatic=True,
)  # fmt: skip
def begin_clearance(round_, *, by, ends_at):
    """The clock runs from now on."""
    round_.opened_at = timezone.now()
    round_.ends_at = round_.first_ends_at = ends_at


def pending_seats(round_):
    """The seats that have said nothing that counts, and those of them that have to answer expressly."""
    seats = [seat for seat in _seats(round_) if seat.standing is None]
    return seats, [seat for seat in seats if seat.is_touched]


def _seats(round_):
    if "seats" in getattr(round_, "_prefetched_objects_cache", {}):
        return round_.seats.all()
    return round_.seats.select_related("organisation").prefetch_related("answers__confirmations")


def outcome_now(round_):
    """What the round comes to now: AGREED, BROKEN, or None while it has to wait.

    All have cleared: at once. Else at the end of the clock, when others are tacit; a lead mandate holder is
    waited for beyond it, but not with an objection that stood at the end.
    """
    if round_.state != R.OPEN:
        return None
    pending, leads = pending_seats(round_)
    objecting = bool(standing_objections(round_))
    if timezone.now() < round_.ends_at:
        return None if pending or objecting else R.AGREED
    if objecting:
        return R.BROKEN
    return None if leads else R.AGREED


def close_clearance(round_, outcome):
    """Write down how it ended."""
    (close_agreed if outcome == R.AGREED else close_broken)(round_, by=THE_PORTAL)


def stop_clearance(round_):
    """Nobody is asked any more: it was held, or the statement was withdrawn."""
    if round_ is not None and round_.state in (R.PREPARED, R.OPEN):
        end_with_the_decision(round_, by=THE_PORTAL)
