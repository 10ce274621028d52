"""What the clock does with groups: a word before one ends."""

from datetime import timedelta

from celery import shared_task
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from foundation.circulation.models import Circulation
from foundation.circulation.workflow import circulate
from foundation.core.workflow import THE_PORTAL
from members.calendar import is_working_day
from members.models import Parameter
from workinggroups.letters import GroupEnds
from workinggroups.models import WorkingGroup


@shared_task(name="workinggroups.remind_of_ends")
def remind_of_ends():
    """Once on a working day: write to who runs a group whose end comes near, once for each end."""
    send_end_reminders(timezone.localdate())


def send_end_reminders(today):
    """Send what is due; a group that ends with an event of unknown day is asked once in a quarter.

    Return the circulations. Asked again on the same day, nothing more leaves.
    """
    if not is_working_day(today):
        return []
    horizon = today + timedelta(days=Parameter.value_of("group_end_notice_days", on=today))
    near = WorkingGroup.objects.active().filter(ends_on__lte=horizon)
    unknown = WorkingGroup.objects.active().filter(ends_on__isnull=True).exclude(ends_event="")
    due = [(group.pk, group.ends_on.isoformat()) for group in near]
    quarter = f"{today.year}-Q{(today.month + 2) // 3}"
    due += [(group.pk, quarter) for group in unknown if group.established_on < today - timedelta(days=30)]
    return [made for pk, edition in due if (made := _remind(pk, edition))]


def _remind(pk, edition):
    with transaction.atomic():
        # Two clocks at once make one letter.
        group = WorkingGroup.objects.select_for_update().get(pk=pk)
        kind = ContentType.objects.get_for_model(group)
        sent = Circulation.objects.filter(
            occasion=GroupEnds.occasion, about_type=kind, about_id=pk, edition=edition
        )
        letter = GroupEnds(group, edition)
        if sent.exists() or not letter.recipients():
            return None
        return circulate(letter, by=THE_PORTAL, at_once=True)
