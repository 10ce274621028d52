"""Who is named where the Chatham House Rule lets nobody be named: in notes, in wordings, in comments (R6.34).

Decisions and action points keep their owners; only who speaks is not told.
"""

import hashlib

from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.review.models import Comment
from foundation.review.redline import plain
from foundation.review.workflow import is_a_record, unapplied
from meetings.states import MinutesState
from meetings.workflow.minutes_text import Voices, agenda_in_order, pieces_of, words
from members.models import Person


def names_found(minutes):
    """People and organisations named in passages under the rule, as `{"item", "names"}` for each item where
    somebody is: in the notes of a draft, later in the wordings that would come into the next version.

    The answer is kept for as long as the words do not change, since a page asks more than once.
    """
    key = text_key(minutes)
    known = getattr(minutes, "_names_found", None)
    if known is None or known[0] != key:
        texts = _notes(minutes) if minutes.state == MinutesState.DRAFT else _wordings(minutes)
        known = minutes._names_found = (key, _look_for_names(minutes, texts) if texts else [])
    return known[1]


def names_in_comments(minutes):
    """Comments on passages under the rule that name somebody, as `{"comment", "names"}`."""
    bound = _bound_sections(minutes) if minutes.text_id else {}
    if not bound:
        return []
    rows = Comment.objects.filter(
        paragraph__version__text=minutes.text_id, paragraph__section__in=bound, withdrawn_at=None
    ).select_related("paragraph")
    names_in = _finder(minutes)
    found = [{"comment": row, "names": names_in(row.body)} for row in rows]
    return [one for one in found if one["names"]]


def text_key(minutes):
    """What tells one text from the next where names matter: a tick holds for these words alone."""
    if minutes.state == MinutesState.DRAFT:
        rows: list = [
            (entry.pk, entry.html, entry.is_chatham_house) for entry in minutes.entries.order_by("pk")
        ]
    else:
        rows = [(row.pk, row.outcome) for row in unapplied(minutes.text)]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def sentence_of(found):
    """Where somebody is named, in one sentence that says what to do."""
    items = "; ".join(
        _("item %(number)s: %(names)s") % {"number": one["item"].number, "names": ", ".join(one["names"])}
        for one in found
    )
    return _(
        "Passages under the Chatham House Rule name people or organisations (%(items)s). "
        "Rewrite them, or say that these names may stay."
    ) % {"items": items}


def _bound(minutes):
    """The entries under the rule: all of them where the whole meeting is."""
    everything = minutes.meeting.is_chatham_house
    return [row for row in minutes.entries.order_by("pk") if everything or row.is_chatham_house]


def _bound_sections(minutes):
    return {f"item-{entry.item_id}": entry.item_id for entry in _bound(minutes)}


def _notes(minutes):
    """The notes of the items under the rule, by item."""
    return {
        entry.item_id: "\n".join(plain(piece.html) for piece in pieces_of(entry.html))
        for entry in _bound(minutes)
    }


def _wordings(minutes):
    """What was accepted or merged for passages under the rule and is in no version yet, by item."""
    bound, found = _bound_sections(minutes), {}
    for row in unapplied(minutes.text):
        item = bound.get(row.paragraph.section)
        if item is not None and not is_a_record(row.paragraph):
            found[item] = f"{found.get(item, '')}\n{row.outcome}"
    return found


def _look_for_names(minutes, texts):
    names_in = _finder(minutes)
    found = [
        {"item": item, "names": names_in(texts[item.pk])}
        for item in agenda_in_order(minutes.meeting)
        if item.pk in texts
    ]
    return [one for one in found if one["names"]]


def _finder(minutes):
    """A function from a text to the names in it."""
    organisations = Voices().patterns
    people = [
        (row, words({row.name, row.name_ru, row.name_ky} - {""})) for row in _people_of(minutes.meeting)
    ]

    def names_in(text):
        named = [row.acronym for row, short, full in organisations if short.search(text) or full.search(text)]
        return named + [row.name for row, name in people if name.search(text)]

    return names_in


def _people_of(meeting):
    """Everybody of the directory who was there, chairs it, or presents an item."""
    there = Q(attendances__meeting=meeting) | Q(presented_items__meeting=meeting) | Q(pk=meeting.chair_id)
    return Person.objects.filter(there).distinct()
