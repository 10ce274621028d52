"""The Network's calendar and its parameters: kept by the secretariat, with history (RULES R10.51)."""

import rules
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.workflow import Refused
from members.access import is_secretariat
from members.models import Holiday, Parameter
from members.workflow.directory import DIRECTORY


@DIRECTORY.creation(
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Add a day"), done=_("Day added to the calendar")
)
def add_holiday(*, by, day, **fields):
    """Add a day; deadlines that are set already stay where they are. Rule: RULES R1.2."""
    if Holiday.objects.filter(day=day).exists():
        raise Refused(_("This day is in the calendar already. Edit it there."))
    return Holiday.objects.create(day=day, **fields)


@DIRECTORY.act(may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Edit"), done=_("Day of the calendar edited"))
def edit_holiday(holiday, *, by, **fields):
    """Say whether the offices are closed, whether a deadline may end on it, and whether its date is fixed."""
    other = Holiday.objects.filter(day=fields.get("day", holiday.day)).exclude(pk=holiday.pk)
    if other.exists():
        raise Refused(_("This day is in the calendar already. Edit it there."))
    for name, value in fields.items():
        setattr(holiday, name, value)


@DIRECTORY.creation(
    may=rules.always_deny, hat=Hat.SECRETARIAT, label=_("Change a parameter"), done=_("Parameter changed"),
    automatic=True,
)  # fmt: skip
def set_parameter(*, by, name, value, since, decided_by):
    """Give a parameter a value from a day on. Nobody does this by hand: an adopted decision does.

    `decided_by`: the symbol of that decision; `decisions.workflow.parameters` calls this for it. Raises
    `Refused` when it has that value from that day already, or the value makes no sense. Another value for the
    same day corrects a slip: both stay on record, the later one holds.
    """
    if not decided_by.strip():
        raise Refused(_("Parameters change by a decision of the Network. Name the decision."))
    that_day = Parameter.objects.filter(name=name, since=since)
    last = that_day.order_by("-number").first()
    if last is not None and last.value == value:
        raise Refused(_("This parameter has that value from that day already."))
    least, most = Parameter.BOUNDS.get(name, (0, None))
    if value < least or (most is not None and value > most):
        raise Refused(_out_of_bounds(least, most))
    return Parameter.objects.create(
        name=name, value=value, since=since, number=last.number + 1 if last else 1, decided_by=decided_by
    )


def _out_of_bounds(least, most):
    if most is None:
        return _("The value cannot be less than %(least)s.") % {"least": least}
    return _("The value lies between %(least)s and %(most)s.") % {"least": least, "most": most}
