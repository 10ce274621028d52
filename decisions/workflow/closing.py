"""How a round closes: once, by what was said before its deadline, whatever hour the job ran (RULES R4.18)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.access import may_declare
from decisions.models import Decision, Round, Seat
from decisions.states import POSITIONS, AdoptionMode, DecisionState, RoundState
from decisions.workflow.adoption import adopt_or_await
from decisions.workflow.answers import standing_objections
from decisions.workflow.rounds import ROUND
from foundation.audit.states import Hat
from foundation.core.moments import moment
from foundation.core.workflow import THE_PORTAL, NotPermitted, Refused

R = RoundState


def close_round(round_, *, by=THE_PORTAL):
    """Close a silence round whose deadline has come; asked twice, it closes once.

    With no objection standing the decision is adopted, in effect from the deadline, or waits for the state.
    Raises Refused before the deadline, and when it is closed already.
    """
    with transaction.atomic():
        # The owner first, as every act on a round does.
        decision = Decision.objects.select_for_update().get(pk=round_.decision_id)
        round_ = Round.objects.select_for_update().get(pk=round_.pk)
        if round_.state != R.OPEN or not round_.is_silence:
            raise Refused(_("This round is closed already."))
        if timezone.now() < round_.ends_at:
            raise Refused(
                _("Members have until %(moment)s. The portal closes it then.")
                % {"moment": moment(round_.ends_at)}
            )
        if standing_objections(round_):
            close_broken(round_, by=by)
            return round_
        close_agreed(round_, by=by)
        decision.refresh_from_db()
        adopt_or_await(
            decision,
            by=by,
            mode=AdoptionMode.SILENCE,
            agreed_at=round_.ends_at,
            text_hash=round_.version.text_hash,
        )
    return round_


@ROUND.move(
    R.OPEN, to=R.AGREED, may=may_declare, hat=Hat.CO_CHAIR, label=_("Close with agreement"),
    done=_("Closed: nobody objects"), automatic=True,
)  # fmt: skip
def close_agreed(round_, *, by):
    """Nobody objects. Who did not answer in a silence round is recorded as tacit, never as a yes."""
    _write_outcomes(round_)


@ROUND.move(
    R.OPEN, to=R.BROKEN, may=may_declare, hat=Hat.CO_CHAIR, label=_("Close without consensus"),
    done=_("Closed: no consensus on this text"), automatic=True,
)  # fmt: skip
def close_broken(round_, *, by):
    """An objection stands at the deadline, or the meeting found no consensus: this text is not adopted."""
    _write_outcomes(round_)


def _write_outcomes(round_):
    silent = (
        Seat.Outcome.TACIT
        if (round_.is_silence or round_.is_clearance) and not standing_objections(round_)
        else Seat.Outcome.NO_ANSWER
    )
    for seat in round_.seats.prefetch_related("answers__confirmations"):
        position = seat.standing
        seat.outcome = position.kind if position else silent
        seat.save(update_fields=["outcome"])
    round_.closed_at = timezone.now()
    if round_.is_silence:
        round_.act_details = {"effective_at": round_.ends_at.isoformat()}


def declare_adopted(decision, *, by, adopted_on, declared_by=""):
    """A co-chair declares in a meeting that nobody objects (RULES R3.12); the state may still be waited for.

    `adopted_on` is the day of the meeting; `declared_by` names the co-chairs when the portal counts their
    approvals. Raises Refused while an objection stands.
    """
    from decisions.workflow.decisions import live_round, place_on_agenda  # noqa: PLC0415 -- no circle at import

    with transaction.atomic():
        Decision.objects.select_for_update().get(pk=decision.pk)
        decision.refresh_from_db()
        if by is not THE_PORTAL and not may_declare(by):
            raise NotPermitted(
                _("A co-chair declares adoption. Ask the secretariat if you think that you should.")
            )
        if decision.state != DecisionState.ON_AGENDA:
            # Born in the minutes of the meeting itself, or brought to it without having been on its agenda.
            place_on_agenda(decision, by=THE_PORTAL)
        round_ = live_round(decision)
        if round_ is None or round_.is_silence:
            raise Refused(
                _("No consultation towards a meeting is open on it. Put it on the agenda once more.")
            )
        objecting = [*standing_objections(round_), *_objections_not_lifted(round_)]
        if objecting:
            raise Refused(
                _("%(members)s objects. There is no consensus while the objection stands.")
                % {"members": ", ".join(str(seat) for seat in objecting)}
            )
        close_agreed(round_, by=by)
        adopt_or_await(
            decision, by=by, mode=AdoptionMode.IN_MEETING, agreed_on=adopted_on, declared_by=declared_by or str(by),
            text_hash=round_.version.text_hash,
        )  # fmt: skip


def _objections_not_lifted(round_):
    """Seats that objected to this very text before and have stated no position since (RULES R3.12, R4.19)."""
    earlier = Round.objects.filter(
        decision=round_.decision_id, version=round_.version_id, number__lt=round_.number
    )
    objected = {seat.organisation_id: seat for one in earlier for seat in standing_objections(one)}
    for seat in round_.seats.prefetch_related("answers__confirmations"):
        if seat.standing is not None and seat.standing.kind in POSITIONS:
            objected.pop(seat.organisation_id, None)
    return list(objected.values())
