"""Updates: the list, one of them, writing, looking at it before it is posted, and taking it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from foundation.audit.models import Act
from foundation.core.access import refusals_as_messages, visible_or_404
from knowledge.forms import ReasonForm
from knowledge.forms_updates import UpdateForm, UpdateListForm, UpdateReadersForm
from knowledge.models import Document, Update
from knowledge.states import UpdateState
from knowledge.views.frame import act_on
from knowledge.workflow import updates as office
from knowledge.workflow.reading import note_update_opened
from members.standing import Standing
from members.views.acts import permitted_or_403, versioned_page
from workinggroups.models import WorkingGroup
from workinggroups.tabs import add_tab
from workinggroups.views.frame import page_of

PAGE = 20
OPENINGS = 50
# Moves that need no words: each is a POST to its own name, and says afterwards what is so now.
PLAIN_MOVES = {
    office.post_update.slug: (office.post_update, gettext_lazy("The update is posted. Its readers see it from now on.")),
    office.discard_update.slug: (office.discard_update, gettext_lazy("The draft is discarded. It can be taken up again on this page.")),
    office.take_up_update.slug: (office.take_up_update, gettext_lazy("It is a draft again.")),
    office.put_back_update.slug: (office.put_back_update, gettext_lazy("The update is posted again.")),
}  # fmt: skip


def the_update(request, pk):
    """The update of the address, or 404."""
    rows = Update.objects.select_related("owner", "group", "author__organisation")
    return visible_or_404(Update, request.user, queryset=rows, pk=pk)


def crumbs_to(shown=None, *labels):
    """From the list to this page."""
    crumbs = [{"label": _("Updates"), "url": reverse("knowledge:update_list")}]
    if shown is not None:
        crumbs.append({"label": shown.title, "url": shown.get_absolute_url()})
    return crumbs + [{"label": label} for label in labels]


def _as_listed(rows, user):
    """Rows with what a list shows."""
    return rows.select_related("owner", "group", "author").with_new_for(user)


@login_required
@require_safe
def update_list(request):
    """What is new, as far as this reader may see it; and their own drafts."""
    standing = Standing.of(request.user)
    if standing.person is None:
        raise Http404
    seen = Update.objects.visible_to(request.user)
    form = UpdateListForm(
        request.GET, seen=seen.filter(state__in=(UpdateState.POSTED, UpdateState.WITHDRAWN))
    )
    asked = form.cleaned_data if form.is_valid() else {}
    rows = seen.filter(state=asked.get("state") or UpdateState.POSTED)
    for name in ("kind", "owner"):
        if asked.get(name):
            rows = rows.filter(**{name: asked[name]})
    page = Paginator(_as_listed(rows, request.user), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "page": page, "updates": page, "is_narrowed": any(asked.values()),
        "drafts": list(seen.filter(state=UpdateState.DRAFT).order_by("-made_at")),
        "may_write": request.user.has_perm("knowledge.write_update"),
    }  # fmt: skip
    return render(request, "knowledge/update_list.html", context)


@login_required
@require_safe
def group_updates(request, slug):
    """What is new for one group: its partners see this and nothing else (RULES R8.44)."""
    group = visible_or_404(WorkingGroup, request.user, slug=slug)
    rows = Update.objects.visible_to(request.user).posted().filter(group=group)
    page = Paginator(_as_listed(rows, request.user), PAGE).get_page(request.GET.get("page"))
    may_write = group.is_at_work and group.pk in Standing.of(request.user).groups
    context = page_of(
        request, group, _("Updates"), page=page, updates=page, in_group=True,
        may_write=may_write and request.user.has_perm("knowledge.write_update"),
    )  # fmt: skip
    return render(request, "knowledge/group_updates.html", context)


@login_required
@require_safe
def update(request, pk):
    """One update; of a draft this is the look at it before it is posted."""
    shown = the_update(request, pk)
    note_update_opened(request.user, shown)
    user, standing = request.user, Standing.of(request.user)
    keeps = user.has_perm("knowledge.change_update_readers", shown)
    records = shown.accesses.select_related("reader__person") if keeps and shown.is_confidential else []
    open_moves = office.UPDATE.open_to(user, shown)
    context = {
        "update": shown,
        "crumbs": crumbs_to(None, shown.title),
        "documents": list(Document.objects.visible_to(user).on_the_shelves().filter(updates=shown)),
        "moves": {move.name: move.slug for move in open_moves},
        "is_mine": standing.person.pk == shown.author_id,
        "records": records[:OPENINGS],
        # Who did what to it is for the Network's own people.
        "acts": Act.objects.about(shown).open() if standing.is_insider else None,
        "passport": _("Internal: %(audience)s.") % {"audience": shown.get_audience_display()},
        "was_saved": "saved" in request.GET,
    }
    return render(request, "knowledge/update.html", context)


def _saved(shown):
    return f"{shown.get_absolute_url()}?saved"


@login_required
def update_new(request):
    """Write an update; it is kept as a draft and looked at before it is posted."""
    permitted_or_403(request, office.write_update)
    asked = WorkingGroup.objects.visible_to(request.user).filter(slug=request.GET.get("group", "")).first()
    initial = {"owner": Standing.of(request.user).organisation_id, "language": request.LANGUAGE_CODE[:2]}
    initial |= {"audience": "group", "group": asked} if asked else {}
    form = UpdateForm(request.POST or None, user=request.user, instance=Update(), initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request):
            made = office.write_update(by=request.user, **form.values())
            messages.success(request, _("The update is kept as a draft. Look at it, then post it."))
            return redirect(_saved(made))
    context = {
        "form": form, "title": office.write_update.label, "keep": "update-new",
        "crumbs": crumbs_to(None, office.write_update.label), "back": reverse("knowledge:update_list"),
    }  # fmt: skip
    return render(request, "knowledge/update_form.html", context)


@login_required
def update_edit(request, pk):
    """Change a draft, or the words of what was posted a short while ago; on a conflict both texts are shown."""
    shown = the_update(request, pk)
    permitted_or_403(request, office.edit_update, shown)
    late = office.edit_update.what_is_missing(shown)
    if late or shown.state not in office.edit_update.sources:
        messages.error(request, " ".join(map(str, late)) or office.UPDATE.refusal(office.edit_update, shown))
        return redirect(shown)
    return versioned_page(
        request, UpdateForm(request.POST or None, user=request.user, instance=shown),
        lambda version, values: office.edit_update(shown, by=request.user, version=version, **values),
        title=_("Edit the update"), back=_saved(shown), crumbs=crumbs_to(shown, _("Edit the update")),
        template="knowledge/update_form.html",
    )  # fmt: skip


@require_POST
@login_required
def update_move(request, pk, move):
    """Post a draft, discard it, take it up again; put back what was withdrawn."""
    shown = the_update(request, pk)
    if move not in PLAIN_MOVES:
        raise Http404
    act, done = PLAIN_MOVES[move]
    with refusals_as_messages(request) as refusals:
        act(shown, by=request.user)
    if not refusals:
        messages.success(request, done)
    return redirect(shown)


@login_required
def update_withdraw(request, pk):
    """Take back what was posted, for a reason."""
    shown = the_update(request, pk)
    return act_on(
        request, shown, office.withdraw_update, ReasonForm(request.POST or None),
        lambda values: office.withdraw_update(shown, by=request.user, **values), kind="danger",
        crumbs=crumbs_to(shown, office.withdraw_update.label),
        text=_("Its readers will not find it any more. It is kept, and can be put back."),
        done=_("The update is withdrawn. It can be put back on this page."),
    )  # fmt: skip


@login_required
def update_readers(request, pk):
    """Widen or narrow who reads what was posted."""
    shown = the_update(request, pk)
    return act_on(
        request, shown, office.change_update_readers,
        UpdateReadersForm(request.POST or None, user=request.user, update=shown),
        lambda values: office.change_update_readers(shown, by=request.user, **values),
        crumbs=crumbs_to(shown, office.change_update_readers.label), button=_("Save"),
        text=_("Who may not read it any more finds it nowhere from then on; letters that have left cannot be called back."),
        done=_("It is recorded for whom the update is."),
    )  # fmt: skip


def _sees_space(user, group):
    return user.has_perm("workinggroups.see_space", group)


add_tab("knowledge:group_updates", gettext_lazy("Updates"), may=_sees_space, place=47)
