"""The life of a decision (RULES R3.9) and of an action point."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionState(models.TextChoices):
    """How far a decision is; overdue is derived, never a state (RULES R3.10)."""

    DRAFT = "draft", _("Draft wording")
    PROPOSED = "proposed", _("Proposed")
    ADOPTED = "adopted", _("Adopted")
    IN_IMPLEMENTATION = "in_implementation", _("In implementation")
    IMPLEMENTED = "implemented", _("Implemented")
    WITHDRAWN = "withdrawn", _("Withdrawn")


_D = DecisionState
DECISION_MAP = {
    _D.DRAFT: (_D.PROPOSED, _D.WITHDRAWN),
    _D.PROPOSED: (_D.ADOPTED, _D.WITHDRAWN),
    _D.ADOPTED: (_D.IN_IMPLEMENTATION, _D.IMPLEMENTED),
    _D.IN_IMPLEMENTATION: (_D.IMPLEMENTED,),
    _D.IMPLEMENTED: (),
    _D.WITHDRAWN: (),
}


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
