"""Adoption and what follows it (RULES R3.9, R3.12 to R3.14, R5.26)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.access import is_secretariat, may_declare
from decisions.models import Decision
from decisions.states import (
    IN_FORCE,
    ActionState,
    DecisionState,
    StateConcern,
    StateOutcome,
    StateTrackState,
)
from decisions.workflow.decisions import DECISION
from decisions.workflow.texts import hash_of
from foundation.audit.states import Hat
from foundation.core.templatetags.ui import in_language
from foundation.core.workflow import THE_PORTAL, Refused
from foundation.core.working_days import BISHKEK
from foundation.documents.symbols import next_symbol
from members.calendar import close_of_business

S = DecisionState


def adopt_or_await(decision, *, by, mode, text_hash, agreed_at=None, agreed_on=None, declared_by=""):
    """The members agreed: adopt, or wait for the state where it is concerned (RULES R5.26)."""
    agreed_at = agreed_at or _moment_of(agreed_on)
    agreement = {"mode": mode, "agreed_at": agreed_at, "text_hash": text_hash, "declared_by": declared_by}
    if list(waits_for_state(decision, text_hash)):
        await_state(decision, by=by, **agreement)
        return
    adopt(decision, by=by, **agreement)
    go_on_after_adoption(decision)


def _moment_of(day):
    if day > timezone.localdate():
        raise Refused(_("A decision cannot be adopted before its meeting has taken place."))
    return timezone.now() if day == timezone.localdate() else close_of_business(day)


def waits_for_state(decision, text_hash=None):
    """What of the state's part is missing before adoption, in sentences; nothing when it is not concerned."""
    if decision.concerns_state == StateConcern.NO:
        return
    if decision.concerns_state == StateConcern.TO_RULE:
        yield _("The co-chairs have not ruled yet whether it is of concern to the state.")
        return
    digest = text_hash or hash_of(decision.text)
    asked = _asked_of_the_state(decision)
    if any(one.lets_go_on and one.version.text_hash == digest for one in asked):
        return
    yield _what_the_state_owes(asked, digest)


def _asked_of_the_state(decision):
    """Its consultations that were not given up: as the page has them already, else read at once."""
    rows = decision.state_consultations
    if "state_consultations" not in getattr(decision, "_prefetched_objects_cache", {}):
        rows = rows.select_related("version").prefetch_related("rulings")
    return [one for one in rows.all() if one.state != StateTrackState.CANCELLED]


def _what_the_state_owes(asked, digest):
    if not asked:
        return _("The state counterpart has not been asked yet.")
    name = {"counterpart": in_language(asked[-1].names, "name")}
    if asked[-1].state == StateTrackState.DRAFTED:
        return _("%(counterpart)s has not been asked yet: the letter is a draft.") % name
    if asked[-1].version.text_hash != digest:
        return _("%(counterpart)s was asked about another text.") % name
    if asked[-1].state == StateTrackState.REPLIED:
        return _("%(counterpart)s does not concur or asks for changes: both co-chairs have to act.") % name
    return _("%(counterpart)s has not answered.") % name


@DECISION.move(
    S.IN_CONSULTATION, S.ON_AGENDA, to=S.AWAITING_STATE, may=may_declare, hat=Hat.CO_CHAIR,
    label=_("Agreed by the members"), done=_("Agreed by the members; the state is awaited"), automatic=True,
)  # fmt: skip
def await_state(decision, *, by, mode, agreed_at, text_hash, declared_by=""):
    """The members agreed; adoption follows when the consultation of the state is closed (RULES R5.26)."""
    decision.adoption_mode, decision.agreed_at, decision.agreed_hash = mode, agreed_at, text_hash
    decision.declared_by = declared_by


@DECISION.move(
    S.IN_CONSULTATION, S.ON_AGENDA, S.AWAITING_STATE, to=S.ADOPTED, may=may_declare, hat=Hat.CO_CHAIR,
    label=_("Declare adopted"), done=_("Decision adopted"), automatic=True,
)  # fmt: skip
def adopt(decision, *, by, mode, agreed_at, text_hash, declared_by="", adopted_at=None):
    """Give the decision its number and fix its text by the hash. Rule: RULES R3.12 to R3.14.

    Raises Refused when the text is not the one that the members agreed on, or the state's part is missing.
    """
    if hash_of(decision.text) != text_hash:
        raise Refused(_("This is not the text that the members agreed on. Reload the page."))
    missing = list(waits_for_state(decision, text_hash))
    if missing:
        raise Refused(" ".join(str(sentence) for sentence in missing))
    decision.adoption_mode, decision.agreed_at, decision.agreed_hash = mode, agreed_at, text_hash
    decision.adopted_at = adopted_at or agreed_at
    decision.adopted_on = decision.adopted_at.astimezone(BISHKEK).date()
    decision.symbol = next_symbol(f"UNMN-KG/{decision.adopted_on.year}/DEC")
    decision.declared_by = declared_by
    decision.text_hash = text_hash
    earlier = Decision.objects.filter(pk=decision.supersedes_id, state__in=IN_FORCE).first()
    if earlier is not None:
        supersede(earlier, by=THE_PORTAL, on=decision.adopted_on)


