"""What the clock does with dates: it reads the UNCT's calendar."""

from celery import shared_task
from django.utils import timezone

from foundation.core.workflow import THE_PORTAL
from meetings.models import UnctSource
from meetings.unct_calendar import CannotRead, read_unct_calendar
from meetings.workflow.courtesy import draft_notes_that_are_due
from meetings.workflow.unct import take_unct_dates


@shared_task(name="meetings.read_unct_calendar", time_limit=120)
def read_the_unct_calendar():
    """Read the calendar once; what went wrong is kept in words, and the dates stay as they were."""
    source = UnctSource.objects.exclude(address="").first()
    if source is None:
        return
    try:
        found = read_unct_calendar(source.address, source.only_with)
    except CannotRead as failure:
        UnctSource.objects.filter(pk=source.pk, address=source.address).update(
            checked_at=timezone.now(), problem=failure.problem, server_said=failure.said
        )
        return
    take_unct_dates(source, by=THE_PORTAL, found=found)


@shared_task(name="meetings.draft_courtesy_notes")
def draft_courtesy_notes():
    """Once a day: draft what is due. Nothing is sent."""
    draft_notes_that_are_due()
