"""What the clock does about the state: who has to act learns of a reply that is overdue, once (RULES R5.27)."""

from celery import shared_task
from django.utils import timezone

from decisions.letters.state import StateReplyOverdue
from decisions.models import StateConsultation
from decisions.states import PENDING
from foundation.circulation.models import Circulation
from foundation.circulation.workflow import circulate
from foundation.core.workflow import THE_PORTAL
from members.calendar import is_working_day


@shared_task(name="decisions.remind_of_state_replies")
def remind_of_state_replies():
    """Once on a working day: write about each reply of the state that became overdue."""
    tell_of_overdue_replies(timezone.localdate())


def tell_of_overdue_replies(day):
    """Write about the replies that are overdue on a day and were not written about; returns the circulations."""
    if not is_working_day(day):
        return []
    rows = StateConsultation.objects.overdue(day).filter(decision__state__in=PENDING)
    letters = [StateReplyOverdue(row) for row in rows.select_related("decision").order_by("pk")]
    return [
        circulate(letter, by=THE_PORTAL, at_once=True)
        for letter in letters
        if not _has_left(letter) and letter.recipients()
    ]


def _has_left(letter):
    sent = Circulation.objects.filter(occasion=letter.occasion, edition=letter.edition)
    return sent.filter(about_id=letter.about.pk).exists()
