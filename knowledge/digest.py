"""When the letter with new updates leaves: once in a reader's day, week or month, and only with something new.

A letter tells of what was posted before its period began, so that it says the same whenever the clock comes round
to it, and what comes later waits for the next one.
"""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import UpdatesLetter as Every
from foundation.circulation.models import Delivery
from foundation.circulation.workflow import circulate
from foundation.core.workflow import THE_PORTAL
from foundation.core.working_days import BISHKEK, is_working_day
from knowledge.letters import MOST_IN_A_LETTER, NewUpdates
from knowledge.models import SeenUpdate, Update
from members.calendar import days_off
from members.models import Person

# What is older is no news: who has had no letters for a year does not get a year of them.
NEWS_FOR = timedelta(days=62)


def send_updates_letters(today=None):
    """Write to those who have not had their letter of this period and have something unseen; or answer None.

    Two clocks at once make one letter: each reader's row is held until it is known who had one. The updates are
    held too, so that none is withdrawn or narrowed while the letters about it are being written.
    """
    today = today or timezone.localdate()
    if not is_working_day(today, days_off(today, today)):
        return None
    with transaction.atomic():
        people = list(_asked(today).select_for_update(of=("self",)))
        had = _last_letters(people)
        due = [one for one in people if had.get(one.user_id, "") < _begins(one, today).isoformat()]
        fresh = Update.objects.posted().filter(posted_at__gt=_midnight(today) - NEWS_FOR)
        held = list(fresh.select_for_update(of=("self",)).values_list("pk", flat=True))
        news = {one: found for one in due if (found := news_for(one, held, _begins(one, today)))}
        if not news:
            return None
        _remember(news)
        return circulate(NewUpdates(news, today), by=THE_PORTAL, at_once=True)


def period_begins(every, today):
    """The first day of the period in which a letter of today falls."""
    if every == Every.MONTHLY:
        return today.replace(day=1)
    return today - timedelta(days=today.weekday()) if every == Every.WEEKLY else today


def news_for(person, pks, day):
    """Of these updates, those posted before `day` that somebody may see and has not seen, the newest first."""
    rows = Update.objects.visible_to(person.user).posted().filter(pk__in=pks, posted_at__lt=_midnight(day))
    rows = rows.with_new_for(person.user).filter(is_new=True)
    return list(rows.select_related("owner", "group"))


def _begins(person, today):
    return period_begins(person.user.updates_letter, today)


def _midnight(day):
    return datetime.combine(day, time(), BISHKEK)


def _asked(today):
    rows = Person.objects.filter(user__is_active=True).exclude(user__updates_letter=Every.NEVER)
    rows = rows.exclude(email="").exclude(left_on__lt=today)
    return rows.select_related("user", "organisation").order_by("pk")


def _last_letters(people):
    """The day of the last letter of each reader who had one: account → `2026-11-23`."""
    rows = Delivery.objects.filter(circulation__occasion=NewUpdates.occasion)
    rows = rows.filter(reader__in=[one.user_id for one in people]).order_by("circulation__edition")
    return dict(rows.values_list("reader", "circulation__edition"))


def _remember(news):
    now = timezone.now()
    SeenUpdate.objects.bulk_create(
        [
            SeenUpdate(update=update, reader=person.user, seen_at=now)
            for person, found in news.items()
            for update in found[:MOST_IN_A_LETTER]
        ],
        ignore_conflicts=True,
    )
