"""What the Network needs from one person, on one page (RULES R10.60): who owes nothing gets nothing.

Each function in the modules below answers one question for one reader; `what_awaits` asks them all. A new
thing to wait for is a new function in the module of its app, and its name in that module's `QUESTIONS`.
"""

from datetime import timedelta

from django.utils import timezone

from members.standing import Standing
from unmn.home.awaiting import (
    circulation,
    decisions,
    groups,
    library,
    meetings,
    members,
    minutes,
    statements,
)

QUESTIONS = (
    *meetings.QUESTIONS,
    *minutes.QUESTIONS,
    *circulation.QUESTIONS,
    *decisions.QUESTIONS,
    *members.QUESTIONS,
    *groups.QUESTIONS,
    *statements.QUESTIONS,
    *library.QUESTIONS,
)


def what_awaits(user):
    """Everything that waits for `user`, the most urgent first."""
    standing = Standing.of(user)
    found = [waiting for question in QUESTIONS for waiting in question(user, standing)]
    distant = timezone.now() + timedelta(days=3650)
    return sorted(
        found, key=lambda one: (not one.is_trouble, not one.is_late, one.weight, one.until or distant)
    )


def in_groups(awaiting):
    """The same under headings: what needs attention or is late, the next seven days, what has time."""
    week = timezone.now() + timedelta(days=7)
    groups = {"late": [], "soon": [], "later": []}
    for one in awaiting:
        if one.is_late or one.is_trouble:
            groups["late"].append(one)
        else:
            groups["soon" if one.until is not None and one.until < week else "later"].append(one)
    return {name: ones for name, ones in groups.items() if ones}
