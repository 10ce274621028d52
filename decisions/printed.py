"""What is printed with a decision for good: reservations, dissociations, explanations, corrigenda (RULES part 1)."""

from dataclasses import dataclass

from django.db.models import Prefetch

from decisions.models import Answer, Decision, Round, Seat
from decisions.states import TAKEN, RoundState
from decisions.workflow.texts import hash_of
from foundation.core.templatetags.ui import in_language

RESERVED = (Seat.Outcome.RESERVATION, Seat.Outcome.DISSOCIATION)


@dataclass(frozen=True)
class Position:
    """How a member joined the consensus otherwise than the rest: its names then, what, on which part, in which words."""

    names: dict
    kind: Seat.Outcome
    part: str
    words: str

    @property
    def name(self):
        """Its short name as it was then, in the active language."""
        return in_language(self.names, "acronym")

    @property
    def is_dissociation(self):
        """Whether it does not join at all, wholly or from a part."""
        return self.kind == Seat.Outcome.DISSOCIATION


def with_what_is_printed(rows):
    """Fetch, for any number of decisions, what is printed with each in the same few queries."""
    seats = Seat.objects.filter(outcome__in=RESERVED).select_related("organisation")
    answers = Answer.objects.prefetch_related("confirmations")
    agreed = Round.objects.filter(state=RoundState.AGREED).order_by("-number")
    return rows.select_related("lead", "proposer", "supersedes").prefetch_related(
        Prefetch("rounds", agreed, to_attr="agreed_rounds"),
        Prefetch("agreed_rounds__seats", seats, to_attr="reserved_seats"),
        Prefetch("agreed_rounds__reserved_seats__answers", answers),
        "explanations",
        "corrigenda",
        Prefetch("successors", Decision.objects.filter(state__in=TAKEN), to_attr="later"),
    )


def positions_of(decision):
    """The reservations and dissociations of the round in which it was adopted, as `Position`s.

    `decision` comes from `with_what_is_printed`. A proposal has none yet: what is said in its rounds stands in
    the ledger.
    """
    if not decision.is_taken or not decision.agreed_rounds:
        return []
    found = []
    for seat in decision.agreed_rounds[0].reserved_seats:
        said = seat.standing
        found.append(
            Position(
                seat.names, Seat.Outcome(seat.outcome), said.part if said else "", said.words if said else ""
            )
        )
    return found


def superseded_by(decision):
    """The adopted decision that took its place, or None."""
    return decision.later[0] if decision.later else None


def hash_agrees(decision):
    """Whether the text still has the SHA-256 that was written down at its adoption; computed now (RULES R3.12)."""
    return bool(decision.text_hash) and hash_of(decision.text) == decision.text_hash
