"""The text that members are asked about, as PDF."""

from django.utils import translation
from django.utils.translation import gettext as _

from foundation.documents.files import file_name, not_stored
from foundation.documents.renditions import find, keep_rendition

PDF = "application/pdf"


def name_of(round_, language):
    """The name of the file: `UNMN-KG-2026-DRAFT-DEC-3-Rev1-EN.pdf`."""
    number = round_.version.number
    parts = [f"Rev{number}"] if number else []
    return file_name(round_.decision.working_reference, *parts, language=language, extension="pdf")


def text_pdf(round_, language):
    """The text of a round with its reference and the mark of a draft, framed in a language."""
    from foundation.documents.pdf import render_pdf  # noqa: PLC0415 -- loads WeasyPrint

    with translation.override(language):
        draft = _("Draft for consultation")
        context = {"round": round_, "decision": round_.decision, "version": round_.version}
        context["symbol"] = round_.decision.working_reference
        return render_pdf(
            "print/round_text.html", context, language=language, title=round_.version.title, draft=draft
        )


def kept_pdf(round_, language):
    """The one stored PDF of a text that members were asked about; made at its first call."""
    edition = f"rev-{round_.version.number}"
    found = find(round_.version, "consultation", edition=edition, language=language, media_type=PDF)
    if found is None:
        found = keep_rendition(
            round_.version, kind="consultation", edition=edition, language=language,
            symbol=round_.decision.working_reference, name=name_of(round_, language),
            data=text_pdf(round_, language), media_type=PDF,
        )  # fmt: skip
    return found.stored_file


def announced_pdf(round_, language):
    """The file as a preview shows it: it is made only if it is looked at."""
    return not_stored(name_of(round_, language), PDF, lambda: text_pdf(round_, language))
