"""The extract of decisions of one meeting: a document of its own, cut from its minutes (RULES R9.49).

It holds the exact wording of each decision and each action point under its item, and nothing of what was said.
"""

import hashlib
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils import translation
from django.utils.translation import gettext as _

from decisions.models import ActionPoint, Decision
from decisions.states import ActionState, DecisionState
from foundation.core.moments import day, short_day
from foundation.core.templatetags.ui import in_language
from foundation.documents.files import file_name, not_stored
from foundation.documents.renditions import keep_rendition
from meetings.exports_minutes import DOCX, PDF, draft_mark
from meetings.workflow.minutes_text import agenda_in_order

__all__ = ("DOCX", "PDF")


@dataclass
class Section:
    """One item of the agenda with what was decided and promised under it."""

    item: object
    decisions: list = field(default_factory=list)
    actions: list = field(default_factory=list)


def sections_of(minutes, *, decisions=None, actions=None):
    """The items under which something was decided or promised, in their order.

    `decisions` and `actions` narrow to what a reader may see. What was withdrawn or dropped is left out.
    """
    decisions = Decision.objects.all() if decisions is None else decisions
    actions = ActionPoint.objects.all() if actions is None else actions
    taken = decisions.exclude(state=DecisionState.WITHDRAWN).select_related("lead")
    owed = actions.exclude(state=ActionState.DROPPED).select_related("owner", "person")
    entries = minutes.entries.prefetch_related(
        Prefetch("decisions", queryset=taken), Prefetch("action_points", queryset=owed)
    )
    by_item = {item.pk: Section(item) for item in agenda_in_order(minutes.meeting)}
    for entry in entries:
        section = by_item.get(entry.item_id)
        if section is not None:
            section.decisions, section.actions = list(entry.decisions.all()), list(entry.action_points.all())
    return [section for section in by_item.values() if section.decisions or section.actions]


def symbol_of(minutes):
    """The symbol of the extract: `UNMN-KG/2026/QM.7/DEC`."""
    return f"{minutes.meeting.symbol}/DEC"


def title_of(minutes):
    """The title of the document in the active language."""
    return _("Extract of decisions: %(meeting)s") % {"meeting": in_language(minutes.meeting, "title")}


def name_of(minutes, language, extension):
    """The file's name (RULES R10.56)."""
    return file_name(symbol_of(minutes), language=language, extension=extension)


def _version_of(minutes):
    return minutes.text.latest if minutes.text_id else None


def extract_pdf(minutes, language, sections):
    """The bytes of the PDF; its frame is in `language`, the wording as it was recorded."""
    from foundation.documents.pdf import render_pdf  # noqa: PLC0415 -- loads WeasyPrint

    with translation.override(language):
        context = {
            "minutes": minutes, "meeting": minutes.meeting, "symbol": symbol_of(minutes),
            "sections": sections,
        }  # fmt: skip
        return render_pdf(
            "print/extract.html", context, language=language, title=title_of(minutes),
            draft=draft_mark(minutes, _version_of(minutes)),
        )  # fmt: skip


def extract_docx(minutes, language, sections):
    """The bytes of the Word document."""
    from foundation.documents.docx import render_docx  # noqa: PLC0415 -- loads python-docx

    with translation.override(language):
        return render_docx(
            title_of(minutes), _blocks(minutes, sections), language=language,
            symbol=symbol_of(minutes), draft=draft_mark(minutes, _version_of(minutes)),
        )  # fmt: skip


def _blocks(minutes, sections):
    yield ("paragraph", day(minutes.held_on), None)
    for section in sections:
        yield ("heading", 2, f"{section.item.number}. {in_language(section.item, 'title')}")
        for decision in section.decisions:
            name = decision.symbol or decision.working_reference
            yield ("heading", 3, f"{_('Decision')} {name}: {decision.title}")
            yield ("paragraph", decision.text, None)
            yield ("paragraph", facts_of_decision(decision), None)
        if section.actions:
            headers = [_("Action point"), _("Owner organisation"), _("Person"), _("Due on")]
            rows = [
                (row.text, in_language(row.owner, "acronym"), in_language(row.person) if row.person else "–",
                 short_day(row.due_on) if row.due_on else "–")
                for row in section.actions
            ]  # fmt: skip
            yield ("table", headers, rows)


def facts_of_decision(decision):
    """State, lead and date of a decision in one line."""
    facts = [str(decision.get_state_display())]
    if decision.lead:
        facts.append(_("Lead: %(lead)s") % {"lead": in_language(decision.lead, "acronym")})
    if decision.due_on:
        facts.append(_("To be implemented by %(day)s") % {"day": day(decision.due_on)})
    return ". ".join(facts)


def facts_of_action(action):
    """Owner, person and day of an action point in one line."""
    facts = [in_language(action.owner, "acronym")]
    if action.person:
        facts.append(in_language(action.person))
    if action.due_on:
        facts.append(_("due on %(day)s") % {"day": day(action.due_on)})
    return ", ".join(facts)


def edition_of(minutes, sections):
    """What tells one extract from the next: the words and states of all that is in it."""
    parts = []
    for section in sections:
        parts += [(row.pk, row.state, row.symbol, row.text, row.due_on) for row in section.decisions]
        parts += [(row.pk, row.text, row.person_id, row.due_on) for row in section.actions]
    return f"{minutes.state}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:12]}"


def kept_extract(minutes, language, sections):
    """The stored PDF that goes out with the letter; the same bytes for everybody of one language."""
    return keep_rendition(
        minutes, kind="decisions-extract", edition=edition_of(minutes, sections), language=language,
        symbol=symbol_of(minutes), name=name_of(minutes, language, "pdf"),
        data=extract_pdf(minutes, language, sections), media_type=PDF,
    ).stored_file  # fmt: skip


def announced_extract(minutes, language, sections):
    """The same file as the preview shows it; nothing is kept until it goes out."""
    name = name_of(minutes, language, "pdf")
    return not_stored(name, PDF, lambda: extract_pdf(minutes, language, sections))


def owners_of(sections):
    """The organisations that lead a decision or owe an action point of this meeting, each once."""
    found = {}
    for section in sections:
        for one in (*(row.lead for row in section.decisions), *(row.owner for row in section.actions)):
            if one is not None:
                found.setdefault(one.pk, one)
    return list(found.values())
