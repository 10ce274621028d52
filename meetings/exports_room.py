"""What is printed for the room: attendance sheet, name plates, and the annotated agenda of the co-chairs."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.core.templatetags.ui import in_language
from meetings.models import Briefing
from meetings.workflow.agenda import agenda_of
from meetings.workflow.check_in import door_link
from meetings.workflow.circulated import latest_revision

LONG_NAME = 24


def door_address(meeting):
    """The address behind the code on the door."""
    return settings.SITE_URL + reverse("door:here", args=[door_link(meeting)])


def door_code(meeting):
    """The code as an SVG, in a `data:` address, so that page and print need no file of it."""
    import segno  # noqa: PLC0415 -- two pages need it

    return segno.make(door_address(meeting), error="m").svg_data_uri(border=4, dark="#000", light="#fff")


def attendance_sheet(meeting, cards, language):
    """The bytes of the sheet on which everybody signs; members first, then guests, then empty lines."""
    return _pdf(
        "print/attendance_sheet.html", meeting, language, gettext_lazy("Attendance sheet"),
        cards=cards, spare=range(6), code=door_code(meeting),
    )  # fmt: skip


def name_plates(meeting, cards, language):
    """The bytes of the name plates, one sheet a person, for those who come."""
    return _pdf(
        "print/name_plates.html", meeting, language, gettext_lazy("Name plates"), plates=plates_of(cards)
    )


def plates_of(cards):
    """Whom a plate is made for: who is on the attendance, else who is expected and did not excuse the body."""
    found = []
    for card in cards:
        rows = [(row.person, row.name) for row in card["was_there"]]
        is_coming = not card["row"] and not (card["reply"] and card["reply"].answer == "apology")
        if not rows and is_coming and card["expected"]:
            rows = [(card["expected"], "")]
        found += [_plate(person, name, card["organisation"]) for person, name in rows]
    return found


def in_one_script(cards):
    """Names of those whose plate would carry Latin letters only: the directory knows no other."""
    return [plate["latin"] for plate in plates_of(cards) if not plate["cyrillic"]]


def _plate(person, name, organisation):
    latin = person.name if person else name
    cyrillic = (person.name_ru or person.name_ky) if person else ""
    bodies = [organisation.acronym, in_language(organisation, "acronym")]
    return {
        "latin": latin, "cyrillic": "" if cyrillic == latin else cyrillic,
        "organisation": " · ".join(dict.fromkeys(body for body in bodies if body)),
        "is_long": len(latin) > LONG_NAME,
    }  # fmt: skip


def annotated_agenda(meeting, language):
    """The bytes of the co-chairs' own agenda; confidential to them and the secretariat."""
    with translation.override(language):
        lines = briefed(meeting)
    return _pdf(
        "print/annotated_agenda.html", meeting, language, gettext_lazy("Annotated agenda"), lines=lines
    )


def briefed(meeting):
    """The items with their briefing and how many minutes are left of the meeting when each one begins."""
    items = agenda_of(meeting)
    briefings = {row.item_id: row for row in Briefing.objects.filter(item__meeting=meeting)}
    return [
        {
            "item": item, "briefing": briefings.get(item.pk),
            "left": int((meeting.ends_at - item.starts_at).total_seconds() // 60),
            "papers": [paper for paper in item.papers.all() if paper.removed_at is None],
        }
        for item in items
    ]  # fmt: skip


def _pdf(template, meeting, language, title, **context):
    from foundation.documents.pdf import render_pdf  # noqa: PLC0415 -- loads WeasyPrint

    with translation.override(language):
        context |= {"meeting": meeting, "symbol": meeting.symbol, "revision": latest_revision(meeting)}
        name = _("%(document)s: %(meeting)s") % {"document": title, "meeting": in_language(meeting, "title")}
        return render_pdf(template, context, language=language, title=name)
