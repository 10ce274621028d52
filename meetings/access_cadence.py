"""Who sees the planning of dates, and who says which of them suit."""

import rules

from members.access import is_co_chair, is_secretariat, represents_a_member
from members.standing import Standing

prepares = is_secretariat | is_co_chair
says_which_dates_suit = represents_a_member | is_co_chair

rules.add_perm("meetings.see_cadence", prepares)


def plans_visible_to(rows, user):
    """Narrow polls and UNCT dates to the people of the Network itself."""
    return rows if Standing.of(user).is_insider else rows.none()


def notes_visible_to(rows, user):
    """Narrow courtesy notes to the secretariat, whose own papers they are."""
    return rows if is_secretariat.test(user) else rows.none()


def voices_on_dates(user):
    """For whom `user` answers a date poll: (keys of organisations, offices)."""
    standing = Standing.of(user)
    return set(standing.member_organisations), [str(office.value) for office in standing.co_chair_offices]


__all__ = (
    "is_secretariat",
    "notes_visible_to",
    "plans_visible_to",
    "prepares",
    "says_which_dates_suit",
    "voices_on_dates",
)
