"""One wording for an instant and for a day: the same in page, mail, PDF and calendar (RULES R10.50)."""

import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

WEEKDAYS = (
    pgettext_lazy("weekday of a date", "Monday"),
    pgettext_lazy("weekday of a date", "Tuesday"),
    pgettext_lazy("weekday of a date", "Wednesday"),
    pgettext_lazy("weekday of a date", "Thursday"),
    pgettext_lazy("weekday of a date", "Friday"),
    pgettext_lazy("weekday of a date", "Saturday"),
    pgettext_lazy("weekday of a date", "Sunday"),
)

# Translators: the month as it stands after the day number: Russian "декабря", Kyrgyz "декабры".
MONTHS = (
    pgettext_lazy("month of a date", "January"),
    pgettext_lazy("month of a date", "February"),
    pgettext_lazy("month of a date", "March"),
    pgettext_lazy("month of a date", "April"),
    pgettext_lazy("month of a date", "May"),
    pgettext_lazy("month of a date", "June"),
    pgettext_lazy("month of a date", "July"),
    pgettext_lazy("month of a date", "August"),
    pgettext_lazy("month of a date", "September"),
    pgettext_lazy("month of a date", "October"),
    pgettext_lazy("month of a date", "November"),
    pgettext_lazy("month of a date", "December"),
)


def moment(at: datetime.datetime | None, language: str | None = None) -> str:
    """Say an instant in full: weekday, date, hour, Bishkek time and its offset.

    `language` defaults to the active one; letters pass the recipient's. An empty value gives an empty string.
    Rule: RULES R10.50.
    """
    if at is None or at == "":
        return ""
    local = _in_bishkek(at)
    return _say(local, f"{local:%H:%M}", language)


def span(
    starts: datetime.datetime | None, ends: datetime.datetime | None, language: str | None = None
) -> str:
    """Say from when to when, as in "Thursday 10 December 2026, 10:00–12:00 Bishkek time (UTC+6)".

    Over midnight both instants are said in full; without an end it is the moment alone.
    """
    if not starts or not ends:
        return moment(starts or ends, language)
    first, last = _in_bishkek(starts), _in_bishkek(ends)
    if first.date() != last.date():
        return f"{moment(starts, language)} – {moment(ends, language)}"
    return _say(first, f"{first:%H:%M}–{last:%H:%M}", language)


def day(date: datetime.date | None, language: str | None = None) -> str:
    """Say a date with its weekday, as in "Thursday 10 December 2026"; an instant gives its day in Bishkek."""
    if date is None or date == "":
        return ""
    with _speaking(language):
        return _full_day(_in_bishkek(date))


def short_day(date: datetime.date | None, language: str | None = None) -> str:
    """Say a date without its weekday, as in "10 December 2026": for registers, never for a deadline."""
    if date is None or date == "":
        return ""
    with _speaking(language):
        return _plain_day(_in_bishkek(date))


def clock(at: datetime.datetime | datetime.time | None) -> str:
    """Say the hour of the day in Bishkek, as in "14:05"; the zone must stand nearby on the page."""
    if at is None or at == "":
        return ""
    return f"{at:%H:%M}" if isinstance(at, datetime.time) else f"{_in_bishkek(at):%H:%M}"


def _say(local, hours, language):
    with _speaking(language):
        return _("%(day)s, %(clock)s Bishkek time (%(offset)s)") % {
            "day": _full_day(local),
            "clock": hours,
            "offset": _offset(local),
        }


def _in_bishkek(value):
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value, timezone.get_default_timezone())
    if isinstance(value, datetime.datetime):
        return timezone.make_aware(value, timezone.get_default_timezone())
    return value


def _speaking(language):
    return translation.override(language or translation.get_language() or "en")


def _plain_day(date):
    # Translators: Russian "%(day)s %(month)s %(year)s года", Kyrgyz "%(year)s-жылдын %(day)s-%(month)s".
    return pgettext("a date", "%(day)s %(month)s %(year)s") % {
        "day": date.day,
        "month": MONTHS[date.month - 1],
        "year": date.year,
    }


def _full_day(date):
    # Translators: Russian "%(weekday)s, %(date)s", Kyrgyz "%(date)s, %(weekday)s".
    return pgettext("a date with its weekday", "%(weekday)s %(date)s") % {
        "weekday": WEEKDAYS[date.weekday()],
        "date": _plain_day(date),
    }


def _offset(local):
    minutes = int(local.utcoffset().total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
