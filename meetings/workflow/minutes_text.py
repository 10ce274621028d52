"""How notes become numbered paragraphs, and what they say about whom (RULES R6.34, R10.57)."""

import re
from collections import namedtuple

from django.db.models import Q
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _
from lxml import html as lxml_html

from foundation.core.moments import short_day
from foundation.core.templatetags.ui import in_language
from foundation.review.redline import INTERNAL, as_html, clean, plain
from foundation.review.workflow import Block
from meetings.models import AgendaItem
from meetings.states import ItemState
from meetings.workflow.order import numbered
from members.models import Organisation

HEADINGS = ("h1", "h2", "h3", "h4")
Piece = namedtuple("Piece", "html is_heading is_internal", defaults=(False, False))


def agenda_in_order(meeting):
    """The items of the agenda, each with its `number` ("2", "2.1").

    An item under which something is written stays, even if it was taken off the agenda meanwhile.
    """
    written = ~Q(entry__html="") | Q(entry__decisions__isnull=False) | Q(entry__action_points__isnull=False)
    stays = Q(state=ItemState.ON_AGENDA) | (Q(entry__isnull=False) & written)
    rows = AgendaItem.objects.filter(stays, meeting=meeting).order_by("position", "pk").distinct()
    return numbered(list(rows))


def pieces_of(html):
    """Cut notes into `Piece`s: paragraphs, points of a list, headings."""
    pieces = []
    for node in lxml_html.fragments_fromstring(clean(html)):
        if isinstance(node, str):
            pieces.append(_loose(node))
        elif node.tag in ("ul", "ol"):
            pieces += [
                Piece(f"<p>{_inside(point)}</p>", False, _is_marked(point)) for point in node.iter("li")
            ]
        else:
            pieces.append(Piece(f"<p>{_inside(node)}</p>", node.tag in HEADINGS, _is_marked(node)))
        if not isinstance(node, str) and node.tail:
            pieces.append(_loose(node.tail))
    return [piece for piece in pieces if plain(piece.html)]


def _loose(words):
    return Piece(str(format_html("<p>{}</p>", words.strip())))


def _is_marked(node):
    """Whether the secretariat marked a paragraph, or a point of a list by its own paragraph, as internal."""
    own = [node, *(child for child in node if child.tag == "p")]
    return any(INTERNAL in one.get("class", "").split() for one in own)


def _inside(node):
    """The inner markup of a block; a point's own paragraph is unwrapped, nested lists are points apart."""
    out = [escape(node.text or "")]
    for child in node:
        if child.tag == "p":
            out.append(_inside(child))
        elif child.tag not in ("ul", "ol"):
            out.append(lxml_html.tostring(child, encoding="unicode", with_tail=False))
        out.append(escape(child.tail or ""))
    return "".join(out).strip()


def blocks_of(minutes):
    """The text of the minutes as blocks, in the order of the agenda, in the meeting's language."""
    voices = Voices()
    entries = {
        entry.item_id: entry
        for entry in minutes.entries.prefetch_related(
            "decisions", "action_points__owner", "action_points__person"
        )
    }
    blocks = []
    with translation.override(minutes.meeting.language):
        for item in agenda_in_order(minutes.meeting):
            title = in_language(item, "title")
            section = f"item-{item.pk}"
            blocks.append(
                Block(format_html("<p>{}. {}</p>", item.number, title), section, section, is_heading=True)
            )
            entry = entries.get(item.pk)
            blocks += _blocks_of_entry(entry, section, voices) if entry else []
    return blocks


def _blocks_of_entry(entry, section, voices):
    blocks = [
        Block(piece.html, section, f"e{entry.pk}-{n}", is_heading=piece.is_heading,
              is_internal=piece.is_internal, voices=voices.heard_in(plain(piece.html)))
        for n, piece in enumerate(pieces_of(entry.html), start=1)
    ]  # fmt: skip
    blocks += [
        Block(as_html(decision.text), section, f"decision-{decision.pk}", is_decision=True,
              voices=voices.heard_in(decision.text))
        for decision in entry.decisions.all()
    ]  # fmt: skip
    blocks += [
        Block(as_html(action_sentence(action)), section, f"action-{action.pk}")
        for action in entry.action_points.all()
    ]
    return blocks


def action_sentence(action):
    """An action point in one line, as the minutes print it."""
    owner = in_language(action.owner, "acronym")
    who = f"{owner}, {in_language(action.person)}" if action.person else owner
    if action.due_on is None:
        return _("%(text)s (%(who)s)") % {"text": action.text, "who": who}
    return _("%(text)s (%(who)s, by %(day)s)") % {
        "text": action.text,
        "who": who,
        "day": short_day(action.due_on),
    }


class Voices:
    """Finds the organisations that a text names, by short or full name in any language."""

    def __init__(self):
        self.patterns = []
        for row in Organisation.objects.all():
            short = {row.acronym, row.acronym_ru, row.acronym_ky} - {""}
            full = {row.name, row.name_ru, row.name_ky} - {""}
            self.patterns.append((row, words(short), words(full, re.IGNORECASE)))

    def heard_in(self, text):
        """Slugs of the organisations named in `text`."""
        return [row.slug for row, short, full in self.patterns if short.search(text) or full.search(text)]


def words(names, flags=0):
    """A pattern that finds any of the names as whole words; nothing when there is none."""
    options = "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{options})(?!\w)", flags)
