"""The agenda editor: one page, and small addresses that answer JSON to it and pages to browsers without script."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.audit.changes import with_changes
from foundation.audit.models import Act
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.templatetags.ui import in_language
from foundation.core.workflow import NotPermitted, Refused, Stale
from foundation.documents.models import Audience, Classification
from meetings.forms import ItemForm, MoveForm, NewItemForm
from meetings.models import AgendaItem, AgendaTemplate, Meeting, Paper
from meetings.states import ItemKind
from meetings.views.answers import answer_json, refusal_json, wants_json
from meetings.workflow import agenda as office
from meetings.workflow.circulated import latest_revision
from meetings.workflow.meeting import AHEAD
from meetings.workflow.offers import offered_to
from meetings.workflow.papers import papers_due
from meetings.workflow.templates import last_agenda
from members.models import Organisation, Person


@login_required
def agenda_edit(request, slug):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    if not request.user.has_perm("meetings.add_item", meeting):
        return redirect("meetings:agenda", slug=slug)
    items = office.agenda_of(meeting)
    crumbs = [
        {"label": _("Meetings"), "url": reverse("meetings:meeting_list")},
        {"label": in_language(meeting, "title"), "url": meeting.get_absolute_url()},
        {"label": _("Agenda")},
    ]
    return render(request, "meetings/agenda_edit.html", _choices() | {
        "meeting": meeting, "items": items, "crumbs": crumbs, "is_open": meeting.state in AHEAD,
        "total": sum(item.minutes for item in items), "beyond": office.minutes_beyond(meeting, items),
        "revision": latest_revision(meeting), "papers_due": papers_due(meeting), "people": _people(),
        "bodies": _bodies(), "new_form": NewItemForm(meeting=meeting), "acts": _history(meeting),
    } | _beginnings(request, meeting, items))  # fmt: skip


def _history(meeting):
    """What was done to the items, those that were taken off too, to their papers, and to their order."""
    items = list(AgendaItem.objects.filter(meeting=meeting))
    acts = Act.objects.about(*items, *Paper.objects.filter(item__meeting=meeting)) | Act.objects.about(
        meeting
    ).filter(verb__in=("meetings.move_item", "meetings.issue_agenda"))
    return with_changes(acts.open(), *items, verbs=("meetings.edit_item",))


@login_required
def agenda_items(request, slug):
    """The agenda as data: by it the editor learns what others changed."""
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    if not request.user.has_perm("meetings.add_item", meeting):
        return answer_json({"refused": _("You may not edit this agenda.")}, status=403)
    items = office.agenda_of(meeting)
    known = set(request.GET.get("known", "").split(","))
    html = {row.pk: row_html(request, meeting, row) for row in items if str(row.pk) not in known}
    return answer_json(
        {"items": [item_data(row) for row in items], "html": html, "length": meeting.minutes_long}
    )


@require_POST
@login_required
def item_new(request, slug):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    form = NewItemForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return (
            refusal_json(form.errors.as_text())
            if wants_json(request)
            else redirect("meetings:agenda_edit", slug=slug)
        )
    if not wants_json(request):
        with refusals_as_messages(request):
            office.add_item(meeting, by=request.user, **form.words)
        return redirect("meetings:agenda_edit", slug=slug)
    return _as_json(lambda: _added(request, meeting, office.add_item(meeting, by=request.user, **form.words)))


@login_required
def item_edit(request, slug, pk):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    item = visible_or_404(AgendaItem, request.user, pk=pk, meeting=meeting)
    sent = request.POST["sent"].split(",") if "sent" in request.POST else None
    form = ItemForm(request.POST or None, instance=AgendaItem.objects.get(pk=item.pk), sent=sent)
    if wants_json(request):
        return _save_json(request, item, form)
    theirs = None
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            try:
                office.edit_item(item, by=request.user, expected=form.expected_version, **form.words)
            except Stale as stale:
                theirs = stale.current
                form.data = form.data.copy() | {"expected": str(theirs.version)}
                raise
        if not refusals:
            messages.success(request, _("The item is saved."))
            return redirect("meetings:agenda_edit", slug=slug)
    return _item_page(request, meeting, item, form, theirs)


@require_POST
@login_required
def item_move(request, slug, pk):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    item = visible_or_404(AgendaItem, request.user, pk=pk, meeting=meeting)
    form = MoveForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return refusal_json(_("This item is no longer on the agenda. Reload the page."))
    if not wants_json(request):
        with refusals_as_messages(request):
            office.move_item(meeting, by=request.user, item=item, **form.cleaned_data)
        return redirect(reverse("meetings:agenda_edit", args=[slug]) + f"#item-{pk}")
    return _as_json(
        lambda: _ordered(meeting, office.move_item(meeting, by=request.user, item=item, **form.cleaned_data))
    )


@require_POST
@login_required
def item_remove(request, slug, pk):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    item = visible_or_404(AgendaItem, request.user, pk=pk, meeting=meeting)
    if not wants_json(request):
        with refusals_as_messages(request):
            office.remove_item(item, by=request.user)
        return redirect("meetings:agenda_edit", slug=slug)
    return _as_json(lambda: {"with": office.remove_item(item, by=request.user), **_ordered(meeting)})


@require_POST
@login_required
def item_restore(request, slug, pk):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    item = visible_or_404(AgendaItem, request.user, pk=pk, meeting=meeting)
    keys = [int(key) for key in request.POST.getlist("with") if key.isdigit()]
    if not wants_json(request):
        with refusals_as_messages(request):
            office.restore_item(item, by=request.user, with_items=keys)
        return redirect("meetings:agenda_edit", slug=slug)
    return _as_json(
        lambda: _restored(request, meeting, office.restore_item(item, by=request.user, with_items=keys))
    )


@require_POST
@login_required
def standing_items(request, slug):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    with refusals_as_messages(request):
        office.add_standing_items(meeting, by=request.user)
    return redirect("meetings:agenda_edit", slug=slug)


def item_data(item):
    """An item as the editor's script knows it."""
    return {
        "pk": item.pk, "version": item.version, "parent": item.parent_id, "title": item.title,
        "title_ru": item.title_ru, "title_ky": item.title_ky, "kind": item.kind, "minutes": item.minutes,
        "description": item.description, "expected_outcome": item.expected_outcome,
        "outside_presenter": item.outside_presenter, "secretariat_notes": item.secretariat_notes,
        "is_open_to_guests": item.is_open_to_guests,
        "presenters": [person.pk for person in item.presenters.all()],
        "presenting": [body.pk for body in item.presenting.all()],
    }  # fmt: skip


