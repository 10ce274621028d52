"""A round of consultation: prepared, opened, extended, stopped (RULES R4.15, R4.21 to R4.24, R2.8).

    prepared ─► open ─► closed: nobody objects | closed: silence was broken      (see `closing`)
        └────────┴─► stopped     by a co-chair before the opening, or with the proposal itself

Preparing freezes text and list and tells both co-chairs; either can stop it. It opens when they had their
hours, or when both have said that it may. The deadline is one instant, computed once.
"""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.access import is_co_chair, may_open_rounds
from decisions.models import Extension, Round, RoundConsent, Seat
from decisions.models.round import MOST_EXTENSIONS
from decisions.states import (
    ROUND_MAP,
    AnswerKind,
    ConsentTo,
    DecisionState,
    Period,
    RoundMode,
    RoundState,
    TextKind,
)
from decisions.workflow.bars import why_no_silence
from decisions.workflow.decisions import DECISION, live_round
from decisions.workflow.texts import freeze_text, names_of
from foundation.audit.states import Hat
from foundation.core.moments import moment
from foundation.core.workflow import THE_PORTAL, Refused, Workflow
from foundation.core.working_days import BISHKEK
from members.calendar import closing_moment
from members.models import Organisation, Parameter, Representation
from members.standing import Standing
from members.states import CO_CHAIR_OFFICES

D, R = DecisionState, RoundState
ROUND = Workflow("decisions", RoundState, ROUND_MAP, owner="decision")
WORKING_DAYS = {
    Period.DEFAULT: "silence_default_wd",
    Period.POLICY: "silence_policy_wd",
    Period.URGENT: "silence_urgent_wd",
    Period.SHORT: "silence_short_wd",
}
CONSENT_NEEDED = {Period.URGENT: ConsentTo.URGENT, Period.SHORT: ConsentTo.SHORT}


def usual_period(decision):
    """The period that a kind of text has (RULES part 2, parameters)."""
    return {TextKind.POLICY: Period.POLICY, TextKind.URGENT: Period.URGENT}.get(decision.kind, Period.DEFAULT)


@DECISION.act(
    D.PROPOSED, D.UNDER_REVISION, D.ON_AGENDA, may=may_open_rounds, hat=Hat.SECRETARIAT,
    label=_("Prepare a silence procedure"), done=_("Silence procedure prepared"), missing=why_no_silence,
)  # fmt: skip
def prepare_round(decision, *, by, period=None, period_reason="", message=""):
    """Freeze text and list of members, so that both co-chairs can look before it opens. Returns the `Round`.

    Raises Refused where silence is barred (R4.23, R4.24), or a period is not to be had (R4.22).
    """
    period = period or usual_period(decision)
    _period_is_to_be_had(decision, period, period_reason)
    live = live_round(decision)
    if live is not None:
        if live.is_silence:
            raise Refused(_("A silence procedure on this text is prepared or open already."))
        end_with_the_decision(live, by=THE_PORTAL)
    round_ = Round.objects.create(
        decision=decision,
        number=decision.rounds.count() + 1,
        version=freeze_text(decision),
        period=period,
        period_reason=period_reason.strip(),
        message=message.strip(),
        prepared_by=None if by is THE_PORTAL else by,
        prepared_at=timezone.now(),
    )
    seat_the_members(round_, touched=decision.mandates.all())
    return round_


def _period_is_to_be_had(decision, period, reason):
    if decision.kind == TextKind.POLICY and period == Period.DEFAULT:
        raise Refused(
            _(
                "A policy text has its own, longer period. Choose that one; an urgent period needs both co-chairs."
            )
        )
    if period in CONSENT_NEEDED and not reason.strip():
        raise Refused(_("Say why the period is shorter. Both co-chairs will be asked to agree."))
    if period == Period.SHORT and not is_objectors_wording(decision):
        raise Refused(
            _("The short period is for a text whose only change is the wording that the objector proposed. "
              "Choose the full period.")
        )  # fmt: skip


def is_objectors_wording(decision):
    """Whether the text is, word for word, what an objector of the last round proposed (RULES R4.22)."""
    last = decision.rounds.filter(state=R.BROKEN).order_by("-number").first()
    if last is None:
        return False
    wordings = last.seats.filter(answers__kind=AnswerKind.OBJECTION).values_list(
        "answers__wording", flat=True
    )
    text = " ".join(decision.text.split())
    return any(" ".join(wording.split()) == text for wording in wordings if wording)


def seat_the_members(round_, *, touched):
    """Give each member of today its seat in a round; `touched` are those whose mandate the matter touches."""
    Seat.objects.bulk_create(seats_for(round_, touched=touched))


