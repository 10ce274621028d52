"""The co-chair's page: only what needs my word, with the risk, in two minutes on a phone (RULES R4, R5, R10.53).

Each function answers one question for one co-chair's standing; `words_needed` asks them all. A new thing that
waits for a co-chair is a new function, and its name in `QUESTIONS`. What a button does is a workflow call: it
asks again who may, so a page that is out of date is refused with the reason.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.models import Answer, Decision, Extension, Round, StateConsultation
from decisions.states import (
    PENDING,
    AnswerKind,
    ConsentTo,
    DecisionState,
    Period,
    RoundMode,
    RoundState,
    Ruling,
    StateConcern,
    StateOutcome,
    StateTrackState,
)
from decisions.workflow import adoption, answers, rounds, state_track
from decisions.workflow.bars import MOST_BROKEN, broken_rounds
from decisions.workflow.sentence import seat_name
from foundation.core.moments import day as say_day
from foundation.core.moments import moment
from foundation.core.templatetags.ui import in_language
from members.calendar import close_of_business
from members.models import Parameter
from members.standing import Standing
from statements.workflow.statements import return_statement
from unmn.home.awaiting import meetings, minutes
from unmn.home.awaiting import statements as awaiting_statements


@dataclass(frozen=True)
class Button:
    """One word that a co-chair can say here; `asks` is the label of the reason that goes with it, if any."""

    name: str
    label: str
    call: Callable
    kind: str = "secondary"
    asks: str = ""


@dataclass(frozen=True)
class Word:
    """One thing that needs this co-chair's word: what, why, what happens without it, until when."""

    key: str
    title: str
    why: str
    risk: str
    url: str
    until: datetime | None = None
    buttons: tuple = ()

    @property
    def is_late(self):
        """Whether its moment has passed."""
        return self.until is not None and self.until < timezone.now()


def words_needed(user):
    """Everything that needs a word of this co-chair, the most urgent first."""
    standing = Standing.of(user)
    found = [word for question in QUESTIONS for word in question(user, standing)]
    far = timezone.now().replace(year=timezone.now().year + 50)
    return sorted(found, key=lambda word: word.until or far)


def rounds_prepared(user, standing):
    """Silence procedures that are prepared: agree, or stop (RULES R4.15, R4.22, R2.8)."""
    rows = Round.objects.filter(state=RoundState.PREPARED).select_related("decision", "version")
    hours = Parameter.value_of("silence_told_hours")
    for one in rows.prefetch_related("consents", "seats"):
        given = {row.to for row in one.consents.all() if row.by_id == standing.person.pk}
        wanted = [
            to
            for to in (rounds.CONSENT_NEEDED.get(Period(one.period)), ConsentTo.OPENING)
            if to and to not in given
        ]
        if not wanted and not _lacks_override(one):
            continue
        until = rounds.co_chairs_look_until(one, hours)
        yield Word(
            key=f"round-{one.pk}", title=one.version.title,
            why=_("A silence procedure is prepared. Members would be asked for: %(text)s") % {"text": _short(one.version.text)},
            risk=_("It can open without your word from %(moment)s on. Once it is open it cannot be stopped, only extended.")
            % {"moment": moment(until)},
            url=one.get_absolute_url(), until=until, buttons=tuple(_words_on_round(one, wanted)),
        )  # fmt: skip


def _words_on_round(one, wanted):
    labels = {
        ConsentTo.OPENING: _("It may open now"), ConsentTo.URGENT: _("Agree to the urgent period"),
        ConsentTo.SHORT: _("Agree to the short period"),
    }  # fmt: skip
    for to in wanted:
        yield Button(
            f"consent-{to}", labels[to], lambda by, reason, to=to: rounds.consent(one, by=by, to=to), kind=""
        )
    if _lacks_override(one):
        yield Button(
            "override", _("Let it open although a member has no active representative"),
            lambda by, reason: rounds.override_empty_seats(one, by=by, reason=reason), asks=_("Reason"),
        )  # fmt: skip
    yield Button(
        "stop", _("Stop it"), lambda by, reason: rounds.stop_round(one, by=by, reason=reason), kind="danger",
        asks=_("Reason"),
    )  # fmt: skip


def _lacks_override(one):
    return not one.override_reason and any(seat.has_nobody for seat in one.seats.all())


def more_time_asked_for(user, standing):
    """Members who ask for more time, until a co-chair has given it or the deadline has come (RULES R4.21)."""
    later = Extension.objects.filter(round=OuterRef("seat__round"), at__gte=OuterRef("recorded_at"))
    rows = Answer.objects.filter(
        ~Exists(later), kind=AnswerKind.EXTENSION_REQUEST, is_late=False, seat__round__state=RoundState.OPEN,
        seat__round__ends_at__gt=timezone.now(),
    )  # fmt: skip
    seen = set()
    for one in rows.select_related("seat__round__decision", "seat__organisation").order_by("-pk"):
        round_ = one.seat.round
        if round_.pk in seen:
            continue
        seen.add(round_.pk)
        yield Word(
            key=f"time-{round_.pk}", title=round_.decision.title,
            why=_("%(member)s asks for more time: %(words)s") % {"member": seat_name(one.seat), "words": _short(one.words)},
            risk=_("The deadline stays %(moment)s, and silence counts as agreement.")
            % {"moment": moment(round_.ends_at)},
            url=round_.get_absolute_url(), until=round_.ends_at, buttons=tuple(_more_time(round_)),
        )  # fmt: skip


