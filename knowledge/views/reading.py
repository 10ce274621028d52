"""The words of a file in the browser, page by page, for who may see its document only."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.core.access import refusals_as_messages
from knowledge.views.frame import crumbs_of, open_to_the_public, passport_of, the_document
from knowledge.views.versions import version_of
from knowledge.workflow import words as office
from knowledge.workflow.reading import is_on_record, note_opened

AT_ONCE = 25


@open_to_the_public
@require_safe
def read(request, pk, version):
    """Pages as text; `?page=7` shows those around page 7, each under `#page-7`, to which the search leads."""
    shown = the_document(request, pk)
    wanted = version_of(shown, version)
    note_opened(request.user, shown)
    pages = Paginator(wanted.page_texts.order_by("number"), AT_ONCE)
    context = {
        "document": shown, "version": wanted, "crumbs": crumbs_of(shown, _("Read here")),
        "passport": passport_of(shown),
        "pages": pages.get_page(_part(request, wanted)),
        "is_pdf": wanted.stored_file.media_type == "application/pdf",
        "is_picture": wanted.stored_file.media_type in ("image/png", "image/jpeg"),
        "is_on_record": is_on_record(request.user, shown),
    }  # fmt: skip
    return render(request, "knowledge/read.html", context)


def _part(request, version):
    """Which part holds the page of the address; they are counted by rows, for pages may be missing."""
    wanted = request.GET.get("page", "")
    if not wanted.isdigit() or len(wanted) > 9:
        return request.GET.get("part", 1)
    before = version.page_texts.filter(number__lt=int(wanted)).count()
    return before // AT_ONCE + 1


@require_POST
@login_required
def read_again(request, pk, version):
    """Have the words read again."""
    shown = the_document(request, pk)
    wanted = version_of(shown, version)
    with refusals_as_messages(request) as refusals:
        office.read_again(wanted, by=request.user)
    if not refusals:
        messages.success(request, _("The file is read again in a moment."))
    return redirect(shown)
