"""The representation map, and the courtesy notes that come of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.audit.models import Act
from foundation.circulation.pages import preview_page
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.workflow import Stale
from foundation.documents.files import serve_bytes
from meetings.exports_representation import XLSX, in_words, representation_xlsx
from meetings.forms.dates import CourtesyForm
from meetings.letters.courtesy import CourtesyLetter, circulate_courtesy
from meetings.models import CourtesyNote
from meetings.states_cadence import NoteState
from meetings.workflow import courtesy as office
from meetings.workflow.representation import ORDER, map_of, years_of_meetings


@login_required
@require_safe
def representation_map(request):
    """Members × meetings of a year, the figures, and drafted courtesy notes for the secretariat."""
    years, year = _years(request)
    shown = map_of(year)
    base = reverse("meetings:representation_map")
    notes = CourtesyNote.objects.visible_to(request.user).select_related("organisation", "after")
    return render(request, "meetings/representation_map.html", {
        "shown": shown, "years": years, "notes": notes.filter(state=NoteState.DRAFT),
        "rows": [(row, [(word, in_words(word)) for word in row.words]) for row in shown.rows],
        "words": [word.label for word in ORDER],
        "tabs": [{"label": str(one), "url": f"{base}?year={one}", "current": one == year} for one in years],
        "crumbs": [{"label": _("Meetings"), "url": reverse("meetings:meeting_list")}, {"label": _("Representation")}],
    })  # fmt: skip


@login_required
@require_safe
def representation_map_xlsx(request):
    """The same as a spreadsheet."""
    _years_known, year = _years(request)
    return serve_bytes(
        representation_xlsx(map_of(year)), name=f"UNMN-KG-representation-{year}.xlsx", media_type=XLSX
    )


@login_required
def courtesy_note(request, pk):
    """Write the note; it goes only by the next page."""
    note = visible_or_404(CourtesyNote, request.user, pk=pk, queryset=_notes())
    form = CourtesyForm(request.POST or None, instance=CourtesyNote.objects.get(pk=note.pk))
    status = 200
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            try:
                office.edit_note(note, by=request.user, expected=_version(request), **form.cleaned_data)
            except Stale:
                status = 409
                raise
        if not refusals:
            messages.success(request, _("The draft is saved. It is not sent yet."))
            return redirect(note)
    return render(request, "meetings/courtesy_note.html", {
        "note": note, "form": form, "is_draft": note.state == NoteState.DRAFT, "is_stale": status == 409,
        "acts": Act.objects.about(note)[:20],
        "crumbs": [
            {"label": _("Meetings"), "url": reverse("meetings:meeting_list")},
            {"label": _("Representation"), "url": reverse("meetings:representation_map")},
            {"label": str(note.organisation)},
        ],
    }, status=status)  # fmt: skip


@login_required
def courtesy_note_send(request, pk):
    """Look at the letter before it leaves."""
    note = visible_or_404(CourtesyNote, request.user, pk=pk, queryset=_notes())
    if note.state != NoteState.DRAFT:
        return redirect(note)
    return preview_page(
        request, CourtesyLetter(note),
        act=lambda cover: circulate_courtesy(note, by=request.user, cover=cover),
        back=note.get_absolute_url(), title=_("Courtesy note"), noun=_("Courtesy note"),
    )  # fmt: skip


@require_POST
@login_required
def courtesy_note_discard(request, pk):
    """Put it away."""
    note = visible_or_404(CourtesyNote, request.user, pk=pk, queryset=_notes())
    with refusals_as_messages(request) as refusals:
        office.discard_note(note, by=request.user)
    if not refusals:
        messages.success(request, _("The note is discarded. Nobody was written to."))
    return redirect("meetings:representation_map")


def _notes():
    return CourtesyNote.objects.select_related("organisation", "after")


def _version(request):
    given = request.POST.get("version", "")
    return int(given) if given.isdigit() else 0


def _years(request):
    """The years there are, and the one that is shown; for secretariat and co-chairs only."""
    if not request.user.has_perm("meetings.see_attendance_sheet"):
        raise PermissionDenied(
            _("Who was at which meeting is in the minutes. This overview is for those who prepare meetings.")
        )
    years = years_of_meetings() or [timezone.localdate().year]
    wanted = request.GET.get("year", "")
    return years, int(wanted) if wanted.isdecimal() and int(wanted) in years else years[0]
