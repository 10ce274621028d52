"""What a group owes: planned, moved with a reason, delivered with evidence, dropped, taken up again."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Refused, Workflow
from workinggroups.access import owns_it, runs
from workinggroups.models import Deliverable
from workinggroups.states import DELIVERABLE_MAP, DeliverableState
from workinggroups.workflow.groups import hat_in_group, move_on, only_at_work

D = DeliverableState
DELIVERABLE = Workflow("workinggroups", DeliverableState, DELIVERABLE_MAP)


@DELIVERABLE.creation(
    may=runs, hat=hat_in_group, label=_("Plan a deliverable"), done=_("Deliverable planned")
)
def plan_deliverable(group, *, by, **fields):
    """Name a product with its owner and its day. Returns the `Deliverable`."""
    only_at_work(group)
    move_on(group)
    return Deliverable.objects.create(group=group, **fields)


@DELIVERABLE.act(D.PLANNED, may=runs, hat=hat_in_group, label=_("Edit"), done=_("Deliverable edited"))
def edit_deliverable(deliverable, *, by, version, **fields):
    """Change title, owner or person; the day has an act of its own. Raises `Stale` after another's save."""
    only_at_work(deliverable.group)
    deliverable.take(version)
    if fields.get("due_on", deliverable.due_on) != deliverable.due_on:
        raise Refused(_("The day is moved with a reason. Use “Move the day”."))
    changed = [name for name, value in fields.items() if getattr(deliverable, name) != value]
    for name in changed:
        setattr(deliverable, name, fields[name])
    deliverable.act_details = {"changed": changed}


@DELIVERABLE.act(
    D.PLANNED,
    may=runs,
    hat=hat_in_group,
    label=_("Move the day"),
    done=_("Day moved from %(was_on)s to %(due_on)s"),
)
def move_due_day(deliverable, *, by, due_on, reason):
    """Another day, for a reason."""
    only_at_work(deliverable.group)
    if not reason.strip():
        raise Refused(_("Say why the day moves."))
    if due_on == deliverable.due_on:
        raise Refused(_("This is the day that it has already. Choose another one."))
    deliverable.act_details = {"was_on": deliverable.due_on.isoformat(), "due_on": due_on.isoformat()}
    deliverable.due_on = due_on
    move_on(deliverable.group)


@DELIVERABLE.move(
    D.PLANNED,
    to=D.DELIVERED,
    may=runs | owns_it,
    hat=hat_in_group,
    label=_("Report as delivered"),
    done=_("Delivered"),
)
def deliver(deliverable, *, by, evidence="", document=None):
    """It is there, and this shows it: words or a link, or a document of the group."""
    if not evidence.strip() and document is None:
        raise Refused(_("Show it: write where it is found, or choose the document of the group."))
    if document is not None and document.group_id != deliverable.group_id:
        raise Refused(_("This document belongs to another group."))
    deliverable.evidence, deliverable.document = evidence.strip(), document
    deliverable.delivered_on = timezone.localdate()
    move_on(deliverable.group)


@DELIVERABLE.move(D.PLANNED, to=D.DROPPED, may=runs, hat=hat_in_group, label=_("Drop"), done=_("Dropped"))
def drop_deliverable(deliverable, *, by, reason):
    """It will not be made, for a reason."""
    if not reason.strip():
        raise Refused(_("Say why it is dropped."))
    deliverable.reason = reason.strip()


@DELIVERABLE.move(
    D.DELIVERED,
    D.DROPPED,
    to=D.PLANNED,
    may=runs,
    hat=hat_in_group,
    label=_("Take up again"),
    done=_("Taken up again"),
)
def take_up_again(deliverable, *, by):
    """It is owed once more; what was reported stays in the history."""
    only_at_work(deliverable.group)
    deliverable.act_details = {"evidence": deliverable.evidence, "reason": deliverable.reason}
    deliverable.evidence, deliverable.document = "", None
    deliverable.delivered_on, deliverable.reason = None, ""
