"""What an edit changed, from the history of rows that PostgreSQL keeps: each field with its old and new value."""

from dataclasses import dataclass
from itertools import pairwise

# What the machine keeps for itself, and what nobody reads as a change.
SILENT = frozenset({"version", "slug", "position", "state", "user"})


@dataclass(frozen=True)
class Change:
    """One field of one edit."""

    label: str
    was: str
    now: str


def with_changes(acts, *things, verbs, hidden=()):
    """Give each act of `acts` (newest first) that has one of `verbs` its `changes`; answer the acts as a list.

    `things`, of one kind, are tracked by pghistory; `hidden` names fields that this reader does not see. An event
    carries the instant at which the transaction of its act began, so it belongs to the first such act that follows.
    """
    acts = list(acts)
    edits = [act for act in reversed(acts) if act.verb in verbs]
    for event, changes in _diffs(things, SILENT | set(hidden)):
        of_it = (act for act in edits if act.subject_id == event.pgh_obj_id)
        following = next((act for act in of_it if act.at >= event.pgh_created_at), None)
        if following is not None:
            edits.remove(following)
            following.changes = changes
    return acts


def _diffs(things, hidden):
    if not things:
        return
    kind = type(things[0])
    fields = [
        field for field in kind._meta.concrete_fields if not field.primary_key and field.name not in hidden
    ]
    events = kind.events.rel.related_model.objects.filter(pgh_obj_id__in=[thing.pk for thing in things])
    for before, after in pairwise(events.order_by("pgh_obj_id", "pgh_id")):
        if before.pgh_obj_id != after.pgh_obj_id:
            continue
        changes = [
            Change(str(field.verbose_name), _said(before, field), _said(after, field))
            for field in fields
            if getattr(before, field.attname) != getattr(after, field.attname)
        ]
        if changes:
            yield after, changes


def _said(event, field):
    if field.choices:
        value = getattr(event, field.name)
        return str(dict(field.flatchoices).get(value, value))
    value = getattr(event, field.name if field.is_relation else field.attname)
    return "" if value is None else str(value)
