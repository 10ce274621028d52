"""Documents of a group: listed, added, read, described, withdrawn, put back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.audit.record import record
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.documents.files import serve, store_upload
from foundation.documents.models import Classification
from members.standing import Standing
from workinggroups.forms import DocumentForm, ReasonForm, UploadForm
from workinggroups.models import GroupDocument
from workinggroups.views.frame import act_on, page_of, the_group
from workinggroups.workflow import documents as office
from workinggroups.workflow.groups import hat_in_group


@login_required
@require_safe
def document_list(request, slug):
    """The group's documents that this reader may see; for who is not in the group, what it shares."""
    group = the_group(request, slug)
    rows = GroupDocument.objects.visible_to(request.user).filter(group=group)
    rows = list(rows.select_related("stored_file", "owner", "added_by__person"))
    for row in rows:
        row.group = group
        row.may_edit = office.edit_document.is_open(request.user, row) and group.is_at_work
        row.may_withdraw = office.withdraw_document.is_open(request.user, row) and row.withdrawn_at is None
        row.may_restore = office.restore_document.is_open(request.user, row) and row.withdrawn_at is not None
    context = page_of(
        request, group, _("Documents"),
        documents=[row for row in rows if row.withdrawn_at is None],
        withdrawn=[row for row in rows if row.withdrawn_at is not None],
        may_add=group.is_at_work and request.user.has_perm("workinggroups.add_document", group),
    )  # fmt: skip
    return render(request, "workinggroups/document_list.html", context)


def _back(group):
    return reverse("workinggroups:document_list", args=[group.slug])


def _document(request, slug, pk):
    group = the_group(request, slug)
    rows = GroupDocument.objects.select_related("stored_file", "group")
    return group, visible_or_404(GroupDocument, request.user, queryset=rows, pk=pk, group=group)


@login_required
@require_safe
def document(request, slug, pk):
    """The file itself; who opens a confidential one is written down (RULES R8.46)."""
    _group, shown = _document(request, slug, pk)
    if shown.classification != Classification.UNCLASSIFIED:
        hat = hat_in_group(request.user, shown)
        record(shown, "workinggroups.read_document", by=request.user, hat=hat, is_sealed=True)
    return serve(shown.stored_file, inline=True, request=request)


@login_required
def document_new(request, slug):
    """Add a file to the group's space."""
    group = the_group(request, slug)
    form = UploadForm(
        request.POST or None, request.FILES or None, is_partner=not Standing.of(request.user).is_of_a_member,
        initial={"owner": Standing.of(request.user).organisation_id},
    )  # fmt: skip

    def add(values):
        stored = store_upload(values.pop("file"), by=request.user)
        values["title"] = values["title"] or stored.name.rsplit(".", 1)[0].replace("_", " ")
        office.add_document(group, by=request.user, stored_file=stored, **values)

    return act_on(
        request, group, office.add_document, form, add, group=group, back=_back(group), button=_("Add"),
        done=_("The document is in the group's space."),
    )  # fmt: skip


@login_required
def document_edit(request, slug, pk):
    group, shown = _document(request, slug, pk)
    form = DocumentForm(
        request.POST or None, instance=shown, is_partner=not Standing.of(request.user).is_of_a_member
    )
    return act_on(
        request, shown, office.edit_document, form,
        lambda values: office.edit_document(shown, by=request.user, **values),
        group=group, back=_back(group), title=_("Describe the document"), button=_("Save"), done=_("Saved."),
    )  # fmt: skip


@login_required
def document_withdraw(request, slug, pk):
    group, shown = _document(request, slug, pk)
    return act_on(
        request, shown, office.withdraw_document, ReasonForm(request.POST or None),
        lambda values: office.withdraw_document(shown, by=request.user, **values),
        group=group, back=_back(group), title=_("Withdraw “%(title)s”") % {"title": shown.title}, kind="danger",
        done=_("The document is withdrawn. Who runs the group can put it back."), button=_("Withdraw"),
    )  # fmt: skip


@require_POST
@login_required
def document_restore(request, slug, pk):
    group, shown = _document(request, slug, pk)
    with refusals_as_messages(request):
        office.restore_document(shown, by=request.user)
        messages.success(request, _("The document is back in the group's space."))
    return redirect(_back(group))
