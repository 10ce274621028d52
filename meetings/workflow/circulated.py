"""The agenda as it left the office: a numbered revision, frozen, that says what changed (RULES R10.56).

Private notes of the secretariat and papers for named persons are not in it: what is not in the snapshot
cannot leak from page, PDF, DOCX, calendar or letter.
"""

from collections import namedtuple
from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core import moments
from foundation.core.templatetags.ui import in_language
from foundation.documents.models import Audience
from meetings.asked import keeps_meeting
from meetings.models import AgendaRevision
from meetings.states import Edition, Generated, ItemKind, MeetingState
from meetings.workflow.agenda import agenda_of
from meetings.workflow.agenda_decisions import place_decisions
from meetings.workflow.late_papers import needs_leave
from meetings.workflow.matters import matters_arising, matters_in_words
from meetings.workflow.meeting import MEETING
from meetings.workflow.papers import papers_due

Change = namedtuple("Change", "kind number title was", defaults=("",))


def can_be_issued(meeting):
    """Say that an empty agenda cannot be circulated, nor one with a late paper without leave."""
    if meeting.items.on_agenda().exists():
        return needs_leave(meeting)
    return [gettext("The agenda is empty. Add at least one item before you circulate it.")]


@MEETING.act(
    MeetingState.CONVENED, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Circulate the agenda"), done=_("Agenda circulated"), missing=can_be_issued,
)  # fmt: skip
def issue_agenda(meeting, *, by, edition):
    """Freeze the agenda as the next revision and raise the calendar's SEQUENCE. Returns the `AgendaRevision`.

    On each decision that goes out with it the members are consulted from now on.
    """
    items = agenda_of(meeting)
    number = _next_number(meeting)
    before = latest_revision(meeting)
    revision = AgendaRevision.objects.create(
        meeting=meeting, number=number, edition=edition, **frozen(meeting, items, before)
    )
    revision.items.set(items)
    place_decisions(items)
    meeting.calendar_sequence += 1
    meeting.act_details = {"revision": number, "edition": str(edition)}
    return revision


@MEETING.act(
    may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Write to the members"), done=_("Letter circulated")
)
def raise_sequence(meeting, *, by):
    """Count one more calendar object for this meeting, so that calendars take the newest (RFC 5545)."""
    meeting.calendar_sequence += 1


def unissued(meeting, edition):
    """The revision that would be made now, unsaved: what a preview shows."""
    before = latest_revision(meeting)
    return AgendaRevision(
        meeting=meeting, number=_next_number(meeting), edition=edition, made_at=timezone.now(),
        **frozen(meeting, agenda_of(meeting), before),
    )  # fmt: skip


def _next_number(meeting):
    return (meeting.revisions.aggregate(last=Max("number"))["last"] or 0) + 1


def frozen(meeting, items, before):
    """Snapshot and changes of a revision."""
    snapshot = snapshot_of(meeting, items)
    return {
        "snapshot": snapshot,
        "changes": [change._asdict() for change in changes_between(before.snapshot, snapshot)]
        if before
        else [],
    }


def latest_revision(meeting, *, in_hand=False):
    """The newest agenda that was issued and not called back, or None.

    `in_hand`: only one that has left, which is what anybody but secretariat and co-chairs may read.
    """
    rows = meeting.revisions.circulated() if in_hand else meeting.revisions.issued()
    return rows.order_by("-number").first()


def snapshot_of(meeting, items):
    """Facts and items with times, presenters and papers, as plain data."""
    due = papers_due(meeting)
    return {
        "meeting": {
            "title": meeting.title, "title_ru": meeting.title_ru, "title_ky": meeting.title_ky,
            "starts_at": meeting.starts_at.isoformat(), "ends_at": meeting.ends_at.isoformat(),
            "mode": meeting.mode, "place": meeting.place, "beside": meeting.beside,
            "chair": str(meeting.chair or ""), "symbol": meeting.symbol,
        },
        "items": [_item(item, due) for item in items],
    }  # fmt: skip