def _more_time(round_):
    for days, label in ((1, _("One working day more for all")), (3, _("Three working days more for all"))):
        yield Button(
            f"extend-{days}", label,
            lambda by, reason, days=days: rounds.extend_round(round_, by=by, working_days=days, reason=reason),
            kind="" if days == 1 else "secondary", asks=_("Reason, which all members read"),
        )  # fmt: skip


def late_answers(user, standing):
    """What came after a deadline: it changes nothing, and the co-chairs look at it (RULES R4.20)."""
    rows = Answer.objects.filter(is_late=True, seen_by_co_chairs_at=None)
    rows = rows.exclude(seat__round__mode=RoundMode.CLEARANCE)
    for one in rows.select_related("seat__round__decision", "seat__organisation"):
        words = {"member": seat_name(one.seat), "answer": one.get_kind_display(), "words": _short(one.words)}
        yield Word(
            key=f"late-{one.pk}", title=one.seat.round.decision.title,
            why=_("%(member)s answered after the deadline: %(answer)s. %(words)s") % words,
            risk=_("It changes nothing by itself. You may take the matter up again."),
            url=one.seat.round.get_absolute_url(),
            buttons=(Button("note", _("Take note"),
                            lambda by, reason, one=one: answers.note_late_answer(one.seat.round, by=by, given=one)),),
        )  # fmt: skip


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
                    one, by=by, answer=answer, reason=reason), asks=_("Reason"))
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
                "body": name, "outcome": one.get_outcome_display(), "comment": _short(one.comment),
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
                       state_track.ruling_of_co_chair(one, by=by, ruling=ruling, reason=reason), asks=_("Reason"))
                for ruling in Ruling
            ),
        )  # fmt: skip


def _what_the_other_said(row, differ):
    words = {
        "office": row.get_office_display(),
        "ruling": row.get_ruling_display(),
        "reason": _short(row.reason),
    }
    if differ:
        return _("You differ. %(office)s: %(ruling)s. %(reason)s") % words
    return _("%(office)s: %(ruling)s. %(reason)s") % words


def _needs_ruling(one):
    return one.is_overdue or one.outcome in (StateOutcome.ASKS_FOR_CHANGES, StateOutcome.DOES_NOT_CONCUR)


def agreed_with_comments(user, standing):
    """The members agreed and the state concurred with comments: a co-chair declares, or it goes to revision."""
    for one in Decision.objects.filter(state=DecisionState.AWAITING_STATE):
        reply = one.state_consultations.exclude(state=StateTrackState.CANCELLED).last()
        is_open = reply is not None and reply.outcome == StateOutcome.CONCURRED_WITH_COMMENTS
        if not is_open or list(adoption.waits_for_state(one, one.agreed_hash)):
            continue
        yield Word(
            key=f"declare-{one.pk}", title=one.title,
            why=_("The members agreed. The state concurred with comments: %(comment)s") % {"comment": _short(reply.comment)},
            risk=_("It is not adopted before a co-chair declares it, or sends it to revision."), url=one.get_absolute_url(),
            buttons=(Button("declare", _("Declare adopted"),
                            lambda by, reason, one=one: adoption.adopt_after_state(one, by=by), kind=""),),
        )  # fmt: skip


def broken_twice(user, standing):
    """Silence was broken twice: a meeting, the PMT or UNCT, or withdrawal (RULES R4.23)."""
    rows = Decision.objects.filter(state__in=(DecisionState.OBJECTION_RAISED, DecisionState.UNDER_REVISION))
    for one in rows:
        if broken_rounds(one) >= MOST_BROKEN:
            yield Word(
                key=f"broken-{one.pk}", title=one.title, why=_("Silence was broken twice on this proposal."),
                risk=_("There is no third round: it goes to a meeting, is escalated, or is withdrawn."),
                url=one.get_absolute_url(),
            )  # fmt: skip


def of_meetings(user, standing):
    """Minutes to approve, requests for meetings, late papers: what the desk says too, in the same words."""
    risks = {
        minutes.minutes_to_approve: _("The minutes stay a draft, and their decisions wait."),
        meetings.requests_for_meetings: _("The member's request stays without an answer."),
        meetings.late_papers_without_leave: _("The agenda cannot be circulated with this paper."),
    }
    for question, risk in risks.items():
        for one in question(user, standing):
            yield Word(key=one.url, title=one.title, why=one.text, risk=risk, url=one.url, until=one.until)


def statements_to_sign(user, standing):
    """Statements that wait for the key of this co-chair: read and sign on a page of its own, or return (R7.39)."""
    waiting = {one.url: one for one in awaiting_statements.statements_to_sign(user, standing)}
    for one in awaiting_statements.waiting_for_keys() if waiting else ():
        url = reverse("statements:sign", args=[one.slug])
        if url not in waiting:
            continue
        yield Word(
            key=f"statement-{one.pk}", title=waiting[url].title, why=waiting[url].text,
            risk=_("The Network does not make this statement."), url=url, until=one.embargo_until,
            buttons=(
                Button(
                    "return", _("Return with a reason"), kind="danger", asks=_("Reason"),
                    call=lambda by, reason, one=one: return_statement(one, by=by, reason=reason),
                ),
            ),
        )  # fmt: skip


def _short(text, most=240):
    text = " ".join(str(text).split())
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


QUESTIONS = (
    rounds_prepared,
    more_time_asked_for,
    late_answers,
    state_concern_to_rule,
    state_to_rule,
    agreed_with_comments,
    broken_twice,
    of_meetings,
    statements_to_sign,
)
