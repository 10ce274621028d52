"""Files of a document: taken away, added, compared."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.documents.files import file_name, serve, serve_bytes, store_upload
from knowledge.comparing import compare
from knowledge.forms import VersionForm
from knowledge.models import Page
from knowledge.public_copy import copy_for
from knowledge.stamping import PDF, can_be_stamped, stamped, words_of_stamp
from knowledge.views.frame import act_on, open_to_the_public, page_about, the_document
from knowledge.workflow import versions as office
from knowledge.workflow.reading import is_on_record, note_download

ADDING = {
    "language": office.add_language_version,
    "revise": office.revise_document,
    "correct": office.correct_document,
}


def version_of(document, pk):
    """The version of this document with this key, or 404."""
    found = document.versions.select_related("stored_file").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.document = document
    return found


@open_to_the_public
@require_safe
def file(request, pk, version):
    """The file itself: stamped for partners and where it is confidential, and written down (RULES R8.46)."""
    shown = the_document(request, pk)
    wanted = version_of(shown, version)
    note_download(request.user, shown, wanted)
    name, stored = _name_of(wanted), copy_for(request.user, wanted)
    if is_on_record(request.user, shown) and can_be_stamped(stored):
        with stored.file.open("rb") as source:
            data = stamped(source.read(), words_of_stamp(request.user, shown), get_language()[:2])
        if data is not None:
            return serve_bytes(data, name=name, media_type=PDF, inline=True)
    return serve(stored, name=name, inline=True, request=request)


def _name_of(version):
    """By its symbol, once it has one (RULES R10.56); while it is a draft, as it was given."""
    if not version.document.symbol:
        return version.stored_file.name
    extension = version.stored_file.name.rpartition(".")[2].lower()
    return file_name(version.symbol, language=version.language, extension=extension)


@login_required
def version_new(request, pk):
    """Add a file: another language, a new version, a correction; nothing is overwritten (RULES R8.45)."""
    shown = the_document(request, pk)
    form = VersionForm(
        request.POST or None,
        request.FILES or None,
        initial={"what": "language" if shown.symbol else "revise"},
    )

    def add(values):
        move = ADDING[values.pop("what")]
        if move is not office.add_language_version:
            del values["is_translation"]
        stored = store_upload(values.pop("file"), by=request.user)
        move(shown, by=request.user, stored_file=stored, **values)

    return act_on(
        request, shown, office.add_language_version, form, add, title=_("Add a file"), button=_("Add"),
        done=_("The file is added. Those before it stay where they were."),
    )  # fmt: skip


@open_to_the_public
@require_safe
def compare_versions(request, pk):
    """The text of two versions beside each other, with what was taken out and put in."""
    shown = the_document(request, pk)
    rows = list(shown.versions.select_related("stored_file").order_by("language", "number"))
    for row in rows:
        row.document = shown
        row.label = _("%(version)s, %(language)s") % {
            "version": row.suffix or _("Original"), "language": row.get_language_display(),
        }  # fmt: skip
    before, after = _chosen(request, rows)
    both = [row for row in (before, after) if row is not None]
    read = set(Page.objects.filter(version__in=both).values_list("version", flat=True))
    unread = [row for row in both if row.pk not in read]
    context = page_about(
        request, shown, _("Compare versions"), versions=rows, before=before, after=after, unread=unread,
        comparison=compare(before, after) if before and after and not unread else None,
    )  # fmt: skip
    return render(request, "knowledge/compare.html", context)


def _chosen(request, rows):
    """The two versions of the address; else the newest of a language and the one before it."""
    by_key = {str(row.pk): row for row in rows}
    before, after = by_key.get(request.GET.get("before")), by_key.get(request.GET.get("after"))
    if before and after:
        return before, after
    for number in range(len(rows) - 1, 0, -1):
        if rows[number].language == rows[number - 1].language:
            return rows[number - 1], rows[number]
    return None, None
