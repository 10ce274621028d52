"""What a group owes: the list, each with its history, and the acts on it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from foundation.audit.models import Act
from foundation.core.access import visible_or_404
from foundation.core.templatetags.ui import in_language
from members.standing import Standing
from members.views.acts import permitted_or_403, versioned_page
from workinggroups.forms import DeliverableForm, DeliverForm, MoveDayForm, NothingForm, ReasonForm
from workinggroups.models import Deliverable, GroupDocument
from workinggroups.states import DeliverableState
from workinggroups.views.frame import act_on, crumbs_of, page_of, the_group
from workinggroups.workflow import deliverables as office


@login_required
@require_safe
def deliverable_list(request, slug):
    """What is owed, by its day; then what was delivered or dropped."""
    group = the_group(request, slug)
    rows = list(group.deliverables.select_related("owner", "person", "document"))
    context = page_of(
        request, group, _("Deliverables"),
        owed=[row for row in rows if row.state == DeliverableState.PLANNED],
        ended=[row for row in reversed(rows) if row.state != DeliverableState.PLANNED],
        may_plan=group.is_at_work and request.user.has_perm("workinggroups.plan_deliverable", group),
    )  # fmt: skip
    return render(request, "workinggroups/deliverable_list.html", context)


def _deliverable(request, slug, pk):
    group = the_group(request, slug)
    rows = Deliverable.objects.select_related("group", "owner", "person", "document")
    return group, visible_or_404(Deliverable, request.user, queryset=rows, pk=pk, group=group)


@login_required
@require_safe
def deliverable(request, slug, pk):
    group, shown = _deliverable(request, slug, pk)
    document = None
    if shown.document_id:
        document = GroupDocument.objects.visible_to(request.user).filter(pk=shown.document_id).first()
    standing = Standing.of(request.user)
    context = page_of(
        request, group, in_language(shown, "title"), deliverable=shown, document=document,
        moves=[
            {"label": move.label, "slug": move.slug, "url": _address(group, shown, move)}
            for move in office.DELIVERABLE.open_to(request.user, shown)
            if group.is_at_work
        ],
        acts=Act.objects.about(shown).open() if standing.is_insider or standing.is_pmt_reader else None,
    )  # fmt: skip
    return render(request, "workinggroups/deliverable.html", context)


def _address(group, shown, move):
    if move is office.edit_deliverable:
        return reverse("workinggroups:deliverable_edit", args=[group.slug, shown.pk])
    return reverse("workinggroups:deliverable_move", args=[group.slug, shown.pk, move.slug])


@login_required
def deliverable_new(request, slug):
    group = the_group(request, slug)
    return act_on(
        request, group, office.plan_deliverable, DeliverableForm(request.POST or None, group=group),
        lambda values: office.plan_deliverable(group, by=request.user, **values),
        group=group, back=reverse("workinggroups:deliverable_list", args=[slug]), button=_("Plan"),
        done=_("The deliverable is planned. It stands in the calendar of the group's people."),
    )  # fmt: skip


@login_required
def deliverable_edit(request, slug, pk):
    group, shown = _deliverable(request, slug, pk)
    permitted_or_403(request, office.edit_deliverable, shown)
    return versioned_page(
        request, DeliverableForm(request.POST or None, instance=shown, group=group),
        lambda version, values: office.edit_deliverable(shown, by=request.user, version=version, **values),
        title=_("Edit the deliverable"), back=shown.get_absolute_url(),
        crumbs=crumbs_of(group, _("Edit"), at=(in_language(shown, "title"), shown.get_absolute_url())),
    )  # fmt: skip


SHAPES = {
    office.move_due_day.slug: (office.move_due_day, MoveDayForm, gettext_lazy("The day is moved.")),
    office.deliver.slug: (office.deliver, DeliverForm, gettext_lazy("Delivered. Thank you.")),
    office.drop_deliverable.slug: (
        office.drop_deliverable,
        ReasonForm,
        gettext_lazy("The deliverable is dropped."),
    ),
    office.take_up_again.slug: (
        office.take_up_again,
        NothingForm,
        gettext_lazy("The deliverable is owed again."),
    ),
}


@login_required
def deliverable_move(request, slug, pk, move):
    """One act on a deliverable: its page asks, its button does it."""
    group, shown = _deliverable(request, slug, pk)
    if move not in SHAPES:
        raise Http404
    act, shape, done = SHAPES[move]
    options = {}
    if shape is DeliverForm:
        options["documents"] = GroupDocument.objects.visible_to(request.user).kept().filter(group=group)
    return act_on(
        request, shown, act, shape(request.POST or None, **options),
        lambda values: act(shown, by=request.user, **values),
        group=group, back=shown.get_absolute_url(), done=done,
        title=f"{act.label}: {in_language(shown, 'title')}", button=act.label,
        kind="danger" if act is office.drop_deliverable else "",
    )  # fmt: skip
