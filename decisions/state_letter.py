"""The formal letter to the state counterpart, in Russian or Kyrgyz, as DOCX and PDF (RULES R5.27).

It is made anew while it is a draft, with gaps for number and date; once sent it is kept as it left.
"""

import json
import re
from functools import cache

from django.conf import settings
from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from decisions.states import StateTrackState
from foundation.core.moments import moment, short_day
from foundation.documents.files import file_name
from foundation.documents.renditions import find, keep_rendition
from members.models import Appointment, Parameter
from members.states import CO_CHAIR_OFFICES, Office

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXTENSIONS = {PDF: "pdf", DOCX: "docx"}
CYRILLIC = re.compile("[\u0400-\u04ff]")
KIND, EDITION = "state-letter", "sent"


@cache
def _wording():
    path = settings.BASE_DIR / "data" / "state_letter.json"
    return json.loads(path.read_text(encoding="utf-8"))


def words_of(consultation):
    """The letter in its own language, piece by piece: number, date, addressee, subject, body, annex, signatures."""
    language, says = consultation.language, _wording()[consultation.language]
    counterpart = _name(consultation)
    is_sent = consultation.sent_on is not None
    filled = {
        "counterpart": counterpart, "title": consultation.version.title,
        "reference": consultation.decision.working_reference, "addressee": consultation.addressee,
        "number": consultation.letter_number, "year": timezone.localdate().year,
        "email": settings.SECRETARIAT_EMAIL, "days": Parameter.value_of("state_reply_wd"),
    }  # fmt: skip

    def say(name, **more):
        return says[name] % (filled | more)

    with translation.override(language):
        return {
            "network": str(_("UN Migration Network in the Kyrgyz Republic")),
            "number": say("number" if consultation.letter_number else "number_open"),
            "date": say("date", day=short_day(consultation.sent_on)) if is_sent else say("date_open"),
            "addressee": [line for line in (counterpart, consultation.addressee) if line],
            "subject": say("subject"),
            "greeting": say("greeting_named" if consultation.addressee else "greeting"),
            "body": [
                say("opening"), say("principle"), consultation.request or say("request"),
                say("reply", day=short_day(consultation.reply_due_on)) if is_sent else say("reply_open"),
                say("closing"), say("annex_note"),
            ],
            "signatures": _signatures(language, consultation.sent_on), "signature": say("signature"),
            "contact": say("contact"), "annex": say("annex"),
            "annex_title": f"{consultation.decision.working_reference}: {consultation.version.title}",
            "annex_text": consultation.version.text,
        }  # fmt: skip


def what_stays_english(consultation):
    """The sentence when title or text of the proposal are in Latin letters, so that the letter is half English."""
    parts = {_("the title"): consultation.version.title, _("the annex"): consultation.version.text}
    latin = [str(name) for name, words in parts.items() if not CYRILLIC.search(words)]
    if not latin:
        return ""
    return _(
        "The letter is in %(language)s, but not %(parts)s: they stay as the members were asked. Add a translation "
        "of the text by hand, or say in the letter that it follows."
    ) % {"language": consultation.get_language_display(), "parts": ", ".join(latin)}  # fmt: skip


def _name(consultation):
    """The counterpart by the name that it had, in the language of the letter."""
    return consultation.names.get(f"name_{consultation.language}") or consultation.names.get("name", "")


def _signatures(language, on):
    """Who signs: the holder of each co-chair's office on that day; the office alone where it is vacant."""
    rows = Appointment.objects.on(on).filter(office__in=CO_CHAIR_OFFICES, is_in_charge=False)
    holders = {row.office: row.person for row in rows.select_related("person")}
    return [
        {
            "office": str(Office(office).label),
            "name": getattr(holders.get(office), f"name_{language}", "") or str(holders.get(office) or ""),
        }
        for office in CO_CHAIR_OFFICES
    ]


def name_of(consultation, media_type):
    """The name of the file (RULES R10.56)."""
    parts = ("STATE", consultation.pk)
    return file_name(
        consultation.decision.working_reference, *parts, language=consultation.language,
        extension=EXTENSIONS[media_type],
    )  # fmt: skip


def make(consultation, media_type):
    """The bytes of the letter as it is now."""
    words, draft = words_of(consultation), _mark(consultation)
    if media_type == DOCX:
        return _docx(consultation, words, draft)
    from foundation.documents.pdf import render_pdf  # noqa: PLC0415 -- loads WeasyPrint

    context = {"words": words, "symbol": consultation.letter_number, "passport": words["contact"]}
    return render_pdf(
        "print/state_letter.html",
        context,
        language=consultation.language,
        title=words["subject"],
        draft=draft,
    )


def _mark(consultation):
    if consultation.state != StateTrackState.DRAFTED:
        return None
    with translation.override(consultation.language):
        return _("DRAFT, %(moment)s") % {"moment": moment(timezone.now())}


def _docx(consultation, words, draft):
    from foundation.documents.docx import render_docx  # noqa: PLC0415 -- loads python-docx

    blocks = [
        ("paragraph", f"{words['number']} {words['date']}", None),
        *(("paragraph", f"<p><strong>{escape(line)}</strong></p>", None) for line in words["addressee"]),
        ("heading", 2, words["subject"]),
        ("paragraph", words["greeting"], None),
        *(("paragraph", said, None) for said in words["body"]),
        ("table", [], [[one["office"], words["signature"], one["name"]] for one in words["signatures"]]),
        ("paragraph", words["contact"], None),
        ("heading", 1, words["annex"]),
        ("heading", 2, words["annex_title"]),
        ("paragraph", words["annex_text"], None),
    ]
    return render_docx(
        words["network"],
        blocks,
        language=consultation.language,
        symbol=consultation.letter_number,
        draft=draft,
    )


def keep_as_sent(consultation):
    """Keep both files as the letter left; they are never made again."""
    for media_type in (PDF, DOCX):
        keep_rendition(
            consultation, kind=KIND, edition=EDITION, language=consultation.language,
            symbol=consultation.letter_number[:80], name=name_of(consultation, media_type),
            data=make(consultation, media_type), media_type=media_type,
        )  # fmt: skip


def kept(consultation, media_type):
    """The file as the letter left, or None."""
    return find(consultation, KIND, EDITION, media_type=media_type)
