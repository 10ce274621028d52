"""The order of an agenda: items with one level of sub-items. Pure functions over lists; no queries."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Refused


def numbered(items):
    """Give each item of an ordered agenda its `number` ("2", "2.1"); returns the list."""
    top = sub = 0
    for item in items:
        if item.parent_id is None:
            top, sub = top + 1, 0
            item.number = str(top)
        else:
            sub += 1
            item.number = f"{top}.{sub}"
    return items


def timed(items, starts_at):
    """Give each item its `starts_at` and `ends_at`, one after the other; minutes of sub-items add to the rest."""
    at = starts_at
    for item in items:
        item.starts_at = at
        at += timedelta(minutes=item.minutes)
        item.ends_at = at
    return items


def blocks(items):
    """The agenda as a list of lists: each top item with its sub-items behind it."""
    found = []
    for item in items:
        if item.parent_id is None or not found:
            found.append([item])
        else:
            found[-1].append(item)
    return found


def step(items, item, direction):
    """Where one step "up", "down", "in" or "out" takes `item`: `(parent, before)`; None: it cannot go there."""
    return {"up": _up, "down": _down, "in": _in, "out": _out}[direction](blocks(items), item)


def placed(items, item, parent, before):
    """The new order with `item` (and its sub-items) under `parent`, in front of `before` (None: at the end).

    Sets `parent` on the item. Raises `Refused` when a sub-item would get sub-items.
    """
    family = next(block for block in blocks(items) if item in block)
    moving = family if family[0] == item else [item]
    if parent is not None and len(moving) > 1:
        raise Refused(_("An item with sub-items cannot become a sub-item. Move its sub-items out first."))
    if parent is not None and (parent.parent_id is not None or parent == item):
        raise Refused(_("Sub-items have no sub-items of their own."))
    item.parent = parent
    rest = [row for row in items if row not in moving]
    at = _index(rest, parent, before)
    return rest[:at] + moving + rest[at:]


def _index(rest, parent, before):
    if before is not None and before in rest and before.parent_id == (parent.pk if parent else None):
        return rest.index(before)
    if parent is None:
        return len(rest)
    family = next(block for block in blocks(rest) if block[0] == parent)
    return rest.index(family[-1]) + 1


def _where(found, item):
    for at, block in enumerate(found):
        if item in block:
            return at, block.index(item)
    raise Refused(_("This item is no longer on the agenda. Reload the page."))


def _first(block, at):
    return block[at] if at < len(block) else None


def _up(found, item):
    at, inner = _where(found, item)
    if inner == 0:
        return (None, found[at - 1][0]) if at > 0 else None
    if inner > 1:
        return found[at][0], found[at][inner - 1]
    return (found[at - 1][0], None) if at > 0 else None


def _down(found, item):
    at, inner = _where(found, item)
    if inner == 0:
        if at + 1 == len(found):
            return None
        return None, found[at + 2][0] if at + 2 < len(found) else None
    if inner + 1 < len(found[at]):
        return found[at][0], _first(found[at], inner + 2)
    return (found[at + 1][0], _first(found[at + 1], 1)) if at + 1 < len(found) else None


def _in(found, item):
    at, inner = _where(found, item)
    return (found[at - 1][0], None) if inner == 0 and at > 0 else None


def _out(found, item):
    at, inner = _where(found, item)
    if inner == 0:
        return None
    return None, found[at + 1][0] if at + 1 < len(found) else None
