"""When the weekly letter leaves: on the chosen morning, at most once in a week, to who owes something."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import DigestDay
from foundation.circulation.models import Delivery
from foundation.circulation.workflow import circulate
from foundation.core.workflow import THE_PORTAL
from foundation.core.working_days import is_working_day
from members.calendar import days_off
from members.models import Person
from unmn.home.awaiting import what_awaits
from unmn.home.letters import WeeklyNeeds

DAYS = [day for day in DigestDay if day != DigestDay.NEVER]


def send_weekly_letters(today=None):
    """Write to those whose morning it is and who owe something; answer the circulation, or None.

    Two clocks at once make one letter: each row of a person is held until it is known who had one this week.
    """
    today = today or timezone.localdate()
    chosen = days_that_fall_on(today)
    if not chosen:
        return None
    with transaction.atomic():
        people = list(_asked(chosen, today).select_for_update(of=("self",)))
        had = set(_had_one(week_of(today), people))
        owing = [one for one in people if one.user_id not in had and what_awaits(one.user)]
        if not owing:
            return None
        return circulate(WeeklyNeeds(owing, week_of(today)), by=THE_PORTAL, at_once=True)


def week_of(day):
    """The week of a day as ISO counts it: `2026-W48`."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def days_that_fall_on(today):
    """The chosen weekdays whose letter leaves today: a day on which the Network rests hands on to the next."""
    monday = today - timedelta(days=today.weekday())
    off = days_off(monday, monday + timedelta(days=6))
    if not is_working_day(today, off):
        return []
    found, day = [DAYS[today.weekday()]], today - timedelta(days=1)
    while day >= monday and not is_working_day(day, off):
        found.append(DAYS[day.weekday()])
        day -= timedelta(days=1)
    return found


def _asked(chosen, today):
    rows = Person.objects.filter(user__is_active=True, user__digest_day__in=chosen).exclude(email="")
    rows = rows.exclude(left_on__lt=today)
    return rows.select_related("user", "organisation").order_by("pk")


def _had_one(week, people):
    rows = Delivery.objects.filter(circulation__occasion=WeeklyNeeds.occasion, circulation__edition=week)
    return rows.filter(reader__in=[one.user_id for one in people]).values_list("reader", flat=True)
