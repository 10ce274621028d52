"""The representation map as a spreadsheet."""

from django.utils.translation import gettext as _

from foundation.core.moments import short_day
from foundation.core.templatetags.ui import in_language
from meetings.states import Presence
from meetings.workflow.representation import NOT_A_MEMBER, NOT_RECORDED, ORDER

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def in_words(word):
    """How a word of the map reads in the reader's language."""
    if word == NOT_A_MEMBER:
        return _("Not a member then")
    if word == NOT_RECORDED:
        return _("Not recorded")
    return str(Presence(word).label)


def representation_xlsx(shown):
    """Two sheets: the map, and the figures of the year."""
    from foundation.documents.xlsx import render_xlsx  # noqa: PLC0415 -- loads openpyxl

    headers = [
        _("Organisation"),
        *(f"{in_language(one, 'title')}, {short_day(one.starts_at)}" for one in shown.meetings),
    ]
    rows = [[in_language(row.organisation, "acronym"), *map(in_words, row.words)] for row in shown.rows]
    of_all = _("%(there)s of %(asked)s members represented")
    rows.append(
        [_("Together"), *(of_all % {"there": there, "asked": asked} for there, asked in shown.of_meetings)]
    )
    figures = [_("Organisation"), _("Meetings"), _("Represented"), *(str(word.label) for word in ORDER)]
    lines = [
        [in_language(row.organisation, "acronym"), row.asked, row.represented, *row.figures]
        for row in shown.rows
    ]
    title = _("Representation in %(year)s") % {"year": shown.year}
    return render_xlsx([(_("Representation"), headers, rows), (_("Figures"), figures, lines)], title=title)
