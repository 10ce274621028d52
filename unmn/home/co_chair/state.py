"""What of the state's part needs a co-chair's word (RULES R5)."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from decisions.models import Decision, StateConsultation
from decisions.states import (
    PENDING,
    DecisionState,
    Ruling,
    StateConcern,
    StateOutcome,
    StateTrackState,
)
from decisions.workflow import adoption, state_track
from foundation.core.moments import day as say_day
from foundation.core.templatetags.ui import in_language
from members.calendar import close_of_business
from unmn.home.co_chair.word import Button, Word, short


def state_concern_to_rule(user, standing):
    """Decisions on which the co-chairs rule whether the state is concerned (RULES R5.26)."""
    rows = Decision.objects.filter(concerns_state=StateConcern.TO_RULE, state__in=PENDING)
    for one in rows.prefetch_related("judgements"):
        said = list(one.judgements.all())
        yield Word(
            key=f"concern-{one.pk}", title=one.title,
            why=_("Is it of concern to the state? %(reason)s") % {"reason": said[-1].reason if said else ""},
            risk=_("It is not adopted before this is ruled."), url=one.get_absolute_url(),
            buttons=tuple(
                Button(f"concern-{answer}", label, lambda by, reason, one=one, answer=answer: state_track.ruling_on_concern(
                    one, by=by, answer=answer, reason=reason), asks=_("Reason"), then=lambda one=one: _what_came_of(one))
                for answer, label in ((StateConcern.YES, _("Yes, consult the state")), (StateConcern.NO, _("No")))
            ),
        )  # fmt: skip


def state_to_rule(user, standing):
    """The state is silent beyond its date, asks for changes or does not concur (RULES R5.27, R5.28)."""
    mine = (standing.co_chair_offices or [None])[0]
    rows = StateConsultation.objects.filter(decision__state__in=PENDING).exclude(
        state=StateTrackState.CANCELLED
    )
    for one in rows.select_related("decision").prefetch_related("rulings"):
        latest = {row.office: row for row in one.rulings.all()}
        own = latest.pop(mine, None)
        other = next(iter(latest.values()), None)
        differ = own is not None and other is not None and own.ruling != other.ruling
        if (own is not None and own.ruling == Ruling.GO_ON and not differ) or not _needs_ruling(one):
            continue
        name = in_language(one.names, "acronym")
        why = _("%(body)s has not answered; the reply was due on %(day)s.") % {
            "body": name,
            "day": say_day(one.reply_due_on),
        }
        if one.outcome:
            why = _("%(body)s: %(outcome)s. %(comment)s") % {
                "body": name, "outcome": one.get_outcome_display(), "comment": short(one.comment),
            }  # fmt: skip
        if other is not None:
            why = f"{why} {_what_the_other_said(other, differ)}"
        yield Word(
            key=f"state-{one.pk}", title=one.decision.title, why=why,
            risk=_("It is not adopted meanwhile. To go on takes both co-chairs, each with a reason.") if one.outcome else
            _("The silence of the state is not consent. To go on takes both co-chairs, each with a reason."),
            url=one.decision.get_absolute_url(), until=close_of_business(one.reply_due_on) if one.reply_due_on else None,
            buttons=tuple(
                Button(f"ruling-{ruling}", ruling.label, lambda by, reason, one=one, ruling=ruling:
                       state_track.ruling_of_co_chair(one, by=by, ruling=ruling, reason=reason), asks=_("Reason"),
                       then=lambda one=one, ruling=ruling: _what_came_of(one.decision, ruling))
                for ruling in Ruling
            ),
        )  # fmt: skip


def _what_the_other_said(row, differ):
    words = {
        "office": row.get_office_display(),
        "ruling": row.get_ruling_display(),
        "reason": short(row.reason),
    }
    if differ:
        return _("You differ. %(office)s: %(ruling)s. %(reason)s") % words
    return _("%(office)s: %(ruling)s. %(reason)s") % words


def _needs_ruling(one):
    return one.is_overdue or one.outcome in (StateOutcome.ASKS_FOR_CHANGES, StateOutcome.DOES_NOT_CONCUR)


def agreed_with_comments(user, standing):
    """The members agreed and the state concurred with comments: a co-chair declares, or it goes to revision."""
    letters = StateConsultation.objects.select_related("version").prefetch_related("rulings")
    rows = Decision.objects.filter(state=DecisionState.AWAITING_STATE)
    for one in rows.prefetch_related(Prefetch("state_consultations", letters)):
        asked = [row for row in one.state_consultations.all() if row.state != StateTrackState.CANCELLED]
        reply = asked[-1] if asked else None
        is_open = reply is not None and reply.outcome == StateOutcome.CONCURRED_WITH_COMMENTS
        if not is_open or list(adoption.waits_for_state(one, one.agreed_hash)):
            continue
        yield Word(
            key=f"declare-{one.pk}", title=one.title,
            why=_("The members agreed. The state concurred with comments: %(comment)s") % {"comment": short(reply.comment)},
            risk=_("It is not adopted before a co-chair declares it, or sends it to revision."), url=one.get_absolute_url(),
            buttons=(Button("declare", _("Declare adopted"),
                            lambda by, reason, one=one: adoption.adopt_after_state(one, by=by), kind="",
                            then=lambda one=one: _what_came_of(one)),),
        )  # fmt: skip


def _what_came_of(decision, ruling=None):
    """What a word brought about, and whose is still needed; empty where it says all itself."""
    decision.refresh_from_db()
    if decision.is_taken:
        return _("%(symbol)s is adopted.") % {"symbol": decision.symbol}
    if ruling is None:
        return ""
    return (
        {
            Ruling.WAIT: _("Nothing moves before the counterpart answers or both co-chairs rule to go on."),
            Ruling.RAISE: _(
                "Take it up with the counterpart. Nothing moves before it answers or both co-chairs rule to go on."
            ),
            Ruling.GO_ON: _("It goes on once the other co-chair rules so too: that word is still needed."),
        }[ruling]
        if _still_waits(decision)
        else _("Both co-chairs have ruled to go on.")
    )


def _still_waits(decision):
    return bool(list(adoption.waits_for_state(decision)))
