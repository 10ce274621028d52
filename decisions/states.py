"""The life of a decision (RULES R3.9), of its consultation (R4), of the state track (R5) and of an action point."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionState(models.TextChoices):
    """How far a decision is; overdue is derived, never a state (RULES R3.9, R3.10)."""

    DRAFT = "draft", _("Draft wording")
    PROPOSED = "proposed", _("Proposed")
    IN_CONSULTATION = "in_consultation", _("In consultation")
    ON_AGENDA = "on_agenda", _("On the agenda")
    OBJECTION_RAISED = "objection_raised", _("Objection raised")
    UNDER_REVISION = "under_revision", _("Under revision")
    AWAITING_STATE = "awaiting_state_consultation", _("Awaiting the state")
    DEFERRED = "deferred", _("Deferred")
    ESCALATED = "escalated", _("Escalated")
    ADOPTED = "adopted", _("Adopted")
    IN_IMPLEMENTATION = "in_implementation", _("In implementation")
    IMPLEMENTED = "implemented", _("Implemented")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")


_D = DecisionState
# Back to a proposal: a co-chair stopped the round, the item left the agenda, or it is taken up again.
DECISION_MAP = {
    _D.DRAFT: (_D.PROPOSED, _D.WITHDRAWN),
    _D.PROPOSED: (_D.IN_CONSULTATION, _D.ON_AGENDA, _D.DEFERRED, _D.WITHDRAWN),
    _D.IN_CONSULTATION: (_D.ADOPTED, _D.OBJECTION_RAISED, _D.AWAITING_STATE, _D.WITHDRAWN),
    _D.ON_AGENDA: (
        _D.ADOPTED, _D.OBJECTION_RAISED, _D.AWAITING_STATE, _D.IN_CONSULTATION, _D.PROPOSED, _D.DEFERRED,
        _D.WITHDRAWN,
    ),
    _D.OBJECTION_RAISED: (
        _D.IN_CONSULTATION, _D.ON_AGENDA, _D.UNDER_REVISION, _D.DEFERRED, _D.ESCALATED, _D.WITHDRAWN,
    ),
    _D.UNDER_REVISION: (_D.IN_CONSULTATION, _D.ON_AGENDA, _D.DEFERRED, _D.ESCALATED, _D.WITHDRAWN),
    _D.AWAITING_STATE: (_D.ADOPTED, _D.UNDER_REVISION, _D.DEFERRED, _D.ESCALATED, _D.WITHDRAWN),
    _D.DEFERRED: (_D.PROPOSED, _D.WITHDRAWN),
    _D.ESCALATED: (_D.UNDER_REVISION, _D.ON_AGENDA, _D.WITHDRAWN),
    _D.ADOPTED: (_D.IN_IMPLEMENTATION, _D.IMPLEMENTED, _D.SUPERSEDED),
    _D.IN_IMPLEMENTATION: (_D.IMPLEMENTED, _D.SUPERSEDED),
    _D.IMPLEMENTED: (_D.IN_IMPLEMENTATION, _D.SUPERSEDED),
    _D.SUPERSEDED: (),
    _D.WITHDRAWN: (),
}  # fmt: skip

TAKEN = (_D.ADOPTED, _D.IN_IMPLEMENTATION, _D.IMPLEMENTED, _D.SUPERSEDED)
# Adopted, and no later decision took its place.
IN_FORCE = (_D.ADOPTED, _D.IN_IMPLEMENTATION, _D.IMPLEMENTED)
# The text may change: nobody is being asked about it.
REWORDABLE = (_D.DRAFT, _D.PROPOSED, _D.UNDER_REVISION)
# Somebody still works towards adoption.
PENDING = (
    _D.PROPOSED, _D.IN_CONSULTATION, _D.ON_AGENDA, _D.OBJECTION_RAISED, _D.UNDER_REVISION, _D.AWAITING_STATE,
    _D.DEFERRED, _D.ESCALATED,
)  # fmt: skip


class AdoptionMode(models.TextChoices):
    """How consensus was found; there is no vote (RULES R3.11)."""

    IN_MEETING = "consensus_in_meeting", _("By consensus in a meeting")
    SILENCE = "silence", _("By silence procedure")


class TextKind(models.TextChoices):
    """What kind of text it is: it sets how long members have for it (RULES part 2, parameters)."""

    ROUTINE = "routine", _("Routine matter")
    POLICY = "policy", _("Policy text or annual plan")
    URGENT = "urgent", _("Urgent statement or matter")


class SilenceBar(models.TextChoices):
    """What is never decided by silence (RULES R4.24, part 1)."""

    NONE = "", _("None of these")
    INDIVIDUAL_CASE = "individual_case", _("An individual case")
    PERSONNEL = "personnel", _("Personnel")
    MONEY = "money", _("Money between agencies")
    ADMISSION = "admission", _("Admission of external parties to confidential spaces")


class StateConcern(models.TextChoices):
    """Is it relevant to or of concern to the state? (RULES R5.26)."""

    NO = "no", _("No")
    YES = "yes", _("Yes")
    TO_RULE = "to_rule", _("Co-chairs to rule")


class EscalatedTo(models.TextChoices):
    """Where a matter goes on which the Network finds no consensus (RULES R4.23)."""

    PMT = "pmt", _("Programme Management Team")
    UNCT = "unct", _("UN Country Team")


class RoundMode(models.TextChoices):
    """How members are consulted: for silence, towards a meeting, or to clear a statement (RULES R7.38)."""

    SILENCE = "silence", _("Silence procedure")
    MEETING = "meeting", _("Consultation towards a meeting")
    CLEARANCE = "clearance", _("Clearance of a statement")


class RoundState(models.TextChoices):
    """The life of one round of consultation."""

    PREPARED = "prepared", _("Prepared: the co-chairs are told")
    OPEN = "open", _("Open")
    AGREED = "agreed", _("Closed: nobody objects")
    BROKEN = "broken", _("Closed: silence was broken")
    STOPPED = "stopped", _("Stopped before it closed")


ROUND_MAP = {
    RoundState.PREPARED: (RoundState.OPEN, RoundState.STOPPED),
    RoundState.OPEN: (RoundState.AGREED, RoundState.BROKEN, RoundState.STOPPED),
    RoundState.AGREED: (),
    RoundState.BROKEN: (),
    RoundState.STOPPED: (),
}
LIVE_ROUNDS = (RoundState.PREPARED, RoundState.OPEN)


class Period(models.TextChoices):
    """Which period of working days a silence round has (RULES part 2, R4.22)."""

    DEFAULT = "default", _("Routine period")
    POLICY = "policy", _("Period for policy texts and annual plans")
    URGENT = "urgent", _("Urgent period")
    SHORT = "short", _("Short period after the objector's own wording")


class AnswerKind(models.TextChoices):
    """What a member can say in a round (RULES R4.16); silence is none of these."""

    NO_OBJECTION = "no_objection", _("No objection")
    COMMENT = "comment", _("Comment")
    RESERVATION = "reservation", _("Reservation")
    DISSOCIATION = "dissociation", _("Dissociation")
    OUTSIDE_MANDATE = "outside_mandate", _("Outside our mandate")
    OBJECTION = "objection", _("Objection")
    OBJECTION_WITHDRAWN = "objection_withdrawn", _("Objection withdrawn")
    EXTENSION_REQUEST = "extension_request", _("Request for more time")
    CLEARED = "cleared", _("Cleared")
    CLEARED_WITH_COMMENTS = "cleared_with_comments", _("Cleared with comments")
    NO_POSITION = "no_position", _("No position")


# What makes a position; a comment only where nothing else was said, a request for more time never.
POSITIONS = (
    AnswerKind.NO_OBJECTION, AnswerKind.RESERVATION, AnswerKind.DISSOCIATION, AnswerKind.OUTSIDE_MANDATE,
    AnswerKind.OBJECTION, AnswerKind.OBJECTION_WITHDRAWN,
    AnswerKind.CLEARED, AnswerKind.CLEARED_WITH_COMMENTS, AnswerKind.NO_POSITION,
)  # fmt: skip
# What members say of a statement (RULES R7.38); an objection is the one thing said in both.
CLEARANCE_KINDS = (
    AnswerKind.CLEARED, AnswerKind.CLEARED_WITH_COMMENTS, AnswerKind.NO_POSITION, AnswerKind.OBJECTION,
)  # fmt: skip
# What cannot be said without words.
NEEDS_WORDS = (
    AnswerKind.COMMENT, AnswerKind.RESERVATION, AnswerKind.DISSOCIATION, AnswerKind.OBJECTION,
    AnswerKind.EXTENSION_REQUEST, AnswerKind.CLEARED_WITH_COMMENTS,
)  # fmt: skip


class Channel(models.TextChoices):
    """How an answer reached the portal."""

    PORTAL = "portal", _("In the portal")
    MAIL_LINK = "mail-link", _("By the link in the letter")
    EMAIL = "email", _("By e-mail, recorded by the secretariat")
    PHONE = "phone", _("By telephone, recorded by the secretariat")
    ROOM = "room", _("In the meeting, recorded by the secretariat")


RECORDED = (Channel.EMAIL, Channel.PHONE, Channel.ROOM)


class ConsentTo(models.TextChoices):
    """What a co-chair says to a round that is prepared (RULES R4.15, R4.22, R2.8)."""

    OPENING = "opening", _("The round may open now")
    URGENT = "urgent", _("The urgent period")
    SHORT = "short", _("The short period")


class RoundReminder(models.TextChoices):
    """The letters that the clock sends in a round, to those who owe an answer (RULES parameters)."""

    HALFWAY = "halfway", _("halfway")
    LAST = "last", _("before the deadline")


class StateTrackState(models.TextChoices):
    """How far the consultation of the state counterpart is (RULES R5.27)."""

    DRAFTED = "drafted", _("Letter drafted")
    SENT = "sent", _("Letter sent")
    REPLIED = "replied", _("Reply registered")
    CANCELLED = "cancelled", _("No longer pursued")


STATE_TRACK_MAP = {
    StateTrackState.DRAFTED: (StateTrackState.SENT, StateTrackState.CANCELLED),
    StateTrackState.SENT: (StateTrackState.REPLIED, StateTrackState.CANCELLED),
    StateTrackState.REPLIED: (),
    StateTrackState.CANCELLED: (),
}


class StateOutcome(models.TextChoices):
    """What the state counterpart answered (RULES R5.27); its silence is none of these."""

    CONCURRED = "concurred", _("Concurred")
    CONCURRED_WITH_COMMENTS = "concurred_with_comments", _("Concurred with comments")
    NO_VIEW = "no_view", _("No view")
    ASKS_FOR_CHANGES = "asks_for_changes", _("Asks for changes")
    DOES_NOT_CONCUR = "does_not_concur", _("Does not concur")


CLOSING_OUTCOMES = (StateOutcome.CONCURRED, StateOutcome.CONCURRED_WITH_COMMENTS, StateOutcome.NO_VIEW)


class SentBy(models.TextChoices):
    """How a letter to the state left."""

    COURIER = "courier", _("Courier")
    POST = "post", _("Post")
    EMAIL = "email", _("E-mail")
    BY_HAND = "by-hand", _("Handed over in person")
    STATE_SYSTEM = "state-system", _("Through the state's electronic document system")


class Ruling(models.TextChoices):
    """What a co-chair rules when the state is silent or does not concur (RULES R5.27, R5.28)."""

    WAIT = "wait", _("Wait")
    RAISE = "raise", _("Raise it with the counterpart")
    GO_ON = "go_on", _("Go on without it")


class ActionState(models.TextChoices):
    """How far an action point is; a draft stands in draft minutes only."""

    DRAFT = "draft", _("In draft minutes")
    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


ACTION_MAP = {
    ActionState.DRAFT: (ActionState.OPEN,),
    ActionState.OPEN: (ActionState.DONE, ActionState.DROPPED),
    ActionState.DONE: (ActionState.OPEN,),
    ActionState.DROPPED: (ActionState.OPEN,),
}


class Age(models.TextChoices):
    """How long an open action point has been late: derived from its due date (RULES R3.10)."""

    AHEAD = "ahead", _("Not due yet")
    WEEKS = "weeks", _("1 to 14 days late")
    MONTH = "month", _("15 to 30 days late")
    QUARTER = "quarter", _("31 to 90 days late")
    LONGER = "longer", _("More than 90 days late")
    UNDATED = "undated", _("Without a due date")


# First and last day after the due date; None where there is no bound.
DAYS_LATE = {
    Age.AHEAD: (None, 0),
    Age.WEEKS: (1, 14),
    Age.MONTH: (15, 30),
    Age.QUARTER: (31, 90),
    Age.LONGER: (91, None),
}


class Reminder(models.TextChoices):
    """The three letters that an action point can cause by its due date."""

    BEFORE = "before", _("before the due date")
    AFTER = "after", _("after the due date")
    CO_CHAIRS = "co-chairs", _("to the co-chairs")