def row_html(request, meeting, item):
    """One row of the editor, as the page draws it."""
    context = _choices() | {
        "meeting": meeting,
        "item": item,
        "papers_due": papers_due(meeting),
        "is_open": True,
    }
    return render_to_string("meetings/_agenda_row.html", context, request)


def _as_json(act):
    try:
        return answer_json(act())
    except NotPermitted as refusal:
        return refusal_json(str(refusal), status=403)
    except Refused as refusal:
        return refusal_json(str(refusal))


def _save_json(request, item, form):
    if not form.is_valid():
        sentences = [str(error) for errors in form.errors.values() for error in errors]
        return answer_json({"refused": " ".join(sentences), "fields": list(form.errors)}, status=422)
    try:
        office.edit_item(item, by=request.user, expected=form.expected_version, **form.words)
    except Stale as stale:
        return answer_json({"refused": str(stale), "current": item_data(stale.current)}, status=409)
    except NotPermitted as refusal:
        return refusal_json(str(refusal), status=403)
    except Refused as refusal:
        return refusal_json(str(refusal))
    return answer_json({"item": item_data(AgendaItem.objects.get(pk=item.pk))})


def _ordered(meeting, _done=None):
    rows = meeting.items.on_agenda()
    return {"order": [{"pk": row.pk, "parent": row.parent_id} for row in rows]}


def _added(request, meeting, item):
    return _ordered(meeting) | {
        "pk": item.pk,
        "html": {item.pk: row_html(request, meeting, _with_times(meeting, item))},
    }


def _restored(request, meeting, _done):
    """All rows anew: the editor puts in those that it does not show."""
    rows = office.agenda_of(meeting)
    return _ordered(meeting) | {"html": {row.pk: row_html(request, meeting, row) for row in rows}}


def _with_times(meeting, item):
    return next(row for row in office.agenda_of(meeting) if row.pk == item.pk)


def _item_page(request, meeting, item, form, theirs):
    crumbs = [
        {"label": _("Meetings"), "url": reverse("meetings:meeting_list")},
        {"label": in_language(meeting, "title"), "url": meeting.get_absolute_url()},
        {"label": _("Agenda"), "url": reverse("meetings:agenda_edit", args=[meeting.slug])},
        {"label": item.title},
    ]
    return render(request, "meetings/item_form.html", {
        "meeting": meeting, "item": item, "form": form, "theirs": theirs, "crumbs": crumbs,
        "papers_due": papers_due(meeting), "papers": item.papers.filter(removed_at__isnull=True).select_related("stored_file"),
    }, status=409 if theirs else 200)  # fmt: skip


def _choices():
    return {
        "kinds": ItemKind.choices, "classifications": Classification.choices, "audiences": Audience.choices,
        "languages": settings.LANGUAGES,
    }  # fmt: skip


def _people():
    rows = Person.objects.filter(left_on__isnull=True).select_related("organisation").order_by("name")
    return [
        {
            "pk": row.pk,
            "label": row.name,
            "note": str(row.organisation),
            "also": f"{row.name_ru} {row.name_ky}",
        }
        for row in rows
    ]


def _bodies():
    rows = Organisation.objects.order_by("acronym")
    return [
        {"pk": row.pk, "label": row.acronym, "note": row.name, "also": f"{row.name_ru} {row.name_ky}"}
        for row in rows
    ]


def _beginnings(request, meeting, items):
    """What the editor offers, what was just taken, and with what an empty agenda may begin."""
    taken = request.GET.get("taken", "")
    found = {
        "offered": offered_to(meeting) if meeting.state in AHEAD else [],
        "taken": next((item for item in items if str(item.pk) == taken), None),
    }
    if items:
        return found
    templates = AgendaTemplate.objects.in_use().filter(kind=meeting.kind)
    return found | {"templates": templates, "last_agenda": last_agenda(meeting)}
