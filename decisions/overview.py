"""How old what is owed is, and who owes it: figures over the action points that a reader may see."""

from decisions.states import ActionState, Age
from foundation.core.templatetags.ui import in_language

LATE = (Age.WEEKS, Age.MONTH, Age.QUARTER, Age.LONGER)


def by_organisation(rows):
    """A line for each organisation that owes or owed something, who is most late first.

    Each with `open`, `late`, `done`, the number for each `Age` (`ages`), and `longest`, the days by which its
    oldest one is late.
    """
    lines = {}
    for row in rows:
        line = lines.setdefault(
            row.owner_id,
            {"owner": row.owner, "open": 0, "late": 0, "done": 0, "dropped": 0, "longest": 0,
             "ages": dict.fromkeys(Age, 0)},
        )  # fmt: skip
        if row.state != ActionState.OPEN:
            if row.state in line:
                line[row.state] += 1
            continue
        line["open"] += 1
        line["ages"][row.age] += 1
        line["late"] += row.is_overdue
        line["longest"] = max(line["longest"], row.days_late or 0)
    for line in lines.values():
        line["cells"] = [{"age": age, "count": count} for age, count in line["ages"].items()]
    return sorted(
        lines.values(), key=lambda one: (-one["late"], -one["open"], in_language(one["owner"], "acronym"))
    )


def by_age(rows):
    """The open ones of each age, the oldest age first, with their number."""
    groups = {age: [] for age in (*reversed(LATE), Age.AHEAD, Age.UNDATED)}
    for row in rows:
        if row.state == ActionState.OPEN:
            groups[row.age].append(row)
    return [{"age": age, "rows": found, "count": len(found)} for age, found in groups.items()]
