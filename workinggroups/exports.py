"""Who sits in a group, to take away; and its terms of reference as a document."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.core import moments
from foundation.core.templatetags.ui import in_language
from foundation.documents.files import file_name
from foundation.documents.pdf import render_pdf
from foundation.documents.xlsx import render_xlsx

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def name_of(group, what, language, extension):
    """`UNMN-KG-WG-data-members-2026-11-24-EN.pdf`."""
    day = timezone.localdate().isoformat()
    return file_name("UNMN-KG-WG", group.slug, what, day, language=language, extension=extension)


def _title(group):
    return _("Working group “%(group)s”: members as of %(day)s") % {
        "group": in_language(group), "day": moments.short_day(timezone.localdate()),
    }  # fmt: skip


def members_pdf(group, seats, *, language, with_contacts):
    """The list as a tagged PDF."""
    with override(language):
        title = _title(group)
        context = {"group": group, "seats": seats, "title": title, "with_contacts": with_contacts}
        return render_pdf("print/group_members.html", context, language=language, title=title)


def members_xlsx(group, seats, *, with_contacts):
    """The list as a workbook in the active language, one line for each seat."""
    headers = [_("Organisation"), _("Name"), _("Position"), _("Role"), _("From")]
    if with_contacts:
        headers += [_("E-mail address"), _("Telephone")]
    rows = [_line(seat, with_contacts) for seat in seats]
    return render_xlsx([(_("Members"), headers, rows)], title=_title(group))


def _line(seat, with_contacts):
    person = seat.person
    line = [
        in_language(seat.organisation, "acronym"), in_language(person) if person else "",
        person.title if person else "", str(seat.get_role_display()), seat.starts_on,
    ]  # fmt: skip
    if with_contacts:
        line += [person.email, person.phone] if person else [seat.organisation.email, seat.organisation.phone]
    return line


def terms_pdf(terms, version, *, language):
    """One version of the text; what is not agreed carries the mark DRAFT (RULES R10.56)."""
    with override(language):
        title = str(_("Terms of reference: %(group)s") % {"group": in_language(terms.group)})
        is_agreed = version.text_hash == terms.agreed_hash
        draft = None
        if not is_agreed:
            draft = _("DRAFT, %(version)s, %(moment)s") % {
                "version": version, "moment": moments.moment(version.made_at),
            }  # fmt: skip
        context = {
            "terms": terms,
            "group": terms.group,
            "version": version,
            "title": title,
            "is_agreed": is_agreed,
        }
        return render_pdf("print/group_terms.html", context, language=language, title=title, draft=draft)
