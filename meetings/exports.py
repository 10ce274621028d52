"""The agenda as PDF, DOCX and calendar file: of a revision, so never with what was not circulated."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundation.circulation import calendar
from foundation.circulation.letters import CalendarEvent
from foundation.core.moments import moment
from foundation.core.templatetags.ui import in_language
from foundation.documents import renditions
from foundation.documents.files import file_name, not_stored
from meetings.preflight import papers_for_guests
from meetings.states import CALENDAR_STATUS, Edition, MeetingState
from meetings.workflow.circulated import (
    change_in_words,
    edition_title,
    items_open_to,
    latest_revision,
    lines_of,
)

PDF = "application/pdf"


def draft_mark(revision):
    """The words of the mark on every page of an agenda that is not final, or None (RULES R10.56)."""
    if revision.edition != Edition.DRAFT:
        return None
    if revision.number == 1:
        return _("DRAFT, %(moment)s") % {"moment": moment(revision.made_at)}
    return _("DRAFT, revision %(number)s, %(when)s") % {
        "number": revision.number - 1,
        "when": moment(revision.made_at),
    }


def agenda_pdf(revision, language, *, guest=None, papers=None):
    """The bytes of the agenda in a language.

    `guest`: an organisation that gets its own items only. `papers`: the keys of the papers that may be named.
    """
    from foundation.documents.pdf import render_pdf  # noqa: PLC0415 -- loads WeasyPrint

    with translation.override(language):
        context = _context(revision, guest, papers)
        return render_pdf(
            "print/agenda.html",
            context,
            language=language,
            title=context["title"],
            draft=draft_mark(revision),
        )


def keep_agenda(revision, language, *, guest=None):
    """The one stored PDF of a circulated revision in a language: mail, page and archive give the same bytes.

    For a revision that is only previewed, a file that says its name and is not stored.
    """
    name = agenda_file_name(revision, language, "pdf")
    if revision.pk is None:
        return not_stored(name, PDF, lambda: agenda_pdf(revision, language, guest=guest))
    kind = f"agenda-guest-{guest.pk}" if guest else "agenda"
    kept = renditions.find(revision, kind, edition=revision.rendition_edition, language=language)
    if kept is None:
        kept = renditions.keep_rendition(
            revision, kind=kind, edition=revision.rendition_edition, language=language,
            symbol=revision.symbol, name=name, data=agenda_pdf(revision, language, guest=guest),
            media_type=PDF,
        )  # fmt: skip
    return kept.stored_file


def agenda_docx(revision, language, *, guest=None, papers=None):
    """The bytes of the agenda as a Word document."""
    from foundation.documents.docx import render_docx  # noqa: PLC0415 -- loads python-docx

    with translation.override(language):
        context = _context(revision, guest, papers)
        return render_docx(
            context["title"], _blocks(context), language=language, symbol=revision.symbol,
            draft=draft_mark(revision),
        )  # fmt: skip


def agenda_ics(meeting):
    """The bytes of a calendar file with the meeting, to put into one's own calendar."""
    about = [meeting.symbol]
    if meeting.online_url:
        about.append(_("Online room: %(address)s") % {"address": meeting.online_url})
    return calendar.to_download(
        CalendarEvent(
            uid=calendar.uid("meeting", meeting.pk), sequence=meeting.calendar_sequence, method="PUBLISH",
            status=CALENDAR_STATUS[MeetingState(meeting.state)], starts_at=meeting.starts_at,
            ends_at=meeting.ends_at, summary=in_language(meeting, "title"), description="\n".join(about),
            location=meeting.place or meeting.online_url,
            url=settings.SITE_URL + meeting.get_absolute_url(),
        )
    )  # fmt: skip


def agenda_file_name(revision, language, extension):
    """As in `UNMN-KG-2026-QM7-AGE-Rev1-EN.pdf` (RULES R10.56)."""
    return file_name(revision.symbol, language=language, extension=extension)


def _context(revision, guest, papers=None):
    meeting = revision.meeting
    newest = latest_revision(meeting, in_hand=True)
    only = items_open_to(guest.pk, meeting) if guest else None
    if guest:
        papers = papers_for_guests(revision)
    return {
        "title": _("%(edition)s: %(meeting)s")
        % {"edition": edition_title(revision), "meeting": in_language(meeting, "title")},
        "meeting": meeting, "revision": revision, "edition_title": edition_title(revision),
        "lines": lines_of(revision, only=only, papers=papers),
        "changes": [] if guest else [change_in_words(change) for change in revision.changes],
        "superseded_by": newest if newest and newest.number > revision.number else None,
        "starts_at": _frozen_instant(revision, "starts_at", meeting), "printed_at": timezone.now(),
        "ends_at": _frozen_instant(revision, "ends_at", meeting),
    }  # fmt: skip


def _frozen_instant(revision, name, meeting):
    text = revision.snapshot.get("meeting", {}).get(name)
    return timezone.datetime.fromisoformat(text) if text else getattr(meeting, name)


def _blocks(context):
    """The agenda as blocks of a Word document."""
    meeting = context["meeting"]
    yield "paragraph", moment(context["starts_at"]), None
    if meeting.place:
        yield "paragraph", meeting.place, None
    if context["superseded_by"]:
        newer = edition_title(context["superseded_by"])
        yield "paragraph", _("Superseded by: %(edition)s.") % {"edition": newer}, None
    if context["changes"]:
        yield "heading", 2, _("What changed since the last revision")
        for sentence in context["changes"]:
            yield "paragraph", sentence, None
    yield "heading", 2, _("Agenda")
    headers = [_("No."), _("Time"), _("Item"), _("Kind"), _("Presenter")]
    yield "table", headers, [_row(line) for line in context["lines"]]
    for line in context["lines"]:
        yield from _more(line)


def _more(line):
    """What is said of an item beside its line in the table."""
    if not (line["description"] or line["papers"] or line["matters"]):
        return
    yield "heading", 3, f"{line['number']}. {line['heading']}"
    if line["description"]:
        yield "paragraph", line["description"], None
    for paper in line["papers"]:
        sentence = _("Paper (late): %(title)s") if paper.get("is_late") else _("Paper: %(title)s")
        yield "paragraph", sentence % {"title": paper["title"]}, None
    for group in line["matters"]:
        yield "heading", 4, group["heading"]
        headers = [_("What"), _("State"), _("Due on"), _("Since the last meeting")]
        yield "table", headers, [_matter_row(matter) for matter in group["lines"]]


def _matter_row(matter):
    words = " ".join(part for part in (matter["symbol"], matter["text"]) if part)
    news = "\n".join(
        part for part in (matter.get("sentence_label", ""), matter["progress"], matter["news_label"]) if part
    )
    return [words, matter["state_label"], "" if matter["is_closed"] else matter["due_label"], news]


def _row(line):
    return [
        line["number"], f"{line['starts']}–{line['ends']}", line["heading"], str(line["kind_label"]),
        "; ".join(line["speakers"]),
    ]  # fmt: skip