def _item(item, due):
    people = [
        {"name": person.name, "name_ru": person.name_ru, "name_ky": person.name_ky,
         "organisation": person.organisation.acronym, "organisation_ru": person.organisation.acronym_ru,
         "organisation_ky": person.organisation.acronym_ky}
        for person in item.presenters.all()
    ]  # fmt: skip
    return {
        "pk": item.pk, "parent": item.parent_id, "number": item.number, "title": item.title,
        "title_ru": item.title_ru, "title_ky": item.title_ky, "kind": item.kind, "minutes": item.minutes,
        "starts": moments.clock(item.starts_at), "ends": moments.clock(item.ends_at),
        "description": item.description, "expected_outcome": item.expected_outcome, "presenters": people,
        "presenting": [str(body) for body in item.presenting.all()],
        "outside_presenter": item.outside_presenter, "is_open_to_guests": item.is_open_to_guests,
        "papers": [_paper(paper, due) for paper in papers_of(item)],
        **_generated(item),
    }  # fmt: skip


def _generated(item):
    """What an item that fills itself holds at this moment (RULES R10.58)."""
    if item.generated != Generated.MATTERS_ARISING:
        return {}
    return {"matters": matters_arising(item.meeting)}


def papers_of(item):
    """The papers of an item that go out with the agenda: not taken off, not for named persons."""
    return [
        paper for paper in item.papers.all()
        if paper.removed_at is None and paper.audience != Audience.NAMED
    ]  # fmt: skip


def _paper(paper, due):
    return {
        "pk": paper.pk, "title": paper.title, "language": paper.language,
        "classification": paper.classification, "audience": paper.audience,
        "name": paper.stored_file.name, "size": paper.stored_file.size,
        "is_late": paper.added_at > due,
    }  # fmt: skip


def changes_between(old, new):
    """What changed from one snapshot to the next, item by item, in the order of the new agenda."""
    before = {item["pk"]: item for item in old["items"]}
    after = {item["pk"]: item for item in new["items"]}
    found = _fact_changes(old.get("meeting", {}), new["meeting"])
    moved = _moved(old["items"], new["items"])
    for pk, item in after.items():
        if pk not in before:
            found.append(Change("added", item["number"], item["title"]))
        else:
            found += _item_changes(before[pk], item, is_moved=pk in moved)
    found += [
        Change("removed", item["number"], item["title"]) for pk, item in before.items() if pk not in after
    ]
    return found


def _fact_changes(old, new):
    found = []
    if not old:
        return found
    if (old["starts_at"], old["ends_at"]) != (new["starts_at"], new["ends_at"]):
        found.append(Change("meeting-time", "", new["starts_at"], old["starts_at"]))
    if (old["place"], old["mode"]) != (new["place"], new["mode"]):
        found.append(Change("place", "", new["place"], old["place"]))
    if old["chair"] != new["chair"]:
        found.append(Change("chair", "", new["chair"], old["chair"]))
    return found


def _moved(old, new):
    """Items whose place among those that stayed is another one; an item pushed down by a new one did not move."""
    kept = {item["pk"] for item in old} & {item["pk"] for item in new}
    first = [(item["pk"], item["parent"]) for item in old if item["pk"] in kept]
    second = [(item["pk"], item["parent"]) for item in new if item["pk"] in kept]
    in_place = _longest_common(first, second)
    return {pk for pk, parent in second if (pk, parent) not in in_place}


def _longest_common(first, second):
    lengths = [[0] * (len(second) + 1) for _row in range(len(first) + 1)]
    for i, one in reversed(list(enumerate(first))):
        for j, other in reversed(list(enumerate(second))):
            same = lengths[i + 1][j + 1] + 1
            lengths[i][j] = same if one == other else max(lengths[i + 1][j], lengths[i][j + 1])
    common, i, j = set(), 0, 0
    while i < len(first) and j < len(second):
        if first[i] == second[j]:
            common.add(first[i])
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return common


def _item_changes(old, new, *, is_moved):
    number, title = new["number"], new["title"]
    found = []
    if is_moved:
        found.append(Change("moved", number, title, old["number"]))
    if old["title"] != title:
        found.append(Change("retitled", number, title, old["title"]))
    if old["minutes"] != new["minutes"]:
        found.append(Change("minutes", number, title, f"{old['minutes']}>{new['minutes']}"))
    elif old["starts"] != new["starts"] and not is_moved:
        found.append(Change("time", number, title, f"{old['starts']}>{new['starts']}"))
    if old["kind"] != new["kind"]:
        found.append(Change("kind", number, title, new["kind"]))
    if _speakers(old) != _speakers(new):
        found.append(Change("presenters", number, title))
    if any(old[name] != new[name] for name in ("description", "expected_outcome")):
        found.append(Change("described", number, title))
    return found + _matter_changes(old, new) + _paper_changes(old, new)


