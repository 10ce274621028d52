"""Many files at once into the library: sent in pieces, looked at, described, made drafts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from foundation.core.access import refusals_as_messages
from foundation.documents import tus, uploads
from foundation.documents.models import Upload
from knowledge.forms_intake import OwnerForm, UploadForm
from knowledge.intake import same_in_library, suggestion_for
from knowledge.views.frame import crumbs_of
from knowledge.workflow import documents as office
from members.standing import Standing
from members.views.acts import permitted_or_403


@login_required
def intake(request):
    """The page: choose or drop files, see what came of each, make drafts of them."""
    permitted_or_403(request, office.add_document)
    if request.method == "POST" and request.FILES:
        for file in request.FILES.getlist("files"):
            with refusals_as_messages(request):
                uploads.take_whole(file, by=request.user)
        return redirect("knowledge:intake")
    data = request.POST if request.method == "POST" else None
    shelf = reverse("knowledge:document_list")
    owner = OwnerForm(data, user=request.user, initial={"owner": Standing.of(request.user).organisation_id})
    rows = _rows(request, _mine(request), data)
    if data is not None and _make_drafts(request, owner, rows):
        return redirect("knowledge:intake") if _mine(request).exists() else redirect(f"{shelf}?state=draft")
    context = {"owner": owner, "rows": rows, "crumbs": crumbs_of(None, _("Upload files"))}
    return render(request, "knowledge/intake.html", context)


def _mine(request):
    return Upload.objects.filter(by=request.user).select_related("stored_file")


def _rows(request, sent, data=None):
    """Each upload with what is to be said of it, and its form once it was taken."""
    hashes = [upload.stored_file.sha256 for upload in sent if upload.stored_file]
    known = same_in_library(hashes, request.user)
    return [_row(upload, known, data) for upload in sent]


def _row(upload, known, data):
    row = {"upload": upload, "offset": uploads.offset_of(upload), "form": None, "same": None}
    if upload.stored_file:
        row["same"] = known.get(upload.stored_file.sha256)
        initial = {**suggestion_for(upload), "take": row["same"] is None}
        # A file that came after the page was drawn is not in what was posted.
        posted = data if data is not None and f"{upload.pk}-title" in data else None
        row["form"] = UploadForm(posted, prefix=str(upload.pk), initial=initial)
    return row


def _make_drafts(request, owner, rows):
    """Make a draft of each ticked file; whether all could be made. What could not keeps its words."""
    ticked = [row for row in rows if row["form"] is not None and row["form"].is_ticked]
    if not ticked:
        messages.error(request, _("Tick the files of which you want to make drafts."))
        return False
    if not all([owner.is_valid(), *(row["form"].is_valid() for row in ticked)]):
        return False
    made = 0
    with refusals_as_messages(request) as refusals:
        for row in ticked:
            values = {name: value for name, value in row["form"].cleaned_data.items() if name != "take"}
            office.add_document(
                by=request.user, owner=owner.cleaned_data["owner"],
                stored_file=row["upload"].stored_file, **values,
            )  # fmt: skip
            row["upload"].delete()
            made += 1
    if made:
        messages.success(
            request,
            ngettext(
                "%(count)s draft is made. Look at it, then put it into the library.",
                "%(count)s drafts are made. Look at each, then put it into the library.",
                made,
            )
            % {"count": made},
        )
    return not refusals


@login_required
def upload_list(request):
    """Where the protocol begins an upload; a browser that comes here is shown the page."""
    permitted_or_403(request, office.add_document)
    if not tus.is_tus(request):
        return redirect("knowledge:intake")
    return tus.collection(request, lambda upload: reverse("knowledge:upload", args=[upload.pk]))


@login_required
def upload(request, pk):
    """One upload of one's own: pieces by the protocol, and what came of it as a row of the page."""
    wanted = get_object_or_404(_mine(request), pk=pk)
    if tus.is_tus(request):
        return tus.one(request, wanted)
    if request.method != "GET":
        raise Http404
    return render(request, "knowledge/_upload.html", {"row": _rows(request, [wanted])[0]})


@require_POST
@login_required
def upload_discard(request, pk):
    """Forget an upload of one's own."""
    wanted = get_object_or_404(_mine(request), pk=pk)
    uploads.discard(wanted)
    messages.success(request, _("“%(name)s” is discarded.") % {"name": wanted.name})
    return redirect("knowledge:intake")
