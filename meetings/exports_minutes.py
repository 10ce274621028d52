"""The minutes as PDF and DOCX: a draft is made when asked for, the approved text is kept once."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundation.core.moments import day, moment
from foundation.core.templatetags.ui import in_language
from foundation.documents.files import file_name, not_stored
from foundation.documents.renditions import find, keep_rendition
from foundation.review.passages import count_of, read_out, withheld
from foundation.review.redline import plain
from foundation.review.workflow import laid_out, revised_blocks
from meetings.states import Presence
from meetings.workflow.minutes_text import blocks_of
from members.models import Organisation
from members.states import Office

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


class Unfrozen:
    """A text as the version that it would become if it were frozen now; it is stored nowhere.

    The notes of a draft, or what the next version would say.
    """

    text_hash = ""

    def __init__(self, minutes):
        self.number = minutes.text.latest.number + 1 if minutes.text_id else 0
        self.language = minutes.meeting.language
        self.rows = laid_out(revised_blocks(minutes.text) if minutes.text_id else blocks_of(minutes))
        known = minutes.text.internal if minutes.text_id else ()
        for row in self.rows:
            row.is_internal = row.is_internal or row.anchor in known

    def __str__(self):
        return f"Rev.{self.number}"


@dataclass(frozen=True)
class Edition:
    """A version as one kind of reader gets it: the Network's own people, or readers from outside.

    The key of the stored rendition follows from it, so that the one file is never given for the other.
    """

    version: object
    sees_internal: bool = True

    @property
    def paragraphs(self):
        """The paragraphs and headings, as these readers may read them."""
        if isinstance(self.version, Unfrozen):
            rows = self.version.rows
            return rows if self.sees_internal else withheld(rows, self.version.language)
        return read_out(self.version, sees_internal=self.sees_internal)

    @property
    def is_cut(self):
        """Whether words are missing in it."""
        return not self.sees_internal and count_of(self.version) > 0

    def key(self, minutes):
        """The key of a rendition: `approved-2`, `rev-2`; for outside with what was internal at that time."""
        key = edition_of(minutes, self.version)
        if self.sees_internal:
            return key
        passages = "|".join(sorted(self.version.text.internal))
        return f"{key}-outside-{hashlib.sha256(passages.encode()).hexdigest()[:10]}"


def title_of(minutes):
    """The title of the document in the active language."""
    return _("Minutes of the %(meeting)s") % {"meeting": in_language(minutes.meeting, "title")}


def edition_of(minutes, version):
    """The key of a rendition: `approved`, or `rev-2`."""
    return f"{'approved' if not minutes.is_draft else 'rev'}-{version.number}"


def name_of(minutes, version, language, extension, *, sees_internal=True):
    """The file's name (RULES R10.56); that of readers from outside says so."""
    symbol = minutes.symbol or minutes.symbol_of(version)
    return file_name(symbol, *([] if sees_internal else ["SHARED"]), language=language, extension=extension)


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


def context_of(minutes, version, *, sees_internal):
    """What the printed minutes show, in the active language."""
    return {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "version": version,
        "symbol": minutes.symbol or minutes.symbol_of(version),
        "paragraphs": Edition(version, sees_internal).paragraphs,
        "is_for_outside": not sees_internal,
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


def minutes_pdf(minutes, version, language, *, sees_internal):
    """The bytes of the PDF; its frame is in `language`, the text in the meeting's."""
    from foundation.documents.pdf import render_pdf  # noqa: PLC0415 -- loads WeasyPrint

    with translation.override(language):
        context = context_of(minutes, version, sees_internal=sees_internal)
        return render_pdf(
            "print/minutes.html", context, language=language, title=title_of(minutes),
            draft=draft_mark(minutes, version),
        )  # fmt: skip


def minutes_docx(minutes, version, language, *, sees_internal):
    """The bytes of the Word document."""
    from foundation.documents.docx import render_docx  # noqa: PLC0415 -- loads python-docx

    with translation.override(language):
        return render_docx(
            title_of(minutes), _docx_blocks(minutes, version, sees_internal), language=language,
            symbol=minutes.symbol or minutes.symbol_of(version), draft=draft_mark(minutes, version),
        )  # fmt: skip


def _docx_blocks(minutes, version, sees_internal):
    yield ("paragraph", day(minutes.held_on), None)
    for group in printed_attendance(minutes.meeting):
        yield ("heading", 2, group["title"])
        rows = [
            (in_language(row.organisation, "acronym"), in_language(row.person) or row.name, times_of(row))
            for row in group["rows"]
        ]
        yield ("table", [_("Organisation"), _("Name"), _("Came and left")], rows)
    for paragraph in Edition(version, sees_internal).paragraphs:
        if paragraph.number is None:
            yield ("heading", 2 if paragraph.anchor.startswith("item-") else 3, plain(paragraph.html))
        elif paragraph.is_decision:
            words = _("Decision: %(text)s") % {"text": plain(paragraph.html)}
            yield ("paragraph", words, paragraph.number)
        elif paragraph.anchor.startswith("action-"):
            words = _("Action point: %(text)s") % {"text": plain(paragraph.html)}
            yield ("paragraph", words, paragraph.number)
        elif paragraph.is_internal and not paragraph.is_withheld:
            yield ("paragraph", f"<p><strong>{_('Internal passage:')}</strong></p>", None)
            yield ("paragraph", paragraph.html, paragraph.number)
        else:
            yield ("paragraph", paragraph.html, paragraph.number)


def times_of(row):
    """When somebody came and left, where that was noted: it tells who was there when a decision fell."""
    came = f"{row.came_at:%H:%M}" if row.came_at else ""
    left = f"{row.left_at:%H:%M}" if row.left_at else ""
    return f"{came} – {left}".strip() if came or left else ""


def kept_pdf(minutes, version, language, *, sees_internal):
    """The one stored PDF of a version that leaves the office; made at its first call (DESIGN 4.6).

    Readers from outside have a rendition of their own, another one for each set of internal passages.
    """
    edition = Edition(version, sees_internal)
    key = edition.key(minutes)
    found = find(minutes, "minutes", edition=key, language=language, media_type=PDF)
    if found is None:
        found = keep_rendition(
            minutes, kind="minutes", edition=key, language=language,
            symbol=minutes.symbol or minutes.symbol_of(version),
            name=name_of(minutes, version, language, "pdf", sees_internal=sees_internal),
            data=minutes_pdf(minutes, version, language, sees_internal=sees_internal), media_type=PDF,
        )  # fmt: skip
    return found.stored_file


def was_kept(minutes, version, language, *, sees_internal):
    """Whether this version left the office in this language for such readers: the page gives the same bytes."""
    key = Edition(version, sees_internal).key(minutes)
    return find(minutes, "minutes", edition=key, language=language, media_type=PDF) is not None


def announced_pdf(minutes, language, *, sees_internal):
    """The file of a text that is not frozen yet: it says its name, and is made only if it is looked at."""
    version = Unfrozen(minutes)
    name = name_of(minutes, version, language, "pdf", sees_internal=sees_internal)
    return not_stored(name, PDF, lambda: minutes_pdf(minutes, version, language, sees_internal=sees_internal))
