"""What members say in a round: one voice each, the last valid word counts, every word stays (RULES R2, R4)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.access import has_a_seat, is_co_chair, is_focal_point_there, is_secretariat
from decisions.models import Answer, Confirmation, ConfirmationWish
from decisions.states import (
    CLEARANCE_KINDS,
    NEEDS_WORDS,
    RECORDED,
    AnswerKind,
    Channel,
    DecisionState,
    RoundState,
)
from decisions.workflow.decisions import DECISION
from decisions.workflow.rounds import ROUND
from foundation.audit.states import Hat
from foundation.core.workflow import THE_PORTAL, Refused, Workflow
from members.models import Representation
from members.standing import Standing
from members.states import Role

K, D = AnswerKind, DecisionState
VOICE = Workflow("decisions")


def seats_of(round_, user):
    """The seats for which somebody may speak today, with their answers."""
    rows = round_.seats.filter(organisation__in=list(Standing.of(user).represents))
    return list(rows.select_related("organisation").prefetch_related("answers__confirmations"))


@ROUND.act(may=has_a_seat, hat=Hat.MEMBER, label=_("Answer"), done=_("A member answered"))
def answer(round_, *, by, organisation, kind, words="", wording="", part="", channel=Channel.PORTAL):
    """State what a member says; who speaks for several members says for which. Returns the `Answer`.

    After the deadline it is kept as late and changes nothing (R4.20). The first objection breaks silence at
    once (R4.17); when the last one is lifted in time, silence goes on (R4.19).
    Raises Refused without words where words are needed, and for an extension asked for too late (R4.16).
    """
    standing = Standing.of(by)
    if organisation.pk not in standing.represents:
        raise Refused(_("You do not represent %(organisation)s.") % {"organisation": organisation})
    role = Role(standing.represents[organisation.pk])
    return _say(
        round_, organisation=organisation, kind=kind, words=words, wording=wording, part=part, by=standing.person,
        role=role, channel=channel,
    )  # fmt: skip


@ROUND.act(
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Record an answer"),
    done=_("Answer of a member recorded by the secretariat"),
)  # fmt: skip
def record_answer(
    round_, *, by, organisation, kind, channel, received_at, person=None, name="", words="", wording="", part="",
    message=None,
):  # fmt: skip
    """Write down what a member said by e-mail, by telephone or in the room. Returns the `Answer`.

    The secretariat never answers for a member (R2.6): it records who said it, with the message as it came,
    and the member is told. It counts when the portal had it before the deadline.
    """
    if channel not in RECORDED:
        raise Refused(_("Say how the answer came: by e-mail, by telephone or in the meeting."))
    if channel == Channel.EMAIL and message is None:
        raise Refused(_("Attach the message as it came."))
    if received_at > timezone.now():
        raise Refused(_("An answer cannot come in the future. Correct when it came."))
    role = _role_of(person, organisation)
    if role is None:
        raise Refused(
            _("Only a focal point or an alternate speaks for %(organisation)s. Choose who said it.")
            % {"organisation": organisation}
        )
    return _say(
        round_, organisation=organisation, kind=kind, words=words, wording=wording, part=part, by=person,
        role=role, channel=channel, recorded_by=by, message=message, received_at=received_at,
    )  # fmt: skip


def _role_of(person, organisation):
    row = Representation.objects.on().filter(person=person, organisation=organisation).first()
    return Role(row.role) if row else None


def _say(round_, *, organisation, kind, role, words, received_at=None, **said):
    seat = round_.seats.filter(organisation=organisation).first()
    if seat is None:
        raise Refused(_("%(organisation)s is not asked in this round.") % {"organisation": organisation})
    _may_be_said(round_, seat, kind, words)
    now = timezone.now()
    given = Answer.objects.create(
        seat=seat, kind=kind, words=words.strip(), name=str(said["by"]),
        capacity=f"{role.value}, {organisation.acronym}", received_at=received_at or now, recorded_at=now,
        is_late=not round_.is_open_for(seat),
        waits_for_confirmation=kind != K.OBJECTION and role == Role.ALTERNATE
        and ConfirmationWish.objects.filter(organisation=organisation).exists(),
        **said,
    )  # fmt: skip
    round_.act_details = {"organisation": organisation.acronym, "kind": kind, "is_late": given.is_late}
    follow_the_objections(round_)
    return given


def _may_be_said(round_, seat, kind, words):
    if round_.state in (RoundState.PREPARED, RoundState.STOPPED):
        raise Refused(_("This round is not open. You need not answer."))
    if kind != K.OBJECTION and round_.is_clearance != (kind in CLEARANCE_KINDS):
        raise Refused(_("This is not an answer that can be given here. Reload the page and choose again."))
    if kind in NEEDS_WORDS and not words.strip():
        raise Refused(
            _("Say why you object, so that the text can be changed.") if kind == K.OBJECTION
            else _("Write down what you want to say.")
        )  # fmt: skip
    if kind == K.EXTENSION_REQUEST and not (round_.is_silence and round_.is_open):
        raise Refused(_("More time can be asked for only before the deadline."))
    if kind == K.OBJECTION_WITHDRAWN and not seat.has_objection:
        raise Refused(_("No objection of your organisation stands in this round."))


def standing_objections(round_):
    """The seats whose objection stands now."""
    rows = round_.seats.prefetch_related("answers__confirmations")
    return [seat for seat in rows if seat.has_objection]


def follow_the_objections(round_):
    """Move the decision with the objections that stand in an open silence round (RULES R4.17, R4.19)."""
    if not (round_.is_silence and round_.is_open):
        return
    decision = round_.decision
    decision.refresh_from_db()
    stands = bool(standing_objections(round_))
    if stands and decision.state == D.IN_CONSULTATION:
        raise_objection(decision, by=THE_PORTAL)
    elif not stands and decision.state == D.OBJECTION_RAISED:
        resume_consultation(decision, by=THE_PORTAL)


@DECISION.move(
    D.IN_CONSULTATION, to=D.OBJECTION_RAISED, may=has_a_seat, hat=Hat.MEMBER, label=_("Break the silence"),
    done=_("Silence broken"), automatic=True,
)  # fmt: skip
def raise_objection(decision, *, by):
    """The first objection stands: no consensus while it does; the round stays open for other views (R4.17)."""


@DECISION.move(
    D.OBJECTION_RAISED, to=D.IN_CONSULTATION, may=has_a_seat, hat=Hat.MEMBER, label=_("Go on with the silence"),
    done=_("All objections withdrawn: the consultation goes on"), automatic=True,
)  # fmt: skip
def resume_consultation(decision, *, by):
    """No objection stands any more before the deadline (R4.19)."""


@ROUND.act(
    may=is_focal_point_there,
    hat=Hat.MEMBER,
    label=_("Confirm"),
    done=_("Focal point confirmed an alternate's answer"),
)
def confirm_answer(round_, *, by, given):
    """The focal point lets an alternate's word count (RULES R2.5); after the deadline it comes too late."""
    standing = Standing.of(by)
    if standing.represents.get(given.seat.organisation_id) != Role.FOCAL_POINT:
        raise Refused(_("Only the focal point confirms what an alternate said."))
    if given.seat.round_id != round_.pk or not given.waits_for_confirmation or given.is_confirmed:
        raise Refused(_("This answer does not wait for your confirmation."))
    Confirmation.objects.create(
        answer=given, by=standing.person, at=timezone.now(), is_late=not round_.is_open_for(given.seat)
    )
    round_.act_details = {"organisation": given.seat.names["acronym"]}
    follow_the_objections(round_)


@ROUND.act(
    may=is_co_chair, hat=Hat.CO_CHAIR, label=_("Take note"), done=_("Co-chair took note of a late answer")
)
def note_late_answer(round_, *, by, given):
    """A co-chair has seen what came after the deadline; it changes nothing by itself (RULES R4.20)."""
    if not given.is_late or given.seat.round_id != round_.pk:
        raise Refused(_("This answer came in time."))
    given.seen_by_co_chairs_at = timezone.now()
    given.save(update_fields=["seen_by_co_chairs_at"])


@VOICE.act(
    may=is_focal_point_there, hat=Hat.MEMBER, label=_("My confirmation needed"),
    done=_("Focal point set whether alternates' answers wait"),
)  # fmt: skip
def wish_to_confirm(organisation, *, by, is_wished):
    """The focal point says whether alternates' answers wait for its own word (RULES R2.5)."""
    if is_wished:
        ConfirmationWish.objects.get_or_create(
            organisation=organisation, defaults={"by": Standing.of(by).person}
        )
    else:
        ConfirmationWish.objects.filter(organisation=organisation).delete()
