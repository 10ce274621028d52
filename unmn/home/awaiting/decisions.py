"""What waits around decisions and their action points."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.models import ActionPoint
from foundation.core.templatetags.ui import in_language
from foundation.core.working_days import close_of_business
from unmn.home.awaiting.waiting import SOON, Waiting


def action_points_owed(user, standing):
    """Action points of the reader's organisations that are overdue or due soon."""
    limit = timezone.localdate() + SOON
    rows = ActionPoint.objects.visible_to(user).awaiting(standing).filter(due_on__lte=limit)
    for action_point in rows.select_related("owner"):
        yield Waiting(
            title=action_point.text,
            text=_("Action point of %(organisation)s")
            % {"organisation": in_language(action_point.owner, "acronym")},
            url=reverse("decisions:action_point", args=[action_point.pk]),
            act=_("Report progress"),
            icon="check-circle",
            until=close_of_business(action_point.due_on),
            weight=4,
        )


def due_dates_to_answer(user, standing):
    """Owners of action points who asked for another date and wait for the secretariat."""
    if not standing.is_secretariat:
        return
    rows = ActionPoint.objects.visible_to(user).asked_for_another_date().select_related("owner")
    for action_point in rows:
        yield Waiting(
            title=_("%(organisation)s asks for another due date")
            % {"organisation": in_language(action_point.owner, "acronym")},
            text=str(action_point),
            url=reverse("decisions:action_point", args=[action_point.pk]),
            act=_("Grant or refuse"),
            icon="calendar-days",
            until=close_of_business(action_point.due_on or action_point.wanted_due_on),
            weight=3,
        )


QUESTIONS = (
    action_points_owed,
    due_dates_to_answer,
)
