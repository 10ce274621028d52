"""The member list to take away: PDF of letter quality, XLSX, vCard."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.core import moments
from foundation.core.templatetags.ui import in_language
from foundation.documents.files import file_name
from foundation.documents.pdf import render_pdf
from foundation.documents.xlsx import render_xlsx

SYMBOL = "UNMN-KG/MEMBERS"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
VCARD = "text/vcard"


def export_name(day, language, extension):
    """The name of an exported file: `UNMN-KG-MEMBERS-2026-11-24-EN.pdf`."""
    return file_name(SYMBOL, day.isoformat(), language=language, extension=extension)


def member_list_pdf(members, *, language, number=None):
    """The list as a tagged PDF in one language."""
    with override(language):
        title = _("Member list as of %(day)s") % {"day": moments.short_day(members.as_of)}
        context = {"members": members, "number": number, "title": title}
        return render_pdf("print/member_list.html", context, language=language, title=title)


def member_list_xlsx(members):
    """The list as a workbook in the active language: organisations, then people, one line each."""
    organisations = [
        [section.label, in_language(entry.organisation, "acronym"), in_language(entry.organisation), entry.since,
         *_person_cells(entry.focal_point), "; ".join(in_language(one) for one in entry.alternates),
         entry.organisation.email, entry.organisation.phone, entry.organisation.website, entry.organisation.address]
        for section in members.sections for entry in section.entries
    ]  # fmt: skip
    sheets = [
        (_("Organisations"), [
            _("Part"), _("Short name"), _("Organisation"), _("Since"), _("Focal point"), _("E-mail address"),
            _("Telephone"), _("Alternates"), _("E-mail of the organisation"),
            _("Telephone of the organisation"), _("Website"), _("Address"),
        ], organisations),
        (_("People"), [
            _("Name"), _("Role"), _("Organisation"), _("Position"), _("E-mail address"), _("Telephone"),
        ], _people_rows(members)),
    ]  # fmt: skip
    title = _("Member list as of %(day)s") % {"day": moments.short_day(members.as_of)}
    return render_xlsx(sheets, title=title)


def _person_cells(person):
    return [in_language(person), person.email, person.phone] if person else ["", "", ""]


def _people_rows(members):
    rows = []
    for appointment in [*members.offices, *members.secretariat]:
        person = appointment.person
        role = str(appointment.get_office_display())
        if appointment.is_in_charge:
            role = _("%(office)s, officer-in-charge") % {"office": role}
        rows.append(_person_row(person, role, person.organisation))
    for section in members.sections:
        for entry in section.entries:
            for person in entry.people:
                role = _("Focal point") if person == entry.focal_point else _("Alternate")
                rows.append(_person_row(person, role, entry.organisation))
    return list(dict.fromkeys(rows))


def _person_row(person, role, organisation):
    home = in_language(organisation, "acronym")
    return (in_language(person), role, home, person.title, person.email, person.phone)


def vcards(people):
    """Cards of version 3.0, which every address book reads, one after another; names in the active language."""
    return "".join(_card(person).serialize() for person in people)


def _card(person):
    import vobject

    card = vobject.vCard()
    name = in_language(person)
    first, _space, last = name.partition(" ")
    card.add("n").value = vobject.vcard.Name(family=last or first, given=first if last else "")
    card.add("fn").value = name
    card.add("uid").value = f"urn:unmn-kg:person:{person.slug}"
    card.add("org").value = [in_language(person.organisation)]
    if person.title:
        card.add("title").value = person.title
    if person.email:
        card.add("email").value = person.email
        card.email.type_param = "WORK"
    if person.phone:
        card.add("tel").value = person.phone
        card.tel.type_param = "WORK"
    return card
