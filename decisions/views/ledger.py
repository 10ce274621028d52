"""The consultation ledger: one line for each member seat, with every word that was said (issue 4)."""

from dataclasses import dataclass, field

from django.urls import reverse

from decisions.states import AnswerKind, RoundState
from decisions.workflow.sentence import seat_name
from members.standing import Standing
from members.states import Role


@dataclass
class Line:
    """One seat: its position in words, who gave it how and when, what was said before it, and what came late."""

    seat: object
    name: str
    said: object
    is_touched: bool
    outcome: str = ""
    earlier: list = field(default_factory=list)
    waiting: list = field(default_factory=list)
    late: list = field(default_factory=list)
    asks_for_time: object = None

    @property
    def tone(self):
        """The colour of the position's mark."""
        if self.said is None:
            return "warm" if not self.outcome else ""
        return {AnswerKind.OBJECTION: "bad", AnswerKind.NO_OBJECTION: "good",
                AnswerKind.OBJECTION_WITHDRAWN: "good", AnswerKind.CLEARED: "good"}.get(self.said.kind, "info")  # fmt: skip


@dataclass
class Ledger:
    """The lines of one round, and what this reader can do with single answers."""

    round: object
    lines: list
    late: list
    confirms_for: frozenset
    notes_late: bool
    confirm_address: str = ""
    note_address: str = ""


def addresses_on_decision(round_):
    """Where the acts on single answers of a round on a decision go: the act's slug, or an answer's message."""
    place = (round_.decision_id, round_.number)

    def address(act, answer=None):
        if answer is not None:
            return reverse("decisions:answer_message", args=[*place, answer.pk])
        return reverse("decisions:round_move", args=[*place, act])

    return address


def ledger_of(round_, user, addresses=None):
    """The ledger of a round that came from `rounds_in_full`; `addresses` as `addresses_on_decision` makes them."""
    address = addresses or addresses_on_decision(round_)
    standing = Standing.of(user)
    lines = [_line(seat) for seat in round_.seats.all()]
    lines.sort(key=lambda line: line.name)
    led = frozenset(pk for pk, role in standing.represents.items() if role == Role.FOCAL_POINT)
    late = [answer for line in lines for answer in line.late]
    for seat in round_.seats.all():
        for one in seat.answers.all():
            one.message_address = address("message", one) if one.message_id else ""
    return Ledger(
        round_, lines, late, led, standing.is_co_chair, address("confirm-answer"), address("note-late-answer")
    )


def _line(seat):
    said = seat.standing
    answers = sorted(seat.answers.all(), key=lambda one: one.pk)
    for one in answers:
        # The page reads the seat of each answer; it is this one.
        one.seat = seat
    is_over = seat.round.state in (RoundState.AGREED, RoundState.BROKEN)
    requests = [one for one in answers if one.kind == AnswerKind.EXTENSION_REQUEST and not one.is_late]
    return Line(
        seat=seat, name=seat_name(seat), said=said, is_touched=seat.is_touched,
        outcome=seat.get_outcome_display() if is_over and said is None else "",
        earlier=[one for one in reversed(answers) if one.counts and one != said and one not in requests],
        waiting=[one for one in answers if not one.is_late and not one.counts],
        late=[one for one in answers if one.is_late],
        asks_for_time=requests[-1] if requests else None,
    )  # fmt: skip
