"""Spreadsheets for those who sort and count for themselves."""

import io
import re
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.core.moments import moment

WIDEST = 60
NARROWEST = 8


def render_xlsx(sheets, *, title):
    """Return the bytes of a workbook; `sheets` is a list of (name, headers, rows).

    Each sheet has a frozen bold header with filters, widths by content, and the date of export beneath the
    rows. Text never becomes a formula (RULES R9.49).
    """
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties.title = str(title)
    workbook.properties.creator = ""
    for name, headers, rows in sheets:
        _fill(workbook.create_sheet(_sheet_name(name)), headers, list(rows), title)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _fill(sheet, headers, rows, title):
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    table = [[str(header) for header in headers], *([_plain(value) for value in row] for row in rows)]
    for number, row in enumerate(table, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            _write(cell, value)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 1:
                cell.font = Font(bold=True, color="FFFFFF")
                cell.fill = PatternFill("solid", fgColor="00548A")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(headers), 1))}{len(table)}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for column, width in enumerate(_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    exported = _("%(title)s, exported %(moment)s") % {"title": title, "moment": moment(timezone.now())}
    last = sheet.cell(len(table) + 2, 1)
    _write(last, exported)
    last.font = Font(italic=True, color="555555")


def _write(cell, value):
    cell.value = value
    if isinstance(value, str):
        # A text that begins with = stays text: openpyxl would make a formula of it.
        cell.data_type = "s"
        if value[:1] in "=+-@\t\r":
            cell.quotePrefix = True
    elif isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif hasattr(value, "year"):
        cell.number_format = "yyyy-mm-dd"


def _plain(value):
    """Return what a cell can hold: Bishkek time without zone, and text without control characters."""
    if value is None or isinstance(value, bool | int | float):
        return {True: _("yes"), False: _("no")}.get(value, value) if isinstance(value, bool) else value
    if isinstance(value, datetime):
        return (
            timezone.make_naive(value, timezone.get_default_timezone()) if timezone.is_aware(value) else value
        )
    if hasattr(value, "year"):
        return value
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", str(value))[:32767]


def _widths(table):
    columns = max(len(row) for row in table)
    for column in range(columns):
        lines = (line for row in table if column < len(row) for line in str(row[column] or "").splitlines())
        yield min(max(max((len(line) for line in lines), default=0) + 2, NARROWEST), WIDEST)


def _sheet_name(name):
    return re.sub(r"[\[\]:*?/\\]", " ", str(name))[:31].strip(" '") or "1"
