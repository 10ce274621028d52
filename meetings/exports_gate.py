"""The gate list: who is to be let in on the day of the meeting, for the guards of the building.

It is made when it is asked for and kept nowhere, so that nothing of it outlives the names (RULES R10.67).
"""

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.core.moments import short_day
from foundation.core.templatetags.ui import in_language
from meetings.workflow.registration import deleted_on

TITLE = gettext_lazy("Gate list")


def gate_list_pdf(meeting, registrants, language):
    """The bytes of the list for one day, with a box to tick at the gate."""
    from foundation.documents.pdf import render_pdf  # noqa: PLC0415 -- loads WeasyPrint

    with translation.override(language):
        title = _title(meeting)
    context = {
        "meeting": meeting, "registrants": registrants, "symbol": meeting.symbol,
        "day": timezone.localtime(meeting.starts_at).date(), "deleted_on": deleted_on(meeting),
    }  # fmt: skip
    return render_pdf("print/gate_list.html", context, language=language, title=title)


def gate_list_xlsx(meeting, registrants, language):
    """The bytes of the same list for the guards' own system."""
    from foundation.documents.xlsx import render_xlsx  # noqa: PLC0415 -- loads openpyxl

    with translation.override(language):
        headers = [_("No."), _("Name"), _("Function"), _("Organisation"), _("Access needs")]
        rows = [
            [number, row.name, row.function, row.stakeholder.name, row.access_needs]
            for number, row in enumerate(registrants, start=1)
        ]
        return render_xlsx([(str(TITLE), headers, rows)], title=_title(meeting))


def _title(meeting):
    return _("%(document)s: %(meeting)s, %(day)s") % {
        "document": TITLE, "meeting": in_language(meeting, "title"),
        "day": short_day(timezone.localtime(meeting.starts_at).date()),
    }  # fmt: skip