def settle_with_state(decision):
    """Adopt what waited only for the state, once its part is closed; with comments a co-chair declares it.

    Called after a reply, a ruling of the co-chairs, or their word that the state is not concerned.
    """
    with transaction.atomic():
        # Two words at the same instant settle it once.
        Decision.objects.select_for_update(of=("self",)).filter(pk=decision.pk).exists()
        decision.refresh_from_db()
        if decision.state != S.AWAITING_STATE or list(waits_for_state(decision, decision.agreed_hash)):
            return False
        reply = decision.state_consultations.exclude(state=StateTrackState.CANCELLED).last()
        is_ruled = reply is not None and reply.both_went_on
        if reply is not None and reply.outcome == StateOutcome.CONCURRED_WITH_COMMENTS and not is_ruled:
            return False
        adopt_after_state(decision, by=THE_PORTAL)
        return True


def adopt_after_state(decision, *, by):
    """Adopt now what the members agreed on before; a co-chair's act where the state had comments."""
    adopt(
        decision, by=by, mode=decision.adoption_mode, agreed_at=decision.agreed_at, text_hash=decision.agreed_hash,
        declared_by=decision.declared_by or ("" if by is THE_PORTAL else str(by)), adopted_at=timezone.now(),
    )  # fmt: skip
    go_on_after_adoption(decision)


def go_on_after_adoption(decision):
    """Go on to implementation, or to its end when nothing is left to do (RULES R3.9)."""
    is_to_do = decision.due_on or decision.action_points.exclude(state=ActionState.DONE).exists()
    (begin_implementation if is_to_do else implement)(decision, by=THE_PORTAL)


@DECISION.move(
    S.ADOPTED, S.IMPLEMENTED, to=S.IN_IMPLEMENTATION, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Begin implementation"), done=_("Implementation began"), automatic=True,
)  # fmt: skip
def begin_implementation(decision, *, by):
    """The decision has a due date or action points that wait to be done."""
    decision.implemented_on = None


def is_not_implemented(decision):
    """What of its implementation is still open, in sentences."""
    if decision.action_points.filter(state=ActionState.OPEN).exists():
        yield _("An action point of this decision is still open. Close it first.")


@DECISION.move(
    S.ADOPTED, S.IN_IMPLEMENTATION, to=S.IMPLEMENTED, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Mark as implemented"), done=_("Decision implemented"), automatic=True, missing=is_not_implemented,
)  # fmt: skip
def implement(decision, *, by, closing_note=""):
    """All that the decision asks for is done; the closing note says with what result."""
    decision.implemented_on = timezone.localdate()
    decision.closing_note = closing_note.strip()


@DECISION.move(
    *IN_FORCE, to=S.SUPERSEDED, may=may_declare, hat=Hat.CO_CHAIR,
    label=_("Supersede"), done=_("Superseded by a later decision"), automatic=True,
)  # fmt: skip
def supersede(decision, *, by, on=None):
    """A later decision took its place, on the day on which that was adopted; the text stays (RULES R3.13)."""
    decision.superseded_on = on or timezone.localdate()


def roll_up(decision):
    """Follow an action point that is open now: its decision is (back) in implementation (RULES R3.9)."""
    if decision is not None and decision.state in (S.ADOPTED, S.IMPLEMENTED):
        begin_implementation(decision, by=THE_PORTAL)


def checks(decision, round_=None):
    """What the consultation itself needs for adoption, each with its value: `{"is_met", "sentence"}` (R3.12)."""
    from decisions.workflow.answers import standing_objections  # noqa: PLC0415 -- answers stand above adoption

    objecting = [str(seat) for seat in standing_objections(round_)] if round_ else []
    owed = [str(sentence) for sentence in waits_for_state(decision)]
    return [
        {
            "is_met": not objecting,
            "sentence": _("An objection stands: %(members)s.") % {"members": ", ".join(objecting)}
            if objecting
            else _("No objection stands."),
        },
        {"is_met": not owed, "sentence": " ".join(owed) or _state_is_settled(decision)},
    ]


def _state_is_settled(decision):
    if decision.concerns_state == StateConcern.NO:
        return _("It is not of concern to the state.")
    return _("The consultation of the state is closed.")
