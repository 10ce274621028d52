"""The agenda as the secretariat edits it, and what members propose for it (RULES R6.31).

proposed ──accept──▶ on the agenda ◀──restore── removed (withdrawn)
   │  └──decline──▶ declined   └──remove──▲
   └──withdraw──▶ withdrawn
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.workflow import Refused, Workflow
from meetings.access import proposed_it, represents_a_member
from meetings.asked import keeps_meeting
from meetings.models import AgendaItem, Meeting
from meetings.states import ITEM_MAP, ItemKind, ItemState
from meetings.workflow import order
from meetings.workflow.agenda_decisions import release
from meetings.workflow.meeting import AHEAD, MEETING
from meetings.workflow.standing_items import STANDING_ITEMS, standing_items_of, title_in
from members.standing import Standing

I = ItemState  # noqa: E741 -- read as in the map
AGENDA = Workflow("meetings", ItemState, ITEM_MAP)
WORDS = (
    "title", "title_ru", "title_ky", "description", "expected_outcome", "kind", "minutes",
    "outside_presenter", "secretariat_notes", "is_open_to_guests", "decision",
)  # fmt: skip
LONGEST_ITEM = 600


def agenda_of(meeting):
    """The items on the agenda as the secretariat sees them now, numbered and with clock times."""
    rows = (
        meeting.items.on_agenda()
        .select_related("parent", "decision")
        .prefetch_related("presenters__organisation", "presenting", "papers__stored_file", "papers__added_by")
    )
    return order.timed(order.numbered(list(rows)), meeting.starts_at)


def minutes_beyond(meeting, items):
    """By how many minutes the agenda is longer than the meeting; 0 when it fits."""
    return max(0, sum(item.minutes for item in items) - meeting.minutes_long)


@AGENDA.creation(may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Add an item"), done=_("Agenda item added"))
def add_item(
    meeting, *, by, after=None, parent=None, at_end=False, title="", presenters=(), presenting=(), **words
):  # fmt: skip
    """Put a new item on the agenda: behind `after`, under `parent`, or before the items that close a meeting.

    `at_end` is for agendas that are written item by item in their own order. Returns the item.
    """
    rows = _open_agenda(meeting)
    _refuse_impossible(words, meeting)
    if after is not None and after.parent_id:
        parent = after.parent
    if meeting.group_id is not None:
        # The agenda of a group is for its partners too, unless an item is kept from them (RULES R8.44).
        words.setdefault("is_open_to_guests", True)
    item = AgendaItem.objects.create(
        meeting=meeting, title=title or gettext("New item"), position=len(rows) + 1, **words
    )
    if presenters:
        item.presenters.add(*presenters)
    if presenting:
        item.presenting.add(*presenting)
    before = _next_sibling(rows, after, parent)
    if not (at_end or after or parent or closes_a_meeting(item)):
        before = first_closing_item(rows)
    _keep_order(order.placed([*rows, item], item, parent, before))
    return item


@AGENDA.act(
    I.ON_AGENDA, may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Edit the item"), done=_("Agenda item edited")
)  # fmt: skip
def edit_item(item, *, by, expected, presenters=None, presenting=None, **words):
    """Change words of an item that was read at version `expected`.

    Raises `Stale` with the item as it is now when somebody else was quicker: nothing is overwritten.
    """
    _open_meeting(item.meeting)
    _refuse_impossible(words, item.meeting)
    item.take(expected)
    changed = [name for name, value in words.items() if getattr(item, name) != value]
    for name in changed:
        setattr(item, name, words[name])
    if presenters is not None:
        item.presenters.set(presenters)
    if presenting is not None:
        item.presenting.set(presenting)
    item.act_details = {"changed": changed, "version": item.version}


@MEETING.act(
    *AHEAD, may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Move an item"), done=_("Agenda item moved")
)
def move_item(meeting, *, by, item, direction="", parent=None, before=None):
    """Move an item with its sub-items: one step "up", "down", "in", "out"; or under `parent`, in front of `before`.

    Raises `Refused` where it cannot go.
    """
    rows = _open_agenda(meeting)
    item = _same(rows, item)
    if direction:
        place = order.step(rows, item, direction)
        if place is None:
            raise Refused(_("The item cannot be moved any further in this direction."))
        parent, before = place
    _keep_order(order.placed(rows, item, parent and _same(rows, parent), before and _same(rows, before)))
    meeting.act_details = {"item": item.pk, "title": item.title}


@AGENDA.move(
    I.ON_AGENDA, to=I.WITHDRAWN, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Remove from the agenda"), done=_("Agenda item removed"),
)  # fmt: skip
def remove_item(item, *, by):
    """Take an item and its sub-items off the agenda; `restore_item` puts them back where they were.

    Returns the keys of the sub-items that went with it.
    """
    _open_meeting(item.meeting)
    release(item)
    subs = [remove_item_with_parent(sub, by=by) for sub in item.sub_items.filter(state=I.ON_AGENDA)]
    item.act_details = {"with": subs}
    return subs


@AGENDA.move(
    I.ON_AGENDA, to=I.WITHDRAWN, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Remove from the agenda"), done=_("Sub-item removed with its item"),
)  # fmt: skip
def remove_item_with_parent(item, *, by):
    """Take one sub-item off together with its item; returns its key."""
    release(item)
    return item.pk


@AGENDA.move(
    I.WITHDRAWN, to=I.ON_AGENDA, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Put back on the agenda"), done=_("Agenda item put back"),
)  # fmt: skip
def restore_item(item, *, by, with_items=()):
    """Put a removed item back where it was, with those of its sub-items (`with_items`) that went with it."""
    _open_meeting(item.meeting)
    if item.parent_id and item.parent.state != I.ON_AGENDA:
        item.parent = None
    for sub in item.sub_items.filter(state=I.WITHDRAWN, pk__in=with_items):
        restore_item_with_parent(sub, by=by)


@AGENDA.move(
    I.WITHDRAWN, to=I.ON_AGENDA, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Put back on the agenda"), done=_("Sub-item put back with its item"),
)  # fmt: skip
def restore_item_with_parent(item, *, by):
    """Put one sub-item back together with its item."""


@AGENDA.creation(
    may=represents_a_member, hat=Hat.MEMBER, label=_("Propose an item"), done=_("Agenda item proposed")
)
def propose_item(meeting, *, by, organisation, title, description="", kind=ItemKind.DISCUSSION, minutes=15):
    """A member proposes an item; the secretariat accepts it onto the agenda or declines it with a reason."""
    _open_meeting(meeting)
    _refuse_impossible({"title": title, "minutes": minutes, "kind": kind}, meeting)
    standing = Standing.of(by)
    if organisation.pk not in standing.member_organisations:
        raise Refused(_("You may propose items only for an organisation that you represent."))
    return AgendaItem.objects.create(
        meeting=meeting, state=I.PROPOSED, proposed_by=organisation, proposer=standing.person, title=title,
        description=description, kind=kind, minutes=minutes,
    )  # fmt: skip


@AGENDA.move(
    I.PROPOSED, I.DECLINED, to=I.ON_AGENDA, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Accept onto the agenda"), done=_("Proposal accepted onto the agenda"),
)  # fmt: skip
def accept_item(item, *, by):
    """Put a proposed item before the items that close the meeting, with its proposer as presenter."""
    rows = _open_agenda(item.meeting)
    item.parent, item.answer = None, ""
    _keep_order(order.placed([*rows, item], item, None, first_closing_item(rows)))
    if item.proposer_id and not item.presenters.exists():
        item.presenters.add(item.proposer_id)


@AGENDA.move(
    I.PROPOSED, to=I.DECLINED, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Decline"), done=_("Proposal declined"),
)  # fmt: skip
def decline_item(item, *, by, reason):
    """Decline a proposal; the reason goes to its proposer."""
    if not reason.strip():
        raise Refused(_("Say why the item is declined: its proposer will read it."))
    item.answer = reason


@AGENDA.move(
    I.PROPOSED, to=I.WITHDRAWN, may=proposed_it, hat=Hat.MEMBER,
    label=_("Withdraw the proposal"), done=_("Proposal withdrawn"),
)  # fmt: skip
def withdraw_item(item, *, by):
    """The proposing organisation takes its proposal back."""


@MEETING.act(
    *AHEAD, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Start from the standing items"), done=_("Standing items put on the agenda"),
)  # fmt: skip
def add_standing_items(meeting, *, by):
    """Begin an empty agenda with the items that every meeting of its kind has, in the three languages (R10.58)."""
    if meeting.items.on_agenda().exists():
        raise Refused(_("There are items on the agenda already."))
    for words in standing_items_of(meeting.kind):
        add_item(meeting, by=by, at_end=True, **words)


# What a meeting closes with: new items come before the run of these at the end of an agenda.
CLOSING_TITLES = (
    STANDING_ITEMS[-1][0], _("Date of the next meeting"), _("Closing of the meeting"), _("Closing"),
    _("Conclusions of the Co-Chairs"),
)  # fmt: skip


def closes_a_meeting(item):
    """Whether the title of an item, in whichever language it stands, is one of those that close a meeting."""
    closing = {title_in(title, code).casefold() for title in CLOSING_TITLES for code in ("en", "ru", "ky")}
    titles = (item.title, item.title_ru, item.title_ky)
    return any(title.split(":")[0].strip(" .").casefold() in closing for title in titles if title)


def first_closing_item(rows):
    """The first of the items that close the meeting, where an agenda ends with such; else None."""
    found = None
    for top in reversed([block[0] for block in order.blocks(rows)]):
        if not closes_a_meeting(top):
            break
        found = top
    return found


def _open_meeting(meeting):
    if meeting.state not in AHEAD:
        raise Refused(_("This meeting is over or cancelled: its agenda can no longer be changed."))


def _open_agenda(meeting):
    """Lock the meeting, so that two people order its items one after the other; returns the items."""
    _open_meeting(Meeting.objects.select_for_update().filter(pk=meeting.pk).first())
    return list(AgendaItem.objects.filter(meeting=meeting).on_agenda())


def _same(rows, item):
    found = next((row for row in rows if row.pk == item.pk), None)
    if found is None:
        raise Refused(_("This item is no longer on the agenda. Reload the page."))
    return found


def _next_sibling(rows, after, parent):
    if after is None:
        return None
    siblings = [row for row in rows if row.parent_id == (parent.pk if parent else None)]
    later = siblings[siblings.index(after) + 1 :] if after in siblings else []
    return later[0] if later else None


def _keep_order(rows):
    for position, row in enumerate(rows, start=1):
        row.position = position
    AgendaItem.objects.bulk_update(rows, ["position", "parent"])


def _refuse_impossible(words, meeting):
    if words.get("kind") == ItemKind.DECISION and not meeting.takes_decisions:
        raise Refused(
            _("The Annual Network Meeting takes no decisions. Choose “For discussion”; what it recommends "
              "is offered to the next quarterly meeting.")
        )  # fmt: skip
    if "title" in words and not words["title"].strip():
        raise Refused(_("Give the item a title. Until then the last title is kept."))
    if not 0 <= words.get("minutes", 0) <= LONGEST_ITEM:
        raise Refused(_("An item lasts between 0 and 600 minutes. Correct the number."))
