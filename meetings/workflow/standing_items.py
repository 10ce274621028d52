"""The items that every meeting has: those of the Network, and those of a working group (RULES R10.58)."""

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from meetings.states import Generated, ItemKind, MeetingKind

STANDING_ITEMS = (
    (_("Adoption of the agenda"), ItemKind.DECISION, 5, ""),
    (_("Minutes of the previous meeting"), ItemKind.INFORMATION, 5, Generated.PREVIOUS_MINUTES),
    (_("Matters arising: decisions and action points"), ItemKind.INFORMATION, 15, Generated.MATTERS_ARISING),
    (_("Any other business"), ItemKind.DISCUSSION, 10, ""),
)
# A group decides nothing for the Network: it works on its deliverables and reports back.
STANDING_ITEMS_OF_A_GROUP = (
    (_("Agenda of the meeting"), ItemKind.DISCUSSION, 5, ""),
    STANDING_ITEMS[1],
    (_("Matters arising: action points of the group"), ItemKind.INFORMATION, 10, Generated.MATTERS_ARISING),
    (_("Deliverables of the group: where they stand"), ItemKind.DISCUSSION, 20, ""),
    (_("What the group reports to the Network"), ItemKind.DISCUSSION, 10, ""),
    STANDING_ITEMS[-1],
)


def standing_items_of(kind):
    """The words of the items that every meeting of a kind has; where nothing is decided, none is for decision."""
    rows = STANDING_ITEMS_OF_A_GROUP if kind == MeetingKind.GROUP else STANDING_ITEMS
    items = [standing_words(row) for row in rows]
    if kind in (MeetingKind.ANNUAL, MeetingKind.GROUP):
        items = [
            row | {"kind": ItemKind.DISCUSSION} if row["kind"] == ItemKind.DECISION else row for row in items
        ]
    return items


def matters_title_of(meeting):
    """What the item of the matters arising is called at this meeting."""
    rows = STANDING_ITEMS if meeting.group_id is None else STANDING_ITEMS_OF_A_GROUP
    return rows[2][0]


def standing_words(row):
    """The words of one of the standing items, in the three languages."""
    title, kind, minutes, generated = row
    titles = {f"title_{code}": title_in(title, code) for code in ("ru", "ky")}
    return {
        "title": title_in(title, "en"), **titles, "kind": kind, "minutes": minutes, "generated": generated,
    }  # fmt: skip


def title_in(title, language):
    """A translated title in one language."""
    with translation.override(language):
        return str(title)
