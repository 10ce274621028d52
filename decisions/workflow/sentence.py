"""The sentence that says what keeps a decision from being adopted (RULES R10.59)."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from decisions.states import PENDING, AnswerKind, DecisionState, RoundMode
from decisions.workflow.adoption import waits_for_state
from decisions.workflow.decisions import live_round
from foundation.core.templatetags.ui import in_language

ENDED = (DecisionState.DEFERRED, DecisionState.ESCALATED)


def what_is_missing(decision, round_=None):
    """Why it is not adopted yet, in sentences of the active language; nothing once it is.

    `round_`: the live round with `seats__answers__confirmations` prefetched, where the page has it already.
    """
    if decision.state not in PENDING:
        return []
    if decision.state in ENDED:
        return [_where_it_lies(decision)]
    round_ = round_ or live_round(decision)
    if round_ is not None and round_.opened_at is None:
        # Prepared: nobody is asked yet, and members do not know of it (RULES R4.15).
        round_ = None
    said = list(_of_the_members(decision, round_))
    return said + [str(sentence) for sentence in waits_for_state(decision)]


def _where_it_lies(decision):
    if decision.state != DecisionState.ESCALATED:
        return gettext("It is %(state)s.") % {"state": str(decision.get_state_display()).lower()}
    return gettext("It lies with the %(body)s.") % {"body": decision.get_escalated_to_display()}


NOBODY_ASKED = {
    DecisionState.UNDER_REVISION: _("The text is under revision."),
    DecisionState.OBJECTION_RAISED: _("There was no consensus on this text."),
    DecisionState.PROPOSED: _("The members have not been asked yet."),
}


def _of_the_members(decision, round_):
    if round_ is None:
        yield from (str(sentence) for sentence in [NOBODY_ASKED.get(decision.state)] if sentence)
        return
    yield from _of_the_seats([(seat, seat.standing) for seat in _seats_of(round_)])
    if round_.mode == RoundMode.MEETING:
        yield gettext("A co-chair declares adoption in the meeting.")


def _seats_of(round_):
    """The seats with their answers: as the page has them already, else read at once."""
    if "seats" in getattr(round_, "_prefetched_objects_cache", {}):
        return round_.seats.all()
    return round_.seats.prefetch_related("answers__confirmations")


def _of_the_seats(seats):
    objecting = [seat_name(seat) for seat, said in seats if said and said.kind == AnswerKind.OBJECTION]
    owing = [seat_name(seat) for seat, said in seats if said is None]
    if objecting:
        yield ngettext("%(members)s has an objection.", "%(members)s have objections.", len(objecting)) % {
            "members": listed(objecting)
        }
    if owing:
        yield gettext("Waiting for %(members)s.") % {"members": listed(owing)}


def seat_name(seat):
    """The short name of a member as it was when it was asked, in the active language."""
    return in_language(seat.names, "acronym")


def listed(names):
    """Names in a row: “FAO, ILO and UNESCO”."""
    if len(names) < 2:
        return "".join(names)
    return gettext("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}
