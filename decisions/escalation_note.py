"""The one-page note with which a matter goes to the PMT or the UNCT, as PDF and DOCX (RULES R4.23).

Its readers are outside of the consultation, and readers for the PMT see no positions of rounds (USERS.md 8). So the
note tells what was asked when, how each round ended and how the text changed; where the members differ it tells in
the co-chairs' own words, and it names no member beside a position. It is made at the moment of escalation, once for
each language that was chosen, and never again.
"""

from itertools import pairwise

from django.utils import translation
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext as _

from decisions.models import Round
from decisions.states import RoundMode, RoundState
from decisions.workflow.reading import Comparison
from foundation.core.moments import moment
from foundation.documents.files import file_name
from foundation.documents.renditions import find, keep_rendition

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXTENSIONS = {PDF: "pdf", DOCX: "docx"}
KIND = "escalation-note"
# A longer text would push the question off the page: it follows as an annex.
FITS_ON_THE_PAGE = 1500


def words_of(escalation):
    """What the note says, piece by piece, in the active language; the text itself stays in its own."""
    decision = escalation.decision
    return {
        "heading": _("Note to the %(body)s") % {"body": escalation.get_to_display()},
        "reference": decision.working_reference,
        "title": escalation.version.title,
        "text": escalation.version.text,
        "is_annexed": len(escalation.version.text) > FITS_ON_THE_PAGE,
        "question": escalation.question,
        "due": moment(escalation.answer_due_at),
        "reason": escalation.reason,
        "asked": list(_what_was_asked(decision)),
        "revisions": list(_how_the_text_changed(decision)),
        "at": moment(escalation.at),
        "by": str(escalation.by),
    }


def _what_was_asked(decision):
    rows = Round.objects.filter(decision=decision).exclude(opened_at=None).select_related("version")
    for one in rows.order_by("number"):
        facts = {
            "number": one.number, "text": one.version, "opened": moment(one.opened_at),
            "ended": moment(one.ends_at or one.effective_at), "result": _ended(one),
        }  # fmt: skip
        if one.mode == RoundMode.SILENCE:
            yield (
                _("Round %(number)s, by silence, on “%(text)s”: %(opened)s to %(ended)s. %(result)s") % facts
            )
        else:
            yield (
                _("Round %(number)s, towards a meeting, on “%(text)s”: %(opened)s to %(ended)s. %(result)s")
                % facts
            )


def _ended(round_):
    """How a round ended, without anybody's name."""
    return {
        RoundState.BROKEN: _("There was no consensus on this text."),
        RoundState.STOPPED: _("It was stopped before it closed."),
        RoundState.AGREED: _("Nobody objected."),
    }.get(round_.state, "")


def _how_the_text_changed(decision):
    versions = list(decision.versions.order_by("number"))
    for before, after in pairwise(versions):
        changed = Comparison(before, after)
        yield _("%(text)s: %(change)s") % {"text": after, "change": changed.sentence}


def name_of(escalation, language, media_type):
    """The name of the file: `UNMN-KG-2026-DRAFT-DEC-3-PMT-1-EN.pdf`."""
    parts = (escalation.to.upper(), escalation.number)
    return file_name(
        escalation.decision.working_reference, *parts, language=language, extension=EXTENSIONS[media_type]
    )


def make(escalation, language, media_type):
    """The bytes of the note in a language."""
    with translation.override(language):
        words = words_of(escalation)
        if media_type == DOCX:
            return _docx(words, language)
        from foundation.documents.pdf import render_pdf  # noqa: PLC0415 -- loads WeasyPrint

        context = {"words": words, "symbol": words["reference"]}
        return render_pdf("print/escalation_note.html", context, language=language, title=words["heading"])


def _docx(words, language):
    from foundation.documents.docx import render_docx  # noqa: PLC0415 -- loads python-docx

    text = ("paragraph", linebreaks(escape(words["text"])), None)
    annex = [("heading", 1, _("Annex: the exact text")), text]
    blocks = [
        ("heading", 2, f"{words['reference']}: {words['title']}"),
        ("heading", 2, _("What is asked")), ("paragraph", linebreaks(escape(words["question"])), None),
        ("paragraph", _("Answer wanted until %(moment)s") % {"moment": words["due"]}, None),
        *([] if words["is_annexed"] else [("heading", 2, _("The exact text")), text]),
        ("heading", 2, _("Where the members differ, in the co-chairs' words")),
        ("paragraph", linebreaks(escape(words["reason"])), None),
        ("heading", 2, _("What was asked when")), *(("paragraph", one, None) for one in words["asked"]),
        *([("heading", 2, _("How the text was revised"))] if words["revisions"] else []),
        *(("paragraph", one, None) for one in words["revisions"]),
        ("paragraph", _("Escalated by %(who)s, %(moment)s") % {"who": words["by"], "moment": words["at"]}, None),
        *(annex if words["is_annexed"] else []),
    ]  # fmt: skip
    return render_docx(words["heading"], blocks, language=language, symbol=words["reference"])


def keep_notes(escalation, languages):
    """Keep the note in these languages, in both formats; what is kept already stays as it was."""
    for language in languages:
        for media_type in (PDF, DOCX):
            keep_rendition(
                escalation, kind=KIND, edition="1", language=language,
                symbol=escalation.decision.working_reference, name=name_of(escalation, language, media_type),
                data=make(escalation, language, media_type), media_type=media_type,
            )  # fmt: skip


def kept_note(escalation, language, media_type=PDF):
    """The kept note in a language, or None where it was not chosen."""
    return find(escalation, KIND, language=language, media_type=media_type)
