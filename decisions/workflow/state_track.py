"""The state: whether it is concerned, what it was asked, what it answered (RULES R5.26 to R5.29).

    letter drafted ─► letter sent ─► reply registered
          └──────────────┴─► no longer pursued

The silence of the state is not consent. When it is silent, asks for changes or does not concur, adoption waits
until both co-chairs rule to go on, each with a reason.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.access import hat_worn, is_co_chair, is_secretariat, may_contest, may_judge
from decisions.models import StateConsultation, StateFollowUp, StateJudgement, StateRuling
from decisions.states import (
    PENDING,
    STATE_TRACK_MAP,
    DecisionState,
    StateConcern,
    StateOutcome,
    StateTrackState,
)
from decisions.workflow.adoption import adopt_after_state, settle_with_state, waits_for_state
from decisions.workflow.decisions import DECISION
from decisions.workflow.texts import freeze_text, hash_of, names_of
from foundation.audit.states import Hat
from foundation.core.workflow import Refused, Workflow
from members.access import hat_of
from members.calendar import working_day_after
from members.models import Parameter
from members.standing import Standing

T = StateTrackState
STATE_TRACK = Workflow("decisions", StateTrackState, STATE_TRACK_MAP, owner="decision")
OPEN_LETTERS = (T.DRAFTED, T.SENT)
# A letter may have left before the proposal was written down here; older than this it is a slip of the pen.
LETTER_BEFORE_PROPOSAL = timedelta(days=60)


@DECISION.act(
    DecisionState.DRAFT, *PENDING, may=may_judge, hat=hat_worn, label=_("Say whether the state is concerned"),
    done=_("Judged whether it concerns the state"),
)  # fmt: skip
def judge_state_concern(decision, *, by, answer, reason=""):
    """Say whether it is relevant to or of concern to the state; recorded with who judged so (RULES R5.26).

    Raises Refused when the co-chairs have ruled already: contest it instead.
    """
    if decision.state == DecisionState.AWAITING_STATE or decision.judgements.filter(is_contest=True).exists():
        raise Refused(_("The co-chairs rule on this now: a member contested it, or the members have agreed."))
    if decision.judgements.filter(is_contest=False, capacity__startswith="co-chair").exists():
        raise Refused(_("A co-chair has ruled on this. Contest it if you see it otherwise."))
    if answer == StateConcern.NO:
        _refuse_while_asked(decision)
    _write_judgement(decision, by, answer, reason)


@DECISION.act(
    DecisionState.DRAFT, *PENDING, may=is_co_chair, hat=Hat.CO_CHAIR, label=_("Rule whether the state is concerned"),
    done=_("Co-chair ruled whether it concerns the state"),
)  # fmt: skip
def rule_state_concern(decision, *, by, answer, reason):
    """A co-chair rules, with the reason. A decision that waited for nothing else is adopted."""
    if answer == StateConcern.TO_RULE:
        raise Refused(_("Rule yes or no."))
    if answer == StateConcern.NO and _did_not_concur(decision):
        raise Refused(
            _("The state counterpart does not concur or asks for changes: both co-chairs rule on its reply.")
        )
    if answer == StateConcern.NO:
        _refuse_while_asked(decision)
    if not reason.strip():
        raise Refused(_("Give the reason first."))
    _write_judgement(decision, by, answer, reason, capacity="co-chair, ")


def _refuse_while_asked(decision):
    """Nobody alone undoes a letter that went out, or what the members agreed to while the state was to be asked."""
    waits = decision.state == DecisionState.AWAITING_STATE and decision.concerns_state == StateConcern.YES
    if waits or decision.state_consultations.exclude(state__in=(T.DRAFTED, T.CANCELLED)).exists():
        raise Refused(
            _("The state counterpart is being asked about this. Wait for its answer; if it stays silent, both "
              "co-chairs say how to go on.")
        )  # fmt: skip


def _did_not_concur(decision):
    """Whether a reply on the present text stands that lets nothing go on by itself (RULES R5.28)."""
    replies = decision.state_consultations.filter(state=T.REPLIED, version__text_hash=hash_of(decision.text))
    last = replies.order_by("pk").last()
    return last is not None and not last.lets_go_on


@DECISION.act(
    *PENDING, may=may_contest, hat=Hat.MEMBER, label=_("Contest"), done=_("A member contested whether it concerns the state"),
)  # fmt: skip
def contest_state_concern(decision, *, by, organisation, reason):
    """Any member may contest the judgement; the co-chairs rule then (RULES R5.26)."""
    if organisation.pk not in Standing.of(by).member_organisations:
        raise Refused(_("You do not represent this member."))
    if not reason.strip():
        raise Refused(_("Give the reason first."))
    _write_judgement(decision, by, StateConcern.TO_RULE, reason, organisation=organisation, is_contest=True)


def _write_judgement(decision, by, answer, reason, *, capacity="", **more):
    StateJudgement.objects.create(
        decision=decision, answer=answer, reason=reason.strip(), by=Standing.of(by).person,
        capacity=f"{capacity}{hat_of(by)}", at=timezone.now(), **more,
    )  # fmt: skip
    decision.act_details = {"was": decision.concerns_state, "is": answer}
    decision.concerns_state = answer


@STATE_TRACK.creation(
    may=is_secretariat,
    hat=Hat.SECRETARIAT,
    label=_("Draft the letter to the state"),
    done=_("Letter to the state drafted"),
)
def draft_letter(decision, *, by, counterpart, language="ru", addressee="", asking=""):
    """Prepare the letter about the text as it is now, to the body that is the counterpart today (R5.29)."""
    if decision.state not in (DecisionState.DRAFT, *PENDING):
        raise Refused(_("This decision is not pending any more. The state need not be asked."))
    if decision.state_consultations.filter(state__in=OPEN_LETTERS).exists():
        raise Refused(_("A letter about this decision is drafted or sent already. Answer or close it first."))
    return StateConsultation.objects.create(
        decision=decision, version=freeze_text(decision), counterpart=counterpart, names=names_of(counterpart),
        language=language, addressee=addressee.strip(), request=asking.strip(), made_at=timezone.now(),
    )  # fmt: skip


@STATE_TRACK.act(
    T.DRAFTED,
    may=is_secretariat,
    hat=Hat.SECRETARIAT,
    label=_("Change the letter"),
    done=_("Letter to the state changed"),
)
def change_letter(consultation, *, by, language, addressee="", asking=""):
    """Change what the letter says while it is a draft; it is about the text as it is now."""
    consultation.language, consultation.addressee, consultation.request = language, addressee, asking
    consultation.version = freeze_text(consultation.decision)


@STATE_TRACK.move(
    T.DRAFTED,
    to=T.SENT,
    may=is_secretariat,
    hat=Hat.SECRETARIAT,
    label=_("Mark as sent"),
    done=_("Letter to the state sent"),
)
def mark_sent(consultation, *, by, letter_number, sent_by, sent_on=None, reply_due_on=None):
    """Note that the signed letter left, with its outgoing number and way; the reply is due in working days."""
    _enter_sending(consultation, letter_number, sent_by, sent_on, reply_due_on)


def _enter_sending(consultation, letter_number, sent_by, sent_on, reply_due_on):
    if not letter_number.strip():
        raise Refused(_("Give the outgoing number of the letter."))
    sent_on = sent_on or timezone.localdate()
    if sent_on > timezone.localdate():
        raise Refused(_("The letter cannot have been sent in the future. Correct the day."))
    if sent_on < timezone.localdate(consultation.decision.made_at) - LETTER_BEFORE_PROPOSAL:
        raise Refused(_("The letter cannot be so much older than the proposal. Correct the day."))
    if reply_due_on is not None and reply_due_on < sent_on:
        raise Refused(_("The reply cannot be due before the letter was sent. Correct the day."))
    consultation.letter_number, consultation.sent_by = letter_number.strip(), sent_by
    consultation.sent_on = sent_on
    due = reply_due_on or working_day_after(sent_on, Parameter.value_of("state_reply_wd"))
    consultation.reply_due_on = due


@STATE_TRACK.act(
    T.SENT, T.REPLIED, may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Correct what was entered"),
    done=_("Sending of the letter to the state corrected"),
)  # fmt: skip
def correct_sending(consultation, *, by, letter_number, sent_by, sent_on, reply_due_on, reason):
    """Put right a slip in number, day or way of a letter that left; what was entered first stays in the history.

    The kept letter stays as it left. Raises Refused for days that cannot be, and without a reason.
    """
    if not reason.strip():
        raise Refused(_("Give the reason first."))
    if consultation.received_on is not None and sent_on > consultation.received_on:
        raise Refused(_("The letter cannot have left after its reply came. Correct the day."))
    was = {
        name: str(getattr(consultation, name))
        for name in ("letter_number", "sent_by", "sent_on", "reply_due_on")
    }
    _enter_sending(consultation, letter_number, sent_by, sent_on, reply_due_on)
    consultation.act_details = {"was": was}


@STATE_TRACK.move(
    T.SENT, to=T.REPLIED, may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Register the reply"),
    done=_("Reply of the state registered"),
)  # fmt: skip
def register_reply(consultation, *, by, outcome, received_on, their_number="", comment="", reply=None):
    """Enter what the state answered (RULES R5.27)."""
    if received_on > timezone.localdate() or received_on < consultation.sent_on:
        raise Refused(
            _("The reply came between the day on which the letter was sent and today. Correct the day.")
        )
    if (
        outcome in (StateOutcome.ASKS_FOR_CHANGES, StateOutcome.CONCURRED_WITH_COMMENTS)
        and not comment.strip()
    ):
        raise Refused(_("Write down what the reply says."))
    consultation.outcome, consultation.received_on = outcome, received_on
    consultation.their_number, consultation.comment, consultation.reply = their_number, comment.strip(), reply
    consultation.registered_by, consultation.registered_at = Standing.of(by).person, timezone.now()


@STATE_TRACK.act(
    T.SENT, T.REPLIED, may=is_co_chair, hat=Hat.CO_CHAIR, label=_("Rule"),
    done=_("Co-chair ruled on what the state answered or did not answer"),
)  # fmt: skip
def rule_on_state(consultation, *, by, ruling, reason):
    """One co-chair rules to wait, to raise it or to go on, with the reason (RULES R5.27, R5.28).

    To go on takes both offices, and two persons. Before the reply was due there is nothing to go on without.
    """
    if not reason.strip():
        raise Refused(_("Give the reason first."))
    if consultation.state == T.SENT and ruling == "go_on" and not consultation.is_overdue:
        raise Refused(_("The state still has time to reply. Rule to go on once the reply is overdue."))
    standing = Standing.of(by)
    office = _office_to_rule(consultation, standing)
    StateRuling.objects.create(
        consultation=consultation, ruling=ruling, office=office, by=standing.person, reason=reason.strip(),
        at=timezone.now(),
    )  # fmt: skip
    consultation.act_details = {"ruling": ruling}


def _office_to_rule(consultation, standing):
    offices = standing.co_chair_offices
    others = {
        row.office for row in consultation.rulings.exclude(office__in=offices).filter(by=standing.person)
    }
    if others:
        raise Refused(_("You have ruled for the other office. The second word is another person's."))
    return offices[0]


@STATE_TRACK.act(
    T.SENT,
    T.REPLIED,
    may=is_secretariat,
    hat=Hat.SECRETARIAT,
    label=_("Add a follow-up"),
    done=_("Follow-up with the state noted"),
)
def follow_up(consultation, *, by, on, what):
    """Note a reminder, a call or a visit after the letter."""
    if not what.strip():
        raise Refused(_("Write down what was done and heard."))
    if on > timezone.localdate():
        raise Refused(_("A follow-up is noted once it is done. Correct the day."))
    StateFollowUp.objects.create(
        consultation=consultation, on=on, what=what.strip(), by=Standing.of(by).person, at=timezone.now()
    )


@STATE_TRACK.move(
    T.DRAFTED, T.SENT, to=T.CANCELLED, may=is_secretariat, hat=Hat.SECRETARIAT, label=_("No longer pursue"),
    done=_("Consultation of the state no longer pursued"),
)  # fmt: skip
def cancel_consultation(consultation, *, by, reason):
    """Give a letter up, because the text changed or the proposal was withdrawn; it stays on record."""
    if not reason.strip():
        raise Refused(_("Give the reason first."))


def answer_of_state(consultation, *, by, **reply):
    """Register the reply, and adopt what waited for nothing else. Returns whether it was adopted."""
    register_reply(consultation, by=by, **reply)
    return settle_with_state(consultation.decision)


def ruling_of_co_chair(consultation, *, by, ruling, reason):
    """Rule, and adopt what waited for nothing else. Returns whether it was adopted."""
    rule_on_state(consultation, by=by, ruling=ruling, reason=reason)
    return settle_with_state(consultation.decision)


def ruling_on_concern(decision, *, by, answer, reason):
    """Rule whether the state is concerned, and adopt what waited for nothing else. Returns whether it was."""
    rule_state_concern(decision, by=by, answer=answer, reason=reason)
    return settle_with_state(decision)


def may_be_declared(decision):
    """Whether the members agreed and nothing of the state's part is missing: a co-chair's word is left."""
    is_awaited = decision.state == DecisionState.AWAITING_STATE
    return is_awaited and not list(waits_for_state(decision, decision.agreed_hash))


def declare_after_state(decision, *, by):
    """A co-chair declares adoption after the state concurred with comments (RULES R5.28).

    Raises Refused when the decision does not wait for that. The text is the one that the members agreed on; who
    wants to take the comments into it sends it to revision instead.
    """
    with transaction.atomic():
        decision.refresh_from_db()
        if not may_be_declared(decision):
            raise Refused(_("This decision does not wait for a co-chair's word. Reload the page."))
        adopt_after_state(decision, by=by)
