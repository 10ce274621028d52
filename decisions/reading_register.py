"""The register as a reader sees it: today, or as it stood on a day (RULES R9.49, R10.66)."""

import re

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from decisions.filters import DecisionFilter
from decisions.models import Decision
from decisions.states import ActionState, DecisionState
from foundation.core.highlighting import snippet
from foundation.core.moments import short_day

# Two marks that the search understands but that are not to be marked in the text.
LEFT_OUT = re.compile(r'(?<!\S)-\S+|"')


def register_for(user, asked):
    """The filtered register of what this reader may see; `asked` is the query of the address.

    Raises PermissionDenied, with the sentence, for who does not read the register at all.
    """
    if not user.has_perm("decisions.see_register"):
        raise PermissionDenied(_("The register of decisions is internal to the Network."))
    open_ones = Q(action_points__state=ActionState.OPEN)
    rows = (
        Decision.objects.visible_to(user)
        .select_related("lead", "proposer")
        .annotate(
            action_count=Count("action_points", filter=~Q(action_points__state=ActionState.DRAFT)),
            open_actions=Count("action_points", filter=open_ones),
        )
    )
    return DecisionFilter(asked, queryset=rows)


def as_shown(rows, register):
    """Give each row the state to be shown, and the words that were searched for, marked."""
    words = LEFT_OUT.sub(" ", register.form.cleaned_data.get("q") or "") if register.form.is_valid() else ""
    rows = list(rows)
    for row in rows:
        row.shown_state = DecisionState(getattr(row, "state_then", row.state))
        row.is_shown_overdue = _is_overdue(row, register.day)
        if words.strip():
            row.title_marked = snippet(row.title, words)
            row.text_marked = snippet(row.text, words)
    return rows


def _is_overdue(row, day):
    if day is None:
        return row.is_overdue
    in_time = row.due_on is None or row.due_on >= day
    return row.shown_state == DecisionState.IN_IMPLEMENTATION and not in_time


def title_of(register):
    """“Register of decisions, as of 3 May 2026”, in the active language."""
    if register.day is None:
        return _("Register of decisions")
    return _("Register of decisions as of %(day)s") % {"day": short_day(register.day)}


def what_was_asked(register):
    """The filter in words, as (label, value) pairs, for the head of an export."""
    if not register.form.is_valid():
        return []
    lines = []
    for name, value in register.form.cleaned_data.items():
        if value in (None, "", False):
            continue
        field = register.form.fields[name]
        lines.append((str(field.label), _in_words(field, value)))
    return lines


def _in_words(field, value):
    if value is True:
        return _("yes")
    choices = dict(getattr(field, "choices", ())) if not hasattr(value, "pk") else {}
    if hasattr(value, "year"):
        return short_day(value)
    return str(choices.get(value) or choices.get(int(value) if str(value).isdecimal() else None) or value)
