"""When saved searches write: one letter for each person with all that is new, and nothing when nothing is."""

from django.db import transaction
from django.utils import timezone

from finding.letters import SearchAlerts
from finding.models import SavedSearch
from finding.states import Alerts
from finding.workflow import UNDO_WITHIN, thing_key
from foundation.circulation.workflow import circulate
from foundation.core.workflow import THE_PORTAL
from foundation.core.working_days import is_working_day
from foundation.search.finding import Found
from members.calendar import days_off


def send_search_alerts(today=None):
    """Write to those whose saved searches find something new; answer the circulation, or None.

    One letter for each person, whatever the number of their searches. Two clocks at once make one letter: the
    searches that are due are held until it is written.
    """
    today = today or timezone.localdate()
    if not is_working_day(today, days_off(today, today)):
        return None
    SavedSearch.objects.filter(removed_at__lt=timezone.now() - UNDO_WITHIN).delete()
    with transaction.atomic():
        due = [saved for saved in _with_alerts() if _is_due(saved, today)]
        news = {}
        for saved in due:
            fresh = _news_of(saved)
            if fresh:
                news.setdefault(saved.user.person, []).append((saved, fresh))
        SavedSearch.objects.filter(pk__in=[saved.pk for saved in due]).update(alerted_on=today)
        return circulate(SearchAlerts(news, today), by=THE_PORTAL, at_once=True) if news else None


def _with_alerts():
    rows = SavedSearch.objects.kept().exclude(alerts=Alerts.NEVER)
    rows = rows.filter(user__is_active=True, user__person__isnull=False).exclude(user__person__email="")
    return rows.select_related("user__person").select_for_update(of=("self",)).order_by("user", "name", "pk")


def _is_due(saved, today):
    """A daily one once in a day; a weekly one once in a week, on its first working day."""
    if saved.alerted_on is None:
        return True
    if saved.alerts == Alerts.DAILY:
        return saved.alerted_on < today
    return saved.alerted_on.isocalendar()[:2] < today.isocalendar()[:2]


def _news_of(saved):
    """The entries of finds that the owner does not know yet, the newest first; from now on they are known."""
    found = Found(saved.asked)
    known = set(saved.known)
    keys = dict(zip(found.things, found.order, strict=True))
    fresh = [pk for thing, pk in keys.items() if thing_key(thing) not in known]
    if fresh:
        saved.known = sorted(known | {thing_key(thing) for thing in found.things})
        saved.save(update_fields=["known"])
    return found.hits(fresh)