def seats_for(round_, *, touched):
    """The seats that the members of today would get in a round; not saved."""
    touched = {organisation.pk for organisation in touched}
    members = list(Organisation.objects.members())
    heard = _who_is_heard(members)
    return [
        Seat(
            round=round_, organisation=member, names=names_of(member), is_touched=member.pk in touched,
            has_nobody=member.pk not in heard,
        )
        for member in members
    ]  # fmt: skip


def _who_is_heard(members):
    """The members of these that somebody active represents today."""
    rows = Representation.objects.on().filter(organisation__in=members, person__left_on=None)
    return set(rows.values_list("organisation_id", flat=True))


def empty_seats(round_):
    """The seats of a prepared round that nobody active represents today, whoever did when it was prepared."""
    seats = list(round_.seats.all())
    heard = _who_is_heard([seat.organisation_id for seat in seats])
    return [seat for seat in seats if seat.organisation_id not in heard]


def open_meeting_round(decision, *, version):
    """Consult the members towards a meeting; called when the decision comes onto an agenda."""
    now = timezone.now()
    round_ = Round.objects.create(
        decision=decision, number=decision.rounds.count() + 1, mode=RoundMode.MEETING, version=version,
        prepared_at=now,
    )  # fmt: skip
    seat_the_members(round_, touched=decision.mandates.all())
    begin_meeting_round(round_, by=THE_PORTAL)
    return round_


@ROUND.move(
    R.PREPARED, to=R.OPEN, may=may_open_rounds, hat=Hat.SECRETARIAT, label=_("Consult towards a meeting"),
    done=_("Consultation towards a meeting opened"), automatic=True,
)  # fmt: skip
def begin_meeting_round(round_, *, by):
    """Members may state positions until a co-chair declares adoption in the meeting."""
    round_.opened_at = timezone.now()


@ROUND.act(
    R.PREPARED,
    may=is_co_chair,
    hat=Hat.CO_CHAIR,
    label=_("Agree"),
    done=_("Co-chair agreed to a silence procedure"),
)
def consent(round_, *, by, to=ConsentTo.OPENING):
    """One co-chair agrees to the opening, or to a shorter period; one word per office and person (R10.53)."""
    standing = Standing.of(by)
    given = list(round_.consents.filter(to=to))
    if standing.person.pk in {row.by_id for row in given}:
        raise Refused(_("You have agreed already. It waits for the other co-chair."))
    taken = {row.office for row in given}
    office = next((office for office in standing.co_chair_offices if office not in taken), None)
    if office is None:
        raise Refused(_("Your office has agreed already. It waits for the other co-chair."))
    RoundConsent.objects.create(round=round_, to=to, office=office, by=standing.person, at=timezone.now())
    round_.act_details = {"to": to}


def both_agreed(round_, to):
    """Whether both co-chairs' offices gave their word."""
    offices = set(round_.consents.filter(to=to).values_list("office", flat=True))
    return offices >= set(CO_CHAIR_OFFICES)


@ROUND.act(
    R.PREPARED, may=is_co_chair, hat=Hat.CO_CHAIR, label=_("Open in spite of an empty seat"),
    done=_("Co-chair let the procedure open without an active representative"),
)  # fmt: skip
def override_empty_seats(round_, *, by, reason):
    """A co-chair takes it upon them that a member without active representative is asked (RULES R2.8)."""
    if not reason.strip():
        raise Refused(_("Give the reason first."))
    round_.override_reason = reason.strip()


def is_not_ready_to_open(round_):
    """What keeps a prepared round from being opened, in sentences (RULES R2.8, R4.15, R4.22)."""
    empty = [str(seat) for seat in empty_seats(round_)]
    if empty and not round_.override_reason:
        yield _("Nobody active represents %(members)s. Name a focal point, or let a co-chair override.") % {
            "members": ", ".join(empty)
        }
    needed = CONSENT_NEEDED.get(round_.period)
    if needed and not both_agreed(round_, needed):
        yield _("Both co-chairs have to agree to the shorter period.")
    told_until = co_chairs_look_until(round_)
    if timezone.now() < told_until and not both_agreed(round_, ConsentTo.OPENING):
        yield _(
            "The co-chairs can look at it until %(moment)s. It can be opened then, or once both agree."
        ) % {"moment": moment(told_until)}


def co_chairs_look_until(round_, hours=None):
    """Until when both co-chairs can look at a prepared round before it opens without their word.

    `hours` is the parameter `silence_told_hours`, for who asks about many rounds.
    """
    if hours is None:
        hours = Parameter.value_of("silence_told_hours")
    return round_.prepared_at + timedelta(hours=hours)