def _matter_changes(old, new):
    if old.get("matters", new.get("matters")) == new.get("matters"):
        return []
    return [Change("matters", new["number"], new["title"])]


def _speakers(item):
    return [person["name"] for person in item["presenters"]], item["presenting"], item["outside_presenter"]


def _paper_changes(old, new):
    before = {paper["pk"]: paper["title"] for paper in old["papers"]}
    after = {paper["pk"]: paper["title"] for paper in new["papers"]}
    number = new["number"]
    added = [Change("paper-added", number, after[pk]) for pk in after if pk not in before]
    removed = [Change("paper-removed", number, before[pk]) for pk in before if pk not in after]
    return added + removed


def change_in_words(change):
    """One change as a sentence in the reader's language."""
    kind = change["kind"]
    words = dict(change)
    if ">" in change["was"] and kind in ("minutes", "time"):
        words["old"], words["new"] = change["was"].split(">")
    if kind == "meeting-time":
        words["new"] = moments.moment(_instant(change["title"]))
    if kind == "kind":
        words["new"] = ItemKind(change["was"]).label
    return _SENTENCES[kind] % words


def _instant(text):
    return datetime.fromisoformat(text)


_SENTENCES = {
    "meeting-time": _("The meeting now begins on %(new)s."),
    "place": _("The place is now: %(title)s."),
    "chair": _("The chair is now: %(title)s."),
    "added": _("Item %(number)s “%(title)s” is new."),
    "removed": _("Item “%(title)s” (formerly %(number)s) was removed."),
    "moved": _("Item “%(title)s” moved from %(was)s to %(number)s."),
    "retitled": _("Item %(number)s is now called “%(title)s” (was “%(was)s”)."),
    "minutes": _("Item %(number)s “%(title)s” now has %(new)s minutes (was %(old)s)."),
    "time": _("Item %(number)s “%(title)s” now begins at %(new)s (was %(old)s)."),
    "kind": _("Item %(number)s “%(title)s” is now: %(new)s."),
    "presenters": _("Item %(number)s “%(title)s” has other presenters."),
    "described": _("The description of item %(number)s “%(title)s” was changed."),
    "matters": _("Item %(number)s “%(title)s” was brought up to date."),
    "paper-added": _("Item %(number)s has a new paper: “%(title)s”."),
    "paper-removed": _("A paper of item %(number)s was taken off: “%(title)s”."),
}


def lines_of(revision, *, only=None, papers=None):
    """The items of a revision for one reader, each a dict ready to be shown in the reader's language.

    `only`: the keys of the items that the reader gets (None: all). `papers`: the keys of the papers that the
    reader may open (None: all); others are left out.
    """
    lines, made_on = [], timezone.localtime(revision.made_at).date()
    for item in revision.snapshot["items"]:
        if only is not None and item["pk"] not in only:
            continue
        shown = [paper for paper in item["papers"] if papers is None or paper["pk"] in papers]
        # Guests are never told what members owe.
        matters = matters_in_words(item.get("matters", {}), made_on) if only is None else []
        lines.append({
            **item, "matters": matters, "heading": in_language(item, "title"), "kind_label": ItemKind(item["kind"]).label,
            "speakers": speakers_in_words(item), "papers": shown,
        })  # fmt: skip
    return lines


def speakers_in_words(item):
    """Who presents an item of a snapshot: persons with their organisation, bodies, outsiders."""
    people = [
        gettext("%(person)s (%(organisation)s)")
        % {"person": in_language(person, "name"), "organisation": in_language(person, "organisation")}
        for person in item["presenters"]
    ]
    outside = [item["outside_presenter"]] if item["outside_presenter"] else []
    return [*people, *item["presenting"], *outside]


def edition_title(revision):
    """Its name in the reader's language, counted as in its symbol: "Draft agenda", then "…, revision 1" for Rev.1."""
    if revision.number == 1:
        return str(Edition(revision.edition).label)
    return gettext("%(edition)s, revision %(number)s") % {
        "edition": Edition(revision.edition).label,
        "number": revision.number - 1,
    }


def items_open_to(guest_organisation_id, meeting):
    """The keys of the items that a guest organisation attends: named for it, or open to all guests."""
    named = set(meeting.items.filter(guests__organisation=guest_organisation_id).values_list("pk", flat=True))
    opened = set(meeting.items.filter(is_open_to_guests=True).values_list("pk", flat=True))
    return named | opened
