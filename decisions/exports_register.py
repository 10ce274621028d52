"""The register of decisions as XLSX and PDF: exactly what was filtered, as of which day, exported when (R9.49)."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from decisions.objectives import gcm_objectives, network_objectives, titled
from decisions.printed import positions_of, superseded_by, with_what_is_printed
from decisions.reading_register import as_shown, title_of, what_was_asked
from foundation.core.templatetags.ui import in_language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


def name_of(register, extension):
    """The name of an export: what, as of which day, of which day."""
    as_of = f"-as-of-{register.day:%Y-%m-%d}" if register.day else ""
    return f"UNMN-KG-decisions{as_of}-{timezone.localdate():%Y-%m-%d}.{extension}"


def register_xlsx(register):
    """The filtered register as a workbook, with a sheet that says what was asked for."""
    from foundation.documents.xlsx import render_xlsx  # noqa: PLC0415 -- loads openpyxl

    columns = _columns()
    lines = [[value(row) for _label, value in columns] for row in _rows(register)]
    asked = [*what_was_asked(register), (_("Decisions"), len(lines))]
    sheets = [
        (_("Decisions"), [label for label, _value in columns], lines),
        (_("What was asked for"), [_("Filter"), _("Value")], asked),
    ]
    return render_xlsx(sheets, title=title_of(register))


def register_pdf(register):
    """The filtered register as PDF in the reader's language."""
    from foundation.documents.pdf import render_pdf  # noqa: PLC0415 -- loads WeasyPrint

    rows = _rows(register)
    for row in rows:
        row.positions = positions_of(row)
        row.superseded_by = superseded_by(row)
    context = {
        "decisions": rows, "asked": what_was_asked(register), "day": register.day or timezone.localdate(),
    }  # fmt: skip
    language = (translation.get_language() or "en")[:2]
    return render_pdf("print/decisions.html", context, language=language, title=title_of(register))


def _rows(register):
    return as_shown(with_what_is_printed(register.qs), register)


def _columns():
    own, gcm = network_objectives(), gcm_objectives()
    return [
        (_("Symbol"), lambda row: row.reference),
        (_("Title"), lambda row: row.title),
        (_("Text"), lambda row: row.text),
        (_("State"), lambda row: row.shown_state.label),
        (_("Overdue"), lambda row: _("yes") if row.is_shown_overdue else ""),
        (_("Adopted on"), lambda row: row.adopted_on),
        (_("How it was adopted"), lambda row: row.get_adoption_mode_display()),
        (_("Adoption declared by"), lambda row: row.declared_by),
        (_("Proposed by"), lambda row: in_language(row.proposer, "acronym") if row.proposer else ""),
        (_("Lead organisation"), lambda row: in_language(row.lead, "acronym") if row.lead else ""),
        (_("Of concern to the state"), lambda row: row.get_concerns_state_display()),
        (_("Network objectives"), lambda row: "\n".join(titled(own, row.network_objectives))),
        (_("GCM objectives"), lambda row: "\n".join(titled(gcm, row.gcm_objectives))),
        (_("To be implemented by"), lambda row: row.due_on),
        (_("Open action points"), lambda row: row.open_actions),
        (_("Implemented on"), lambda row: row.implemented_on),
        (_("Closing note"), lambda row: row.closing_note),
        (
            _("Reservations and dissociations"),
            lambda row: "\n".join(_position(one) for one in positions_of(row)),
        ),
        (
            _("Explanations of position"),
            lambda row: "\n".join(_explanation(one) for one in row.explanations.all()),
        ),
        (_("Corrigenda"), lambda row: "\n".join(_corrigendum(one) for one in row.corrigenda.all())),
        (_("Supersedes"), lambda row: row.supersedes.reference if row.supersedes else ""),
        (_("Superseded on"), lambda row: row.superseded_on),
        (_("Superseded by"), lambda row: superseded_by(row).reference if superseded_by(row) else ""),
        (_("SHA-256 of the text"), lambda row: row.text_hash),
    ]


def _position(one):
    return _("%(member)s (%(what)s): %(words)s") % {
        "member": one.name, "what": one.kind.label, "words": " – ".join(filter(None, (one.part, one.words))),
    }  # fmt: skip


def _explanation(one):
    return _("%(member)s: %(words)s") % {"member": in_language(one.names, "acronym"), "words": one.text}


def _corrigendum(one):
    return _("%(symbol)s: for “%(before)s” read “%(after)s”") % {
        "symbol": one.symbol, "before": one.reads_now, "after": one.should_read,
    }  # fmt: skip
