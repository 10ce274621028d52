"""What of rounds of consultation needs a co-chair's word (RULES R4)."""

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.models import Answer, Decision, Extension, Round
from decisions.states import AnswerKind, ConsentTo, DecisionState, Period, RoundMode, RoundState
from decisions.workflow import answers, rounds
from decisions.workflow.bars import MOST_BROKEN
from decisions.workflow.sentence import seat_name
from foundation.core.moments import moment
from members.models import Parameter
from members.states import CO_CHAIR_OFFICES
from unmn.home.co_chair.word import Button, Word, short


def rounds_prepared(user, standing):
    """Silence procedures that are prepared: agree, or stop (RULES R4.15, R4.22, R2.8)."""
    rows = Round.objects.filter(state=RoundState.PREPARED).select_related("decision", "version")
    hours = Parameter.value_of("silence_told_hours")
    for one in rows.prefetch_related("consents", "seats"):
        given = {row.to for row in one.consents.all() if row.by_id == standing.person.pk}
        needed = rounds.CONSENT_NEEDED.get(Period(one.period))
        wanted = [to for to in (needed, ConsentTo.OPENING) if to and to not in given]
        if not wanted and not _lacks_override(one):
            continue
        until = rounds.co_chairs_look_until(one, hours)
        yield Word(
            key=f"round-{one.pk}", title=one.version.title, why=_why_prepared(one, needed, given),
            risk=_without_a_word(one, needed, until), url=one.get_absolute_url(), until=until,
            buttons=tuple(_words_on_round(one, wanted, until)),
        )  # fmt: skip


def _why_prepared(one, needed, given):
    said = [
        _("A silence procedure is prepared. Members would be asked for: %(text)s")
        % {"text": short(one.version.text)}
    ]
    if needed:
        said.append(
            _("It is to have a shorter period, because: %(reason)s") % {"reason": short(one.period_reason)}
        )
    if needed and needed in given:
        said.append(_("You have agreed to the shorter period."))
    if ConsentTo.OPENING in given:
        said.append(_("You have said that it may open."))
    return " ".join(said)


def _without_a_word(one, needed, until):
    if needed and not _both_said(one, needed):
        return _("It does not open before both co-chairs agree to the shorter period.")
    return _(
        "It can open without your word from %(moment)s on. Once it is open it cannot be stopped, only extended."
    ) % {"moment": moment(until)}


def _both_said(one, to):
    return {row.office for row in one.consents.all() if row.to == to} >= set(CO_CHAIR_OFFICES)


def _words_on_round(one, wanted, until):
    labels = {
        ConsentTo.OPENING: _("It may open now"), ConsentTo.URGENT: _("Agree to the urgent period"),
        ConsentTo.SHORT: _("Agree to the short period"),
    }  # fmt: skip
    for to in wanted:
        yield Button(
            f"consent-{to}", labels[to], lambda by, reason, to=to: rounds.consent(one, by=by, to=to), kind="",
            then=lambda to=to: _after_consent(one, to),
        )  # fmt: skip
    if _lacks_override(one):
        yield Button(
            "override", _("Let it open although a member has no active representative"),
            lambda by, reason: rounds.override_empty_seats(one, by=by, reason=reason), asks=_("Reason"),
        )  # fmt: skip
    yield Button(
        "stop", _("Stop it"), lambda by, reason: rounds.stop_round(one, by=by, reason=reason), kind="danger",
        asks=_("Reason"), then=lambda: _("No member is asked. Secretariat and co-chairs read the reason."),
    )  # fmt: skip


def _after_consent(one, to):
    if not rounds.both_agreed(one, to):
        return _("The other co-chair's word is still needed.")
    return _("Both co-chairs have said so. The secretariat opens it.")


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
            why=_("%(member)s asks for more time: %(words)s") % {"member": seat_name(one.seat), "words": short(one.words)},
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
            then=lambda: _("All members have until %(moment)s.") % {"moment": moment(round_.ends_at)},
        )  # fmt: skip


def late_answers(user, standing):
    """What came after a deadline: it changes nothing, and the co-chairs look at it (RULES R4.20)."""
    rows = Answer.objects.filter(is_late=True, seen_by_co_chairs_at=None)
    rows = rows.exclude(seat__round__mode=RoundMode.CLEARANCE)
    for one in rows.select_related("seat__round__decision", "seat__organisation"):
        words = {"member": seat_name(one.seat), "answer": one.get_kind_display(), "words": short(one.words)}
        yield Word(
            key=f"late-{one.pk}", title=one.seat.round.decision.title,
            why=_("%(member)s answered after the deadline: %(answer)s. %(words)s") % words,
            risk=_("It changes nothing by itself. You may take the matter up again."),
            url=f"{one.seat.round.get_absolute_url()}#answer-{one.pk}",
            buttons=(Button("note", _("Take note"),
                            lambda by, reason, one=one: answers.note_late_answer(one.seat.round, by=by, given=one)),),
        )  # fmt: skip


def broken_twice(user, standing):
    """Silence was broken twice: a meeting, the PMT or UNCT, or withdrawal (RULES R4.23)."""
    broken = Count("rounds", filter=Q(rounds__mode=RoundMode.SILENCE, rounds__state=RoundState.BROKEN))
    rows = Decision.objects.filter(state__in=(DecisionState.OBJECTION_RAISED, DecisionState.UNDER_REVISION))
    for one in rows.annotate(broken=broken).filter(broken__gte=MOST_BROKEN):
        yield Word(
            key=f"broken-{one.pk}", title=one.title, why=_("Silence was broken twice on this proposal."),
            risk=_("There is no third round: it goes to a meeting, is escalated, or is withdrawn."),
            url=one.get_absolute_url(),
        )  # fmt: skip
