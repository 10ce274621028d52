"""The life of a decision (RULES R3.9 to R3.14).

    draft ─► proposed ─┬─► in consultation ─┬─► adopted ─► in implementation ─► implemented
                       └─► on the agenda ───┤                     (or at once, when nothing is left to do)
                                            ├─► objection raised ─► under revision ─► the next round
                                            └─► awaiting the state ─► adopted
    aside: deferred, escalated (PMT, UNCT), withdrawn; superseded after adoption

There is no vote. How silence passes is in `closing`, how adoption is declared in `adoption`.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.access import (
    hat_worn,
    is_co_chair,
    is_secretariat,
    may_bring_forward,
    may_propose,
    may_put_on_agenda,
    may_write_down,
)
from decisions.models import Decision, Escalation
from decisions.states import DECISION_MAP, PENDING, REWORDABLE, DecisionState
from decisions.workflow.texts import freeze_text
from foundation.audit.states import Hat
from foundation.core.moments import moment
from foundation.core.workflow import THE_PORTAL, Refused, Workflow
from foundation.documents.symbols import next_symbol
from members.calendar import close_of_business
from members.standing import Standing

S = DecisionState
DECISION = Workflow("decisions", DecisionState, DECISION_MAP)
NOTE = Workflow("decisions")


@DECISION.creation(
    may=may_write_down, hat=hat_worn, label=_("Record a decision"), done=_("Decision recorded")
)
def record_decision(*, by, title, text, lead=None, due_on=None, **facts):
    """Write down the wording of a decision; it has a working reference until it is adopted (R3.14).

    `facts`: any other field of a proposal, and `mandates`, the organisations whose mandates it touches.
    """
    return _draft(title=title, text=text, lead=lead, due_on=due_on, **facts)


@DECISION.creation(may=may_propose, hat=Hat.MEMBER, label=_("Propose a decision"), done=_("Proposal drafted"))
def draft_proposal(organisation, *, by, title, text, **facts):
    """A member drafts a proposal in its own name; the secretariat sees it once it is put forward."""
    return _draft(title=title, text=text, proposer=organisation, **facts)


def _draft(*, title, text, mandates=(), **facts):
    year = timezone.localdate().year
    decision = Decision.objects.create(
        title=title.strip(),
        text=text.strip(),
        working_reference=next_symbol(f"UNMN-KG/{year}/DRAFT-DEC"),
        **facts,
    )
    decision.mandates.set(mandates)
    return decision


@DECISION.act(
    *REWORDABLE, may=may_bring_forward, hat=hat_worn, label=_("Change the wording"),
    done=_("Wording of the decision changed"), automatic=True,
)  # fmt: skip
def reword(decision, *, by, text, title=None, lead=None, due_on=None, reason="", **facts):
    """Change what nobody is being asked about. `title`, `lead` and `due_on` change only together, with a title.

    Raises Refused while a round on the text is prepared: stop it first.
    """
    _nobody_is_being_asked(decision)
    decision.act_details = {"was": decision.text}
    decision.text = text.strip()
    if title is not None:
        decision.title, decision.lead, decision.due_on = title.strip(), lead, due_on
    mandates = facts.pop("mandates", None)
    for name, value in facts.items():
        setattr(decision, name, value)
    if mandates is not None:
        decision.mandates.set(mandates)


def live_round(decision):
    """The round that is prepared or open, or None."""
    if "rounds" in getattr(decision, "_prefetched_objects_cache", {}):
        return next((one for one in decision.rounds.all() if one.state in ("prepared", "open")), None)
    return decision.rounds.filter(state__in=("prepared", "open")).first()


def _views_still_come(decision):
    """Until when the members say what they think of the present text, where a round on it is open (RULES R4.17)."""
    round_ = live_round(decision)
    if round_ is None:
        return
    if round_.ends_at is None:
        yield _("Members are asked about this text, or are about to be. Stop that round first.")
    else:
        yield _("The members' views on this text come in until %(ends)s; it can be revised then.") % {
            "ends": moment(round_.ends_at)
        }


def _nobody_is_being_asked(decision):
    if live_round(decision) is not None:
        raise Refused(_("Members are asked about this text, or are about to be. Stop that round first."))


@DECISION.move(
    S.DRAFT, to=S.PROPOSED, may=may_bring_forward, hat=hat_worn, label=_("Propose"),
    done=_("Decision proposed"), automatic=True,
)  # fmt: skip
def propose(decision, *, by):
    """Put the wording before the members."""


@DECISION.move(
    S.PROPOSED, S.OBJECTION_RAISED, S.UNDER_REVISION, S.ESCALATED, to=S.ON_AGENDA, may=may_put_on_agenda,
    hat=hat_worn, label=_("Put on the agenda"), done=_("Put on the agenda"), automatic=True,
)  # fmt: skip
def place_on_agenda(decision, *, by):
    """Members are consulted towards a meeting: the text is frozen, and each may state its position before it.

    Raises Refused while a silence round is open or prepared: its views come in first (RULES R4.17).
    """
    from decisions.workflow.rounds import open_meeting_round  # noqa: PLC0415 -- rounds move decisions as well

    _nobody_is_being_asked(decision)
    open_meeting_round(decision, version=freeze_text(decision))


@DECISION.move(
    S.ON_AGENDA, to=S.PROPOSED, may=may_put_on_agenda, hat=hat_worn, label=_("Take off the agenda"),
    done=_("Taken off the agenda"), automatic=True,
)  # fmt: skip
def take_off_agenda(decision, *, by, reason=""):
    """The meeting does not deal with it; positions stated so far stay on record with their round."""
    _stop_rounds(decision)


@DECISION.act(
    S.ON_AGENDA, may=is_secretariat | is_co_chair, hat=hat_worn, label=_("Amend the text for the meeting"),
    done=_("Text amended for the meeting"), automatic=True,
)  # fmt: skip
def amend_for_meeting(decision, *, by, text, reason=""):
    """Change the words of what is on the agenda: members are asked about the new text from the start."""
    from decisions.workflow.rounds import open_meeting_round  # noqa: PLC0415 -- rounds move decisions as well

    if text.strip() == decision.text:
        return
    decision.act_details = {"was": decision.text}
    _stop_rounds(decision)
    decision.text = text.strip()
    open_meeting_round(decision, version=freeze_text(decision))


@DECISION.move(
    S.ON_AGENDA, to=S.OBJECTION_RAISED, may=is_secretariat | is_co_chair, hat=hat_worn,
    label=_("Record that there is no consensus"), done=_("No consensus in the meeting"),
)  # fmt: skip
def find_no_consensus(decision, *, by, reason):
    """The meeting ended without consensus on the text: silence is barred until it changes (RULES R4.24)."""
    from decisions.workflow.closing import close_broken  # noqa: PLC0415 -- closing moves decisions as well

    _reason_is_given(reason)
    round_ = live_round(decision)
    if round_ is None:
        raise Refused(_("No consultation towards a meeting is open."))
    close_broken(round_, by=THE_PORTAL)


@DECISION.move(
    S.OBJECTION_RAISED, S.ESCALATED, S.AWAITING_STATE, to=S.UNDER_REVISION, may=may_bring_forward,
    hat=hat_worn, label=_("Revise the text"), done=_("Revision begun"), missing=_views_still_come,
)  # fmt: skip
def begin_revision(decision, *, by, reason=""):
    """Open the text again: the next round asks about another one (RULES R4.22).

    Raises Refused while the round is open: all views come in once, until its deadline (R4.17).
    """
    decision.agreed_at, decision.agreed_hash, decision.adoption_mode = None, "", ""


@DECISION.move(
    S.PROPOSED, S.ON_AGENDA, S.OBJECTION_RAISED, S.UNDER_REVISION, S.AWAITING_STATE, to=S.DEFERRED,
    may=is_secretariat | is_co_chair, hat=hat_worn, label=_("Defer"), done=_("Decision deferred"),
)  # fmt: skip
def defer(decision, *, by, reason):
    """Put it off; it waits until it is taken up again."""
    _reason_is_given(reason)
    _stop_rounds(decision, but_open_silence=True)
    decision.agreed_at, decision.agreed_hash, decision.adoption_mode = None, "", ""


@DECISION.move(
    S.DEFERRED, to=S.PROPOSED, may=is_secretariat | is_co_chair, hat=hat_worn, label=_("Take up again"),
    done=_("Decision taken up again"),
)  # fmt: skip
def take_up_again(decision, *, by):
    """It is a proposal again."""


@DECISION.move(
    S.OBJECTION_RAISED, S.UNDER_REVISION, S.AWAITING_STATE, to=S.ESCALATED, may=is_co_chair, hat=Hat.CO_CHAIR,
    label=_("Escalate"), done=_("Escalated"),
)  # fmt: skip
def escalate(decision, *, by, to, reason, question, answer_by):
    """Bring it before the Programme Management Team or the UN Country Team (RULES R4.23). Returns the `Escalation`.

    The co-chairs have no casting power: what comes back is a text to consult on again. `reason` says where the
    members differ, `question` what is asked, `answer_by` the day until whose close of business.
    """
    _reason_is_given(reason)
    if not question.strip():
        raise Refused(_("Write down what is asked of them."))
    if answer_by <= timezone.localdate():
        raise Refused(_("Choose a later day for the answer: they need time for it."))
    _nobody_is_being_asked(decision)
    decision.escalated_to = to
    decision.agreed_at, decision.agreed_hash, decision.adoption_mode = None, "", ""
    return Escalation.objects.create(
        decision=decision, version=freeze_text(decision), number=decision.escalations.count() + 1, to=to,
        question=question.strip(), reason=reason.strip(), answer_due_at=close_of_business(answer_by),
        by=Standing.of(by).person, at=timezone.now(),
    )  # fmt: skip


@NOTE.act(
    may=is_secretariat | is_co_chair, hat=hat_worn, label=_("Choose who gets the note"),
    done=_("Addressee of the note chosen"),
)  # fmt: skip
def address_note(escalation, *, by, name="", address="", language=""):
    """Add one address beside the readers in the directory, such as the chair of the UN Country Team; or none."""
    escalation.added_name, escalation.added_address = name.strip(), address.strip()
    escalation.added_language = language if address else ""


@NOTE.act(
    may=is_secretariat | is_co_chair, hat=hat_worn, label=_("Send the note"), done=_("Note of escalation sent"),
)  # fmt: skip
def send_note(escalation, *, by):
    """The note leaves for its readers; who reads for the PMT sees its page from now on (RULES R4.23)."""
    if escalation.sent_at is None:
        escalation.sent_at = timezone.now()


@DECISION.move(
    S.DRAFT, *PENDING, to=S.WITHDRAWN, may=may_bring_forward, hat=hat_worn, label=_("Withdraw"),
    done=_("Decision withdrawn"),
)  # fmt: skip
def withdraw(decision, *, by, reason):
    """Take a wording back that was not adopted; a round about it ends, and what was said stays on record."""
    _reason_is_given(reason)
    _stop_rounds(decision)
    decision.agreed_at, decision.agreed_hash, decision.adoption_mode = None, "", ""


def _reason_is_given(reason):
    if not str(reason).strip():
        raise Refused(_("Give the reason first."))


def _stop_rounds(decision, *, but_open_silence=False):
    from decisions.workflow.rounds import end_with_the_decision  # noqa: PLC0415 -- rounds move decisions as well

    round_ = live_round(decision)
    if round_ is None:
        return
    if round_.is_silence and round_.state == "open" and not round_.is_open:
        # What the silence decided holds from its deadline, however late the clock writes it down (R4.18).
        raise Refused(_("The deadline has passed. The portal is about to close the silence procedure."))
    if but_open_silence and round_.is_silence and round_.state == "open":
        raise Refused(
            _("A silence procedure is open until its deadline. Wait for it, or withdraw the proposal.")
        )
    end_with_the_decision(round_, by=THE_PORTAL)
