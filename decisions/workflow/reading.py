"""How a text and its answers are read: beside the text of the round before, and in plain words."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from decisions.models import Round, TextVersion
from decisions.states import CLEARANCE_KINDS, AnswerKind, RoundMode, RoundState
from foundation.review.redline import redline, words_changed

K = AnswerKind
# What each answer does, in the words of whoever chooses it (RULES R4.16).
DOES = {
    K.NO_OBJECTION: _("The text can be adopted as far as we are concerned."),
    K.COMMENT: _("A remark for the secretariat. It does not stop adoption."),
    K.RESERVATION: _(
        "We join the consensus, but not on a stated part. It is printed with the decision for good."
    ),
    K.DISSOCIATION: _(
        "We let the others adopt it, but do not join. It is printed with the decision for good."
    ),
    K.OUTSIDE_MANDATE: _("The matter lies outside our mandate. We state no position and stop nothing."),
    K.OBJECTION: _(
        "We cannot accept this text. It is not adopted while our objection stands, and all members are told."
    ),
    K.OBJECTION_WITHDRAWN: _(
        "Our objection no longer stands. The text can be adopted as far as we are concerned."
    ),
    K.EXTENSION_REQUEST: _(
        "We ask the co-chairs for a later deadline, for all members. It is not a position."
    ),
    K.CLEARED: _("The Network can say this, as far as we are concerned."),
    K.CLEARED_WITH_COMMENTS: _(
        "The Network can say this. Our comments are for the drafting lead and stop nothing."
    ),
    K.NO_POSITION: _("It lies outside our mandate. We state no position and stop nothing."),
}
DOES_IN_CLEARANCE = {
    K.OBJECTION: _("We cannot clear this text. It is not cleared while our objection stands, and all members are told."),
}  # fmt: skip
SAYS = {
    K.NO_OBJECTION: _("No objection"),
    K.COMMENT: _("A comment"),
    K.RESERVATION: _("Agree, with a reservation"),
    K.DISSOCIATION: _("Let it pass, but dissociate ourselves"),
    K.OUTSIDE_MANDATE: _("Outside our mandate"),
    K.OBJECTION: _("Object"),
    K.OBJECTION_WITHDRAWN: _("Lift our objection"),
    K.EXTENSION_REQUEST: _("Ask for more time"),
    K.CLEARED: _("Cleared"),
    K.CLEARED_WITH_COMMENTS: _("Cleared, with comments"),
    K.NO_POSITION: _("No position"),
}


def kinds_open_to(round_, seat):
    """Which answers a seat can give now; while its objection stands, lifting it is an answer of its own."""
    if round_.is_clearance:
        return list(CLEARANCE_KINDS)
    kinds = [K.NO_OBJECTION, K.COMMENT, K.RESERVATION, K.DISSOCIATION, K.OUTSIDE_MANDATE, K.OBJECTION]
    if seat is None:
        # The secretariat records whatever was said.
        kinds.append(K.OBJECTION_WITHDRAWN)
    elif seat.has_objection:
        kinds = [K.OBJECTION_WITHDRAWN, K.OBJECTION, K.COMMENT]
    if round_.is_silence and round_.is_open:
        kinds.append(K.EXTENSION_REQUEST)
    return kinds


def round_before(round_):
    """The last round before this one whose text members were really asked about, or None."""
    rows = Round.objects.filter(decision=round_.decision_id, number__lt=round_.number).exclude(opened_at=None)
    return rows.select_related("version").order_by("-number").first()


@dataclass(frozen=True)
class Comparison:
    """One text against another: the tracked change by word, and how much it is."""

    before: TextVersion
    after: TextVersion

    @property
    def marked(self):
        """The later text with what was taken out and put in."""
        return redline(self.before.text, self.after.text)

    @property
    def words(self):
        """How many words changed."""
        return words_changed(self.before.text, self.after.text)

    @property
    def sentence(self):
        """“7 words changed since Rev.1.”"""
        return ngettext(
            "%(count)s word changed since “%(before)s”.", "%(count)s words changed since “%(before)s”.", self.words
        ) % {"count": self.words, "before": self.before}  # fmt: skip


def against_the_round_before(round_, before=None):
    """How the text of a round differs from what was asked before; None when it is the first or the same."""
    before = before or round_before(round_)
    if before is None or before.version_id == round_.version_id:
        return None
    return Comparison(before.version, round_.version)


def word_before(round_, organisation, before=None):
    """What this member said in the round before: its standing answer there, or None."""
    before = before or round_before(round_)
    if before is None:
        return None
    seat = before.seats.filter(organisation=organisation).prefetch_related("answers__confirmations").first()
    return seat.standing if seat else None


def owing(round_):
    """The seats that have said nothing that counts; reads `seats` from memory when they were prefetched."""
    return [seat for seat in round_.seats.all() if seat.standing is None]


def rounds_in_full():
    """Rounds with all that their pages show, in a fixed number of queries."""
    return Round.objects.select_related("version", "decision", "prepared_by").prefetch_related(
        "seats__organisation", "seats__answers__confirmations__by", "seats__answers__message",
        "seats__answers__recorded_by", "extensions__by", "consents__by",
    )  # fmt: skip


def result_of(round_):
    """What came of a round that is over, in one sentence; empty while it runs. No figures (RULES R3.11)."""
    if round_.state == RoundState.AGREED:
        if round_.mode == RoundMode.SILENCE:
            return _("Nobody objected until the deadline. Who did not answer is recorded as tacit.")
        return _("Nobody objected in the meeting.")
    if round_.state == RoundState.BROKEN:
        return _("An objection stood at the end. This text is not adopted.")
    if round_.state == RoundState.STOPPED:
        return _("It was stopped before it closed. What was said stays on record.")
    return ""
