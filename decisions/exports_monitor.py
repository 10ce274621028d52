"""The monitor of implementation as a workbook (RULES R9.49)."""

from django.utils.translation import gettext as _

from foundation.core.templatetags.ui import in_language


def monitor_xlsx(figures):
    """Open decisions, organisations and quarters, a sheet each, with the date of export."""
    from foundation.documents.xlsx import render_xlsx  # noqa: PLC0415 -- loads openpyxl

    return render_xlsx(
        [_decisions(figures), _organisations(figures), _quarters(figures)],
        title=_("Monitor of implementation"),
    )


def _decisions(figures):
    headers = [_("Symbol"), _("Title"), _("Lead organisation"), _("Adopted on"), _("Days since adoption"),
               _("To be implemented by"), _("Days late"), _("Action points"), _("Open"), _("Overdue")]  # fmt: skip
    lines = [
        [row.symbol, row.title, in_language(row.lead, "acronym") if row.lead else "", row.adopted_on, row.days_open,
         row.due_on, row.days_late, row.action_count, row.open_actions, row.late_actions]
        for row in figures["decisions"]
    ]  # fmt: skip
    return _("Open decisions"), headers, lines


def _organisations(figures):
    headers = [_("Owner organisation"), _("Open"), _("Overdue"), _("Days late at most"), _("Done")]
    lines = [
        [in_language(line["owner"], "acronym"), line["open"], line["late"], line["longest"], line["done"]]
        for line in figures["organisations"]
    ]
    return _("By organisation"), headers, lines


def _quarters(figures):
    headers = [_("Quarter"), _("Adopted"), _("Implemented"), _("Open at its end"), _("Overdue at its end"),
               _("Days to implementation, median")]  # fmt: skip
    lines = [
        [str(row), row.adopted, row.implemented, row.open, row.late, row.days] for row in figures["quarters"]
    ]
    return _("Quarters"), headers, lines
