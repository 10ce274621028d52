"""The life of an action point (RULES R6.36).

draft ─► open ─► done      with evidence, by its owner or the secretariat
           ▲ └──► dropped   with a reason, by the secretariat
           └────── both can be reopened
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.access import is_secretariat, may_report
from decisions.models import ActionPoint
from decisions.states import ACTION_MAP, ActionState
from foundation.audit.states import Hat
from foundation.core.moments import short_day
from foundation.core.workflow import Refused, Workflow

S = ActionState
ACTION_POINT = Workflow("decisions", ActionState, ACTION_MAP)


@ACTION_POINT.creation(
    may=is_secretariat,
    hat=Hat.SECRETARIAT,
    label=_("Record an action point"),
    done=_("Action point recorded"),
)
def record_action_point(*, by, text, owner, person=None, due_on=None, decision=None, is_draft=False):
    """Write down who does what by when; `is_draft` while it stands in draft minutes only.

    Raises Refused when the person does not belong to the owner organisation.
    """
    _belongs(person, owner)
    return ActionPoint.objects.create(
        text=text.strip(),
        owner=owner,
        person=person,
        due_on=due_on,
        decision=decision,
        state=S.DRAFT if is_draft else S.OPEN,
    )


@ACTION_POINT.act(
    S.DRAFT, S.OPEN, may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Edit"), done=_("Action point edited")
)
def edit_action_point(action_point, *, by, text, owner, person=None, due_on=None, decision=None):
    """Change what is to be done, or who does it."""
    _belongs(person, owner)
    action_point.text, action_point.owner, action_point.person = text.strip(), owner, person
    action_point.due_on, action_point.decision = due_on, decision


@ACTION_POINT.move(
    S.DRAFT, to=S.OPEN, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Assign"), done=_("Action point assigned"),
)  # fmt: skip
def assign(action_point, *, by):
    """The minutes left the secretariat: from now on the owner owes it."""


@ACTION_POINT.act(
    S.OPEN, may=may_report, hat=Hat.MEMBER,
    label=_("Report progress"), done=_("Progress reported"),
)  # fmt: skip
def report_progress(action_point, *, by, progress):
    """Say how far it is; the latest word stands, the history keeps all."""
    if not progress.strip():
        raise Refused(_("Write one sentence on the progress first."))
    action_point.progress = progress.strip()
    action_point.act_details = {"progress": action_point.progress}


@ACTION_POINT.move(
    S.OPEN, to=S.DONE, may=may_report, hat=Hat.MEMBER,
    label=_("Mark as done"), done=_("Action point done"),
)  # fmt: skip
def mark_done(action_point, *, by, evidence):
    """Close it with what shows that it was done: a link, a symbol, a sentence."""
    if not evidence.strip():
        raise Refused(_("Say what shows that this was done: a link, a symbol of a document, or a sentence."))
    action_point.progress = evidence.strip()
    action_point.done_on = timezone.localdate()
    action_point.act_details = {"progress": action_point.progress}


@ACTION_POINT.act(
    S.OPEN,
    may=is_secretariat,
    hat=Hat.SECRETARIAT,
    label=_("Change the due date"),
    done=_("Due date changed"),
)
def change_due_date(action_point, *, by, due_on, reason):
    """Set another due date, with a reason that stays in the history."""
    if not reason.strip():
        raise Refused(_("Give the reason for the new date."))
    if due_on < timezone.localdate():
        raise Refused(_("%(day)s has passed. Choose a day ahead.") % {"day": short_day(due_on)})
    action_point.act_details = {"was": str(action_point.due_on or ""), "due_on": str(due_on)}
    action_point.due_on = due_on


@ACTION_POINT.move(
    S.OPEN, to=S.DROPPED, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Drop"), done=_("Action point dropped"),
)  # fmt: skip
def drop(action_point, *, by, reason):
    """Nobody does it any more, for a reason."""
    if not reason.strip():
        raise Refused(_("Give the reason for dropping it."))


@ACTION_POINT.move(
    S.DONE, S.DROPPED, to=S.OPEN, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Reopen"), done=_("Action point reopened"),
)  # fmt: skip
def reopen(action_point, *, by, reason):
    """It turned out not to be finished."""
    if not reason.strip():
        raise Refused(_("Give the reason for reopening it."))
    action_point.done_on = None


def _belongs(person, owner):
    if person is None or person.organisation_id == owner.pk:
        return
    if not person.representations.on().filter(organisation=owner).exists():
        raise Refused(
            _(
                "%(person)s does not belong to %(organisation)s. Choose somebody from there, or leave it empty."
            )
            % {"person": person, "organisation": owner}
        )
