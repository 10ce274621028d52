"""Letters to a group: written, looked at, circulated; they stay on the group's page."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.circulation.pages import preview_page
from foundation.circulation.workflow import circulate, note_opened
from foundation.core.access import visible_or_404
from members.models import Parameter
from members.views.acts import act_page, permitted_or_403
from workinggroups.forms import NoteForm
from workinggroups.letters import letters_to_group
from workinggroups.models import GroupNote
from workinggroups.views.frame import act_on, crumbs_of, page_of, space_or_404
from workinggroups.workflow import notes as office


@login_required
@require_safe
def note_list(request, slug):
    """What was written to the group, and the drafts of who writes."""
    group = space_or_404(request, slug)
    rows = list(
        GroupNote.objects.visible_to(request.user).filter(group=group).select_related("written_by__person")
    )
    context = page_of(
        request, group, _("Letters"), drafts=[row for row in rows if row.sent_at is None],
        letters=[row for row in rows if row.sent_at is not None],
        may_write=group.is_at_work and request.user.has_perm("workinggroups.write_note", group),
    )  # fmt: skip
    return render(request, "workinggroups/note_list.html", context)


def _note(request, slug, pk):
    group = space_or_404(request, slug)
    rows = GroupNote.objects.select_related("group", "written_by__person")
    return group, visible_or_404(GroupNote, request.user, queryset=rows, pk=pk, group=group)


def _at(group):
    return (_("Letters"), reverse("workinggroups:note_list", args=[group.slug]))


@login_required
@require_safe
def note(request, slug, pk):
    """One letter."""
    group, shown = _note(request, slug, pk)
    note_opened(request.user, shown)
    context = page_of(request, group, note=shown, may_send=office.send_note.is_open(request.user, shown))
    context["crumbs"] = crumbs_of(group, shown.title, at=_at(group))
    return render(request, "workinggroups/note.html", context)


@login_required
def note_new(request, slug):
    """Write a letter; then it is looked at as each will get it, and circulated."""
    group = space_or_404(request, slug)
    permitted_or_403(request, office.write_note, group)
    made = []
    return act_page(
        request, NoteForm(request.POST or None),
        lambda values: made.append(office.write_note(group, by=request.user, **values)),
        title=_("Write to the group"), back=lambda: _circulation_of(made[0]),
        leave=_at(group)[1], button=_("Go on"), done=_("The letter is kept as a draft. Look at it, then circulate it."),
        crumbs=crumbs_of(group, _("Write to the group"), at=_at(group)),
    )  # fmt: skip


def _circulation_of(shown):
    return reverse("workinggroups:note_circulate", args=[shown.group.slug, shown.pk])


@login_required
def note_edit(request, slug, pk):
    group, shown = _note(request, slug, pk)
    return act_on(
        request, shown, office.edit_note, NoteForm(request.POST or None, instance=shown),
        lambda values: office.edit_note(shown, by=request.user, **values),
        group=group, back=_circulation_of(shown), title=_("Edit the draft"), button=_("Save and look at it"),
        done=_("Saved."),
    )  # fmt: skip


@login_required
def note_circulate(request, slug, pk):
    """Look at the letter before it leaves: members of the Network and partners apart (RULES R10.54, R10.55)."""
    _group, shown = _note(request, slug, pk)
    permitted_or_403(request, office.send_note, shown)
    if shown.sent_at is not None:
        return redirect(shown)
    letters = letters_to_group(shown)

    def act(covering):
        minutes = Parameter.value_of("call_back_minutes")
        with transaction.atomic():
            office.send_note(shown, by=request.user)
            return [
                circulate(letter, by=request.user, note=covering, hold_minutes=minutes)
                for letter in letters
                if letter.recipients()
            ]

    return preview_page(
        request, letters, act=act, back=reverse("workinggroups:note_edit", args=[slug, pk]),
        title=_("Circulate the letter to the group"), noun=shown.title, after=shown.get_absolute_url(),
    )  # fmt: skip
