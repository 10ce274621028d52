"""When silence is not to be used (RULES R4.22 to R4.24); each bar is a sentence with its rule."""

from django.utils.translation import gettext_lazy as _

from decisions.states import RoundMode, RoundState, SilenceBar, StateConcern
from decisions.workflow.texts import hash_of

MOST_BROKEN = 2


def is_unsaid(decision):
    """Whether nobody has said yet if it is of concern to the state."""
    return decision.concerns_state == StateConcern.NO and not decision.judgements.exists()


def broken_rounds(decision):
    """How many silence rounds of this proposal were broken."""
    return decision.rounds.filter(mode=RoundMode.SILENCE, state=RoundState.BROKEN).count()


def why_no_silence(decision):
    """What bars this decision from the silence procedure, in sentences."""
    if is_unsaid(decision):
        yield _(
            "Nobody has said yet whether it is of concern to the state (rule R5.26). Say so on the page of the "
            "decision, then the members can be asked."
        )
    if decision.bar:
        yield _(
            "“%(matter)s” is never decided by silence (rule R4.24). Put it on the agenda of a meeting."
        ) % {"matter": SilenceBar(decision.bar).label}
    if broken_rounds(decision) >= MOST_BROKEN:
        yield _(
            "Silence was broken twice on this proposal (rule R4.23). Put it on the agenda of a meeting, "
            "escalate it, or withdraw it."
        )
        return
    if _was_objected_to_in_a_meeting(decision):
        yield _("A member objected to this very text towards a meeting (rule R4.24). Change the text first.")
        return
    last = (
        decision.rounds.filter(state=RoundState.BROKEN).order_by("-number").select_related("version").first()
    )
    if last is not None and last.version.text_hash == hash_of(decision.text):
        if last.mode == RoundMode.MEETING:
            yield _("A meeting found no consensus on this very text (rule R4.24). Change the text first.")
        else:
            yield _("Members objected to this very text (rule R4.22). Change the text first.")


def _was_objected_to_in_a_meeting(decision):
    """Whether an objection stands in a consultation towards a meeting on this very text that did not close."""
    rounds = decision.rounds.filter(
        mode=RoundMode.MEETING, state__in=(RoundState.OPEN, RoundState.STOPPED),
        version__text_hash=hash_of(decision.text),
    )  # fmt: skip
    seats = (seat for one in rounds for seat in one.seats.prefetch_related("answers__confirmations"))
    return any(seat.has_objection for seat in seats)
