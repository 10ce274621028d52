"""The list of documents, and what of it is for one working group."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from foundation.core.access import visible_or_404
from knowledge.filters import DocumentFilter
from knowledge.models import Document, DocumentVersion
from members.standing import Standing
from workinggroups.models import WorkingGroup
from workinggroups.tabs import add_tab
from workinggroups.views.frame import page_of

PAGE = 20
# The first line of the filter; the rest stands behind “More”.
ABOVE = ("q", "kind", "theme", "year")


def _as_listed(rows):
    """Rows with what a list shows: owner, group, and the languages of their files."""
    versions = DocumentVersion.objects.only("document_id", "language").order_by("language")
    return rows.select_related("owner", "group").prefetch_related(Prefetch("versions", queryset=versions))


def _with_languages(page):
    for row in page:
        row.languages = sorted({one.get_language_display() for one in row.versions.all()})
    return page


@require_safe
def document_list(request):
    """The library as this reader may see it; who is not signed in sees what was released (RULES R8.42)."""
    rows = Document.objects.visible_to(request.user)
    shown = DocumentFilter(request.GET, queryset=rows, request=request)
    page = Paginator(_as_listed(shown.qs), PAGE).get_page(request.GET.get("page"))
    below = [name for name in shown.form.fields if name not in ABOVE]
    context = {
        "filter": shown,
        "above": [shown.form[name] for name in ABOVE],
        "below": [shown.form[name] for name in below],
        "is_narrowed": any(request.GET.get(name) for name in below),
        "is_filtered": any(request.GET.get(name) for name in shown.form.fields),
        "page": page,
        "documents": _with_languages(page),
        "may_add": request.user.has_perm("knowledge.add_document"),
        "sees_more_than_released": Standing.of(request.user).person is not None,
    }
    return render(request, "knowledge/document_list.html", context)


@login_required
@require_safe
def group_library(request, slug):
    """What the library holds for one group: its partners see this and nothing else (RULES R8.44)."""
    group = visible_or_404(WorkingGroup, request.user, slug=slug)
    rows = Document.objects.visible_to(request.user).on_the_shelves().filter(group=group)
    page = Paginator(_as_listed(rows), PAGE).get_page(request.GET.get("page"))
    may_add = group.is_at_work and group.pk in Standing.of(request.user).groups
    context = page_of(
        request, group, _("Library"), page=page, documents=_with_languages(page),
        may_add=may_add and request.user.has_perm("knowledge.add_document"),
    )  # fmt: skip
    return render(request, "knowledge/group_library.html", context)


def _sees_space(user, group):
    return user.has_perm("workinggroups.see_space", group)


add_tab("knowledge:group_library", gettext_lazy("Library"), may=_sees_space, place=45)
