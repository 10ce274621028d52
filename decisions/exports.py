"""The action points as XLSX and PDF, with the date of export (RULES R9.49)."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from decisions.overview import by_organisation
from decisions.states import Age
from foundation.core.moments import short_day
from foundation.core.templatetags.ui import in_language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


def file_stem(noun):
    """The name of an export: what and of which day."""
    return f"UNMN-KG-{noun}-{timezone.localdate():%Y-%m-%d}"


def action_points_xlsx(rows):
    """The action points as a workbook."""
    from foundation.documents.xlsx import render_xlsx  # noqa: PLC0415 -- loads openpyxl

    headers = [_("What is to be done"), _("Owner organisation"), _("Person"), _("Due on"), _("State"),
               _("Overdue"), _("Days late"), _("Done on"), _("Progress and evidence")]  # fmt: skip
    lines = [
        [row.text, in_language(row.owner, "acronym"), in_language(row.person), row.due_on, row.get_state_display(),
         _("yes") if row.is_overdue else "", row.days_late if row.is_overdue else None, row.done_on,
         row.progress]
        for row in rows
    ]  # fmt: skip
    sheets = [(_("Action points"), headers, lines), _sheet_by_organisation(rows)]
    return render_xlsx(sheets, title=_("Action points"))


def _sheet_by_organisation(rows):
    headers = [_("Owner organisation"), _("Open"), _("Overdue"), *(str(age.label) for age in Age),
               _("Days late at most"), _("Done")]  # fmt: skip
    lines = [
        [in_language(line["owner"], "acronym"), line["open"], line["late"], *line["ages"].values(),
         line["longest"], line["done"]]
        for line in by_organisation(rows)
    ]  # fmt: skip
    return _("By organisation"), headers, lines


def action_points_pdf(rows):
    """The action points as PDF, grouped by owner, in the reader's language."""
    groups = {}
    for row in rows:
        groups.setdefault(in_language(row.owner, "acronym"), []).append(row)
    title = _("Action points")
    context = {"groups": sorted(groups.items()), "organisations": by_organisation(rows), "ages": Age}
    return _pdf("print/action_points.html", context, title)


def _pdf(template, context, title):
    from foundation.documents.pdf import render_pdf  # noqa: PLC0415 -- loads WeasyPrint

    as_of = short_day(timezone.localdate())
    language = translation.get_language() or "en"
    return render_pdf(template, context | {"as_of": as_of}, language=language[:2], title=title)
