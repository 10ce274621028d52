"""One decision as a document: its text, how it came to be adopted, and all that is printed with it (RULES R3.12, R3.13)."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from decisions.models import Decision
from decisions.objectives import gcm_objectives, network_objectives, titled
from decisions.printed import positions_of, superseded_by, with_what_is_printed
from foundation.core.moments import moment
from foundation.documents.files import file_name
from foundation.documents.renditions import find, keep_rendition

PDF = "application/pdf"
KIND = "decision"


def decision_pdf(decision, language):
    """The bytes of the document in a language; a draft says so on every page (RULES R10.56)."""
    from foundation.documents.pdf import render_pdf  # noqa: PLC0415 -- loads WeasyPrint

    row = _fetched(decision)
    with translation.override(language):
        context = {
            "decision": row,
            "symbol": row.reference,
            "positions": positions_of(row),
            "superseded_by": superseded_by(row),
            "network": titled(network_objectives(), row.network_objectives),
            "gcm": titled(gcm_objectives(), row.gcm_objectives),
        }
        draft = None if row.is_taken else _("DRAFT, %(moment)s") % {"moment": moment(timezone.now())}
        title = f"{row.reference} {row.title}"
    return render_pdf("print/decision.html", context, language=language, title=title, draft=draft)


def _fetched(decision):
    return with_what_is_printed(Decision.objects.filter(pk=decision.pk)).get()


def name_of(decision, language):
    """Its file name: `UNMN-KG-2026-DEC-4-EN.pdf`."""
    return file_name(decision.reference, language=language, extension="pdf")


def edition_of(decision):
    """What the document holds beside the text: a new explanation, corrigendum or successor makes a new edition."""
    parts = [f"corr{decision.corrigenda.count()}", f"expl{decision.explanations.count()}"]
    return "-".join([*parts, "superseded"] if decision.superseded_on else parts)


def kept_pdf(decision, language):
    """The one stored PDF of an adopted decision in a language, as it stands now; made at its first call."""
    edition = edition_of(decision)
    found = find(decision, KIND, edition=edition, language=language, media_type=PDF)
    if found is None:
        found = keep_rendition(
            decision, kind=KIND, edition=edition, language=language, symbol=decision.symbol,
            name=name_of(decision, language), data=decision_pdf(decision, language), media_type=PDF,
        )  # fmt: skip
    return found.stored_file