def first_deadline(round_):
    """When a silence that opens now ends: n working days after today at 18:00, never in fewer hours than set.

    Rule: RULES R1.1, R1.2; parameters `silence_…_wd` and `silence_min_hours`.
    """
    return deadline_of(round_.period, timezone.now())


def deadline_of(period, opened_at):
    """The deadline of a silence of this period that opens at an instant."""
    days = Parameter.value_of(WORKING_DAYS[period])
    earliest = opened_at + timedelta(hours=Parameter.value_of("silence_min_hours"))
    ends_at = closing_moment(days, start=day_of(opened_at))
    while ends_at < earliest:
        ends_at = closing_moment(1, start=day_of(ends_at))
    return ends_at


def day_of(instant):
    """The day of an instant in Bishkek, whatever zone the reader or the server is in."""
    return instant.astimezone(BISHKEK).date()


@ROUND.move(
    R.PREPARED, to=R.OPEN, may=may_open_rounds, hat=Hat.SECRETARIAT, label=_("Open the silence procedure"),
    done=_("Silence procedure opened"), missing=is_not_ready_to_open,
)  # fmt: skip
def open_round(round_, *, by):
    """Ask all members; the deadline is fixed from now on. Rule: RULES R1.1, R4.15."""
    if not round_.is_silence:
        raise Refused(_("This consultation leads to a meeting and is open already."))
    round_.opened_at = timezone.now()
    round_.ends_at = round_.first_ends_at = first_deadline(round_)
    empty = [seat.pk for seat in empty_seats(round_)]
    round_.seats.update(has_nobody=Q(pk__in=empty))
    enter_consultation(round_.decision, by=THE_PORTAL)


@DECISION.move(
    D.PROPOSED, D.UNDER_REVISION, D.ON_AGENDA, to=D.IN_CONSULTATION, may=may_open_rounds, hat=Hat.SECRETARIAT,
    label=_("Consult"), done=_("Consultation opened"), automatic=True,
)  # fmt: skip
def enter_consultation(decision, *, by):
    """The decision follows its round."""


@ROUND.move(
    R.PREPARED, to=R.STOPPED, may=is_co_chair, hat=Hat.CO_CHAIR, label=_("Stop"), done=_("Silence procedure stopped"),
)  # fmt: skip
def stop_round(round_, *, by, reason):
    """A co-chair stops it before it opens (RULES R4.15)."""
    if not reason.strip():
        raise Refused(_("Give the reason first."))
    round_.closed_at = timezone.now()


@ROUND.move(
    R.PREPARED, R.OPEN, to=R.STOPPED, may=is_co_chair, hat=Hat.CO_CHAIR, label=_("End with the proposal"),
    done=_("Consultation ended with the proposal"), automatic=True,
)  # fmt: skip
def end_with_the_decision(round_, *, by):
    """The proposal was withdrawn, deferred or taken off the agenda: nobody is asked any more."""
    round_.closed_at = timezone.now()


@ROUND.act(
    R.OPEN, may=is_co_chair, hat=Hat.CO_CHAIR, label=_("Give more time"), done=_("More time given to all members"),
)  # fmt: skip
def extend_round(round_, *, by, working_days, reason):
    """Move the deadline for everybody by at least one working day, before it, at most twice (RULES R4.21)."""
    if not round_.is_silence or not round_.is_open:
        raise Refused(_("The deadline has passed. It cannot be moved any more."))
    if working_days < 1:
        raise Refused(_("Give at least one working day."))
    if not reason.strip():
        raise Refused(_("Give the reason first."))
    given = round_.extensions.count()
    if given >= MOST_EXTENSIONS:
        raise Refused(_("This procedure was extended twice. It cannot be extended again."))
    ends_at = closing_moment(working_days, start=day_of(round_.ends_at))
    Extension.objects.create(
        round=round_, number=given + 1, was=round_.ends_at, ends_at=ends_at, reason=reason.strip(),
        by=Standing.of(by).person, at=timezone.now(),
    )  # fmt: skip
    round_.act_details = {"was": round_.ends_at.isoformat(), "ends_at": ends_at.isoformat()}
    round_.ends_at = ends_at


def deadline_warning(round_):
    """The sentence when the day of a deadline is not a working day any more (RULES R1.2), else empty.

    A holiday entered later moves nothing by itself; a co-chair extends.
    """
    from members.calendar import is_working_day  # noqa: PLC0415 -- used on this page only

    if not round_.is_open or round_.ends_at is None or is_working_day(day_of(round_.ends_at)):
        return ""
    return _("The deadline falls on a day off that was entered later. A co-chair can give more time.")
