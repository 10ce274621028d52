"""What the clock does with action points: one round of reminders a day (RULES R10.54, R6.36); rounds stand beside."""

from datetime import timedelta

from celery import shared_task
from django.db import IntegrityError, transaction
from django.utils import timezone

from decisions.letters import ActionsReminded
from decisions.models import ActionPoint, ActionReminder
from decisions.states import ActionState, Reminder
from decisions.tasks_rounds import keep_round, keep_rounds
from foundation.circulation.models import Circulation
from foundation.circulation.workflow import circulate
from foundation.core.workflow import THE_PORTAL
from members.calendar import is_working_day
from members.letters import co_chair_recipients, recipient, recipients_among
from members.models import Parameter, Representation
from members.states import Role

__all__ = ("keep_round", "keep_rounds", "remind_owners", "send_reminders")

PARAMETERS = {
    Reminder.BEFORE: "action_remind_before_days",
    Reminder.AFTER: "action_remind_after_days",
    Reminder.CO_CHAIRS: "action_tell_co_chairs_after_days",
}


@shared_task(name="decisions.remind_owners")
def remind_owners():
    """Once on a working day: write to those who owe something, and to the co-chairs about what is long late."""
    send_reminders(timezone.localdate())


def send_reminders(day):
    """Send the reminders of a day, one letter per person; asked again on that day, nothing more leaves.

    Return the circulation, or None when nothing is due or the day is not a working day of the Network.
    """
    if not is_working_day(day) or _has_left(day):
        return None
    try:
        with transaction.atomic():
            return _send(day)
    except IntegrityError:
        # Another worker was faster with the same reminders.
        return None


def _has_left(day):
    sent = Circulation.objects.filter(occasion=ActionsReminded.occasion, edition=day.isoformat())
    return sent.exists()


def _send(day):
    due = list(reminders_due(day))
    if not due:
        return None
    ActionReminder.objects.bulk_create(
        [ActionReminder(action_point=row, which=which, due_on=row.due_on, sent_on=day) for which, row in due]
    )
    letter = ActionsReminded(day, _owed(due))
    return circulate(letter, by=THE_PORTAL, at_once=True) if letter.recipients() else None


def reminders_due(day):
    """Yield `(Reminder, action point)` of what is to be said on a day and was not said for its due date."""
    days = {which: Parameter.value_of(name, on=day) for which, name in PARAMETERS.items()}
    said = set(ActionReminder.objects.values_list("action_point_id", "which", "due_on"))
    rows = ActionPoint.objects.filter(
        state=ActionState.OPEN, due_on__lte=day + timedelta(days=days[Reminder.BEFORE])
    )
    for row in rows.select_related("owner", "person__user", "person__organisation"):
        late = (day - row.due_on).days
        own = Reminder.BEFORE if late <= 0 else Reminder.AFTER
        for which in (own, Reminder.CO_CHAIRS):
            is_time = which == Reminder.BEFORE or late >= max(days[which], 1)
            if is_time and (row.pk, which, row.due_on) not in said:
                yield which, row


def _owed(due):
    """Who is reminded of what: the focal points of the owner and the person named, or the co-chairs."""
    told = {}
    chairs = co_chair_recipients()
    focal_points = _focal_points({row.owner_id for _which, row in due})
    for which, row in due:
        if which == Reminder.CO_CHAIRS:
            people = chairs
        else:
            people = [*focal_points.get(row.owner_id, [])]
            if row.person is not None and row.person.email:
                people += recipients_among([row.person])
        for one in {person.identity: person for person in people}.values():
            told.setdefault(one.identity, (one, []))[1].append((which, row))
    return dict(told.values())


def _focal_points(owners):
    """Recipients by organisation: its focal points, or its alternates where it has none today."""
    rows = Representation.objects.on().filter(organisation__in=owners).select_related(
        "organisation", "person__user"
    )  # fmt: skip
    found = {}
    for row in sorted(rows, key=lambda one: one.role != Role.FOCAL_POINT):
        people = found.setdefault(row.organisation_id, [])
        if not people or row.role == Role.FOCAL_POINT:
            people.append(recipient(row.person, row.organisation))
    return found
