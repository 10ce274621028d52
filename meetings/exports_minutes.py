"""The minutes as PDF and DOCX: a draft is made when asked for, the approved text is kept once."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundation.core.moments import day, moment
from foundation.core.templatetags.ui import in_language
from foundation.documents.files import file_name, not_stored
from foundation.documents.renditions import find, keep_rendition
from foundation.review.redline import plain
from foundation.review.workflow import laid_out
from meetings.states import Presence
from meetings.workflow.minutes_text import blocks_of
from members.models import Organisation
from members.states import Office

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


class Unfrozen:
    """A draft as the version that it would become if it were sent for review now; it is stored nowhere."""

    number = 0
    text_hash = ""

    def __init__(self, minutes):
        self.rows = laid_out(blocks_of(minutes))


def paragraphs_of(version):
    """The paragraphs and headings of a version, or of a draft."""
    return version.rows if isinstance(version, Unfrozen) else list(version.paragraphs.all())


def title_of(minutes):
    """The title of the document in the active language."""
    return _("Minutes of the %(meeting)s") % {"meeting": in_language(minutes.meeting, "title")}


def edition_of(minutes, version):
    """The key of a rendition: `approved`, or `rev-2`."""
    return f"{'approved' if not minutes.is_draft else 'rev'}-{version.number}"


def name_of(minutes, version, language, extension):
    """The file's name (RULES R10.56)."""
    symbol = minutes.symbol or minutes.symbol_of(version)
    return file_name(symbol, language=language, extension=extension)


def draft_mark(minutes, version):
    """The words of the mark on every page, or None once approved (RULES R10.56)."""
    if not minutes.is_draft:
        return None
    now = moment(timezone.now())
    if version and version.number:
        return _("DRAFT, %(version)s, %(moment)s") % {"version": version, "moment": now}
    return _("DRAFT, %(moment)s") % {"moment": now}


def attendance_of(meeting):
    """Who was there, apologies and absences, guests and observers apart; each with its rows (RULES R6.32)."""
    rows = list(meeting.attendances.select_related("organisation", "person"))
    on = timezone.localtime(meeting.starts_at).date()
    members = set(Organisation.objects.members(on).values_list("pk", flat=True))
    there = [row for row in rows if row.was_there]
    groups = (
        (_("Present"), [row for row in there if row.organisation_id in members]),
        (_("Guests and observers"), [row for row in there if row.organisation_id not in members]),
        (_("Apologies"), [row for row in rows if row.presence == Presence.APOLOGY]),
        (_("Absent"), [row for row in rows if row.presence == Presence.ABSENT]),
    )
    return [{"title": title, "rows": found} for title, found in groups if found]


def printed_attendance(meeting):
    """The attendance that goes out with the minutes: none under the Chatham House Rule (RULES R6.34)."""
    return [] if meeting.is_chatham_house else attendance_of(meeting)


def context_of(minutes, version):
    """What the printed minutes show, in the active language."""
    return {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "version": version,
        "symbol": minutes.symbol or minutes.symbol_of(version),
        "paragraphs": paragraphs_of(version),
        "attendance": printed_attendance(minutes.meeting),
        "approvals": [
            {
                "name": in_language(row.person),
                "office": Office(row.office).label,
                "is_in_charge": row.is_in_charge,
                "at": row.at,
            }
            for row in minutes.approvals.filter(text_hash=version.text_hash)
            .select_related("person")
            .order_by("at")
        ],
        "text_language": dict(settings.LANGUAGES)[minutes.meeting.language],
    }


def minutes_pdf(minutes, version, language):
    """The bytes of the PDF; its frame is in `language`, the text in the meeting's."""
    from foundation.documents.pdf import render_pdf  # noqa: PLC0415 -- loads WeasyPrint

    with translation.override(language):
        context = context_of(minutes, version)
        return render_pdf(
            "print/minutes.html", context, language=language, title=title_of(minutes),
            draft=draft_mark(minutes, version),
        )  # fmt: skip


def minutes_docx(minutes, version, language):
    """The bytes of the Word document."""
    from foundation.documents.docx import render_docx  # noqa: PLC0415 -- loads python-docx

    with translation.override(language):
        return render_docx(
            title_of(minutes), _docx_blocks(minutes, version), language=language,
            symbol=minutes.symbol or minutes.symbol_of(version), draft=draft_mark(minutes, version),
        )  # fmt: skip


def _docx_blocks(minutes, version):
    yield ("paragraph", day(minutes.held_on), None)
    for group in printed_attendance(minutes.meeting):
        yield ("heading", 2, group["title"])
        rows = [
            (in_language(row.organisation, "acronym"), in_language(row.person) or row.name, times_of(row))
            for row in group["rows"]
        ]
        yield ("table", [_("Organisation"), _("Name"), _("Came and left")], rows)
    for paragraph in paragraphs_of(version):
        if paragraph.number is None:
            yield ("heading", 2 if paragraph.anchor.startswith("item-") else 3, plain(paragraph.html))
        elif paragraph.is_decision:
            words = _("Decision: %(text)s") % {"text": plain(paragraph.html)}
            yield ("paragraph", words, paragraph.number)
        elif paragraph.anchor.startswith("action-"):
            words = _("Action point: %(text)s") % {"text": plain(paragraph.html)}
            yield ("paragraph", words, paragraph.number)
        else:
            yield ("paragraph", paragraph.html, paragraph.number)


def times_of(row):
    """When somebody came and left, where that was noted: it tells who was there when a decision fell."""
    came = f"{row.came_at:%H:%M}" if row.came_at else ""
    left = f"{row.left_at:%H:%M}" if row.left_at else ""
    return f"{came} – {left}".strip() if came or left else ""


def kept_pdf(minutes, version, language):
    """The one stored PDF of a version that leaves the office; made at its first call (DESIGN 4.6)."""
    edition = edition_of(minutes, version)
    found = find(minutes, "minutes", edition=edition, language=language, media_type=PDF)
    if found is None:
        found = keep_rendition(
            minutes, kind="minutes", edition=edition, language=language,
            symbol=minutes.symbol or minutes.symbol_of(version), name=name_of(minutes, version, language, "pdf"),
            data=minutes_pdf(minutes, version, language), media_type=PDF,
        )  # fmt: skip
    return found.stored_file


def was_kept(minutes, version, language):
    """Whether this version left the office in this language: then the page gives the same bytes."""
    return (
        find(minutes, "minutes", edition=edition_of(minutes, version), language=language, media_type=PDF)
        is not None
    )


def announced_pdf(minutes, language):
    """The file of a text that is not frozen yet: it says its name, and is made only if it is looked at."""
    name = name_of(minutes, None, language, "pdf")
    return not_stored(name, PDF, lambda: minutes_pdf(minutes, Unfrozen(minutes), language))
