"""The agenda as circulated, its downloads, and the pages from which letters about a meeting leave."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.audit.models import Act
from foundation.circulation.pages import preview_page
from foundation.circulation.workflow import note_opened
from foundation.core.access import visible_or_404
from foundation.core.templatetags.ui import in_language
from foundation.documents.files import file_name, serve, serve_bytes
from meetings import exports, letters
from meetings.asked import takes_part
from meetings.models import Meeting, Paper
from meetings.states import Edition
from meetings.views.reading import agenda_for, guest_organisation, revisions_for
from meetings.workflow.circulated import latest_revision, unissued
from members.models import Organisation
from members.standing import Standing

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_required
def agenda(request, slug):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    number = request.GET.get("revision", "")
    note_opened(request.user, meeting)
    crumbs = [
        {"label": _("Meetings"), "url": reverse("meetings:meeting_list")},
        {"label": in_language(meeting, "title"), "url": meeting.get_absolute_url()}, {"label": _("Agenda")},
    ]  # fmt: skip
    shown = agenda_for(request.user, meeting, int(number) if number.isdigit() else None)
    if takes_part(request.user, meeting) and Standing.of(request.user).is_of_a_member:
        shown["acts"] = Act.objects.about(meeting).open().filter(verb="meetings.issue_agenda")
    return render(request, "meetings/agenda.html", shown | {"meeting": meeting, "crumbs": crumbs})


@login_required
def agenda_pdf(request, slug):
    meeting, revision = _revision(request, slug)
    language, guest = get_language(), guest_organisation(request.user, meeting)
    is_latest = revisions_for(request.user, meeting).first().number == revision.number
    if is_latest and (guest or Standing.of(request.user).is_insider):
        return serve(exports.keep_agenda(revision, language, guest=guest), inline=True, request=request)
    # Made anew: a superseded revision says so, and a reader of reports sees no title of a confidential paper.
    data = exports.agenda_pdf(revision, language, guest=guest, papers=_papers(request.user, meeting))
    name = exports.agenda_file_name(revision, language, "pdf")
    return serve_bytes(data, name=name, media_type=exports.PDF, inline=True)


@login_required
def agenda_docx(request, slug):
    meeting, revision = _revision(request, slug)
    language, guest = get_language(), guest_organisation(request.user, meeting)
    data = exports.agenda_docx(revision, language, guest=guest, papers=_papers(request.user, meeting))
    return serve_bytes(data, name=exports.agenda_file_name(revision, language, "docx"), media_type=DOCX)


@login_required
def agenda_ics(request, slug):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    name = file_name(meeting.symbol, language=get_language(), extension="ics")
    return serve_bytes(exports.agenda_ics(meeting), name=name, media_type="text/calendar")


@login_required
def agenda_circulate(request, slug, edition):
    meeting = _meeting(request, slug, "meetings.issue_agenda")
    if edition not in Edition.values:
        raise Http404
    if request.GET.get("file", "").startswith("preview"):
        return _previewed(meeting, edition, request.GET["file"])
    return preview_page(
        request, letters.agenda_letters(meeting, edition),
        act=lambda note: letters.circulate_agenda(meeting, by=request.user, edition=edition, note=note),
        back=reverse("meetings:agenda_edit", args=[slug]), title=Edition(edition).label,
        after=meeting.get_absolute_url(),
        noun=in_language(meeting, "title"),
    )  # fmt: skip


@login_required
def agenda_circulate_guests(request, slug):
    meeting = _meeting(request, slug, "meetings.issue_agenda")
    if latest_revision(meeting) is None:
        raise Http404
    letter = letters.agenda_for_guests(meeting)
    return preview_page(
        request, letter,
        act=lambda note: letters.circulate_letter(letter, by=request.user, note=note),
        back=meeting.get_absolute_url(), after=meeting.get_absolute_url(), title=_("Agenda for the guests"),
        noun=in_language(meeting, "title"),
    )  # fmt: skip


@login_required
def meeting_circulate(request, slug, occasion):
    meeting = _meeting(request, slug, "meetings.raise_sequence")
    to = letters.GUESTS if request.GET.get("mailing") == letters.GUESTS else letters.MEMBERS
    letter = letters.letter_of(occasion, meeting, to=to)
    if letter is None or meeting.state not in letters.WHEN[occasion]:
        raise Http404
    return preview_page(
        request, letter,
        act=lambda note: letters.circulate_letter(letter, by=request.user, note=note),
        back=meeting.get_absolute_url(), after=meeting.get_absolute_url(), title=letter.title(), noun=in_language(meeting, "title"),
    )  # fmt: skip


def _meeting(request, slug, permission):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    if not request.user.has_perm(permission, meeting):
        raise PermissionDenied(_("Letters of the Network are circulated by the secretariat."))
    return meeting


def _papers(user, meeting):
    """The keys of the papers that somebody may open."""
    return set(Paper.objects.visible_to(user).filter(item__meeting=meeting).values_list("pk", flat=True))


def _previewed(meeting, edition, key):
    """The PDF of a revision that is not issued yet, as `exports.keep_agenda` names it: preview-en-7."""
    language, _dash, guest = key.removeprefix("preview-").partition("-")
    body = Organisation.objects.filter(pk=int(guest)).first() if guest.isdigit() else None
    revision = unissued(meeting, Edition(edition))
    data = exports.agenda_pdf(
        revision, language if language in dict(settings.LANGUAGES) else "en", guest=body
    )
    name = exports.agenda_file_name(revision, language, "pdf")
    return serve_bytes(data, name=name, media_type=exports.PDF, inline=True)


def _revision(request, slug):
    """The revision asked for (the latest one); 404 where none was circulated."""
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    number = request.GET.get("revision", "")
    rows = revisions_for(request.user, meeting)
    revision = rows.filter(number=int(number)).first() if number.isdigit() else rows.first()
    if revision is None:
        raise Http404
    return meeting, revision
