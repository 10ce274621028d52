"""Minutes as they are taken: the editor, what is recorded under an item, sending for review, files."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reselect, reswap, retarget

from foundation.circulation.pages import preview_page
from foundation.circulation.workflow import circulate
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.moments import clock
from foundation.core.workflow import NotPermitted, Refused, Stale
from foundation.documents.files import serve, serve_bytes
from meetings import exports_minutes as exports
from meetings import verbs
from meetings.access import sees_internal
from meetings.forms_minutes import ActionForm, DecisionForm, NotesForm, SealedForm
from meetings.letters_minutes import MinutesForReview
from meetings.models import Meeting, Minutes, MinutesEntry
from meetings.reading_minutes import version_for
from meetings.states import MinutesState
from meetings.tasks_minutes import tell_who_acts
from meetings.workflow import notes
from meetings.workflow.minutes import (
    is_not_ready,
    let_names_stay,
    send_again_for_review,
    send_for_review,
    was_called_back,
)
from meetings.workflow.minutes_text import Voices, agenda_in_order
from meetings.workflow.names import names_found, text_key
from members.models import Organisation


def minutes_of(request, slug):
    """The minutes that this user may see, or 404."""
    rows = Minutes.objects.select_related("meeting", "text")
    return visible_or_404(Minutes, request.user, queryset=rows, meeting__slug=slug)


def _taker(request, slug):
    minutes = minutes_of(request, slug)
    if not request.user.has_perm("meetings.take_minutes", minutes):
        raise PermissionDenied(_("Minutes are taken by the secretariat."))
    return minutes


@login_required
@require_POST
def minutes_begin(request, slug):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    with refusals_as_messages(request) as refusals:
        notes.begin_minutes(meeting, by=request.user)
    return redirect("meetings:meeting" if refusals else "meetings:minutes_edit", slug=slug)


@login_required
@require_GET
def minutes_edit(request, slug):
    minutes = _taker(request, slug)
    if minutes.state != MinutesState.DRAFT:
        return redirect("meetings:minutes", slug=slug)
    names = names_found(minutes)
    return render(
        request,
        "meetings/minutes_edit.html",
        {
            "minutes": minutes,
            "meeting": minutes.meeting,
            "sections": sections_of(minutes),
            "missing": list(is_not_ready(minutes)),
            "names": names if names and minutes.names_looked_at != text_key(minutes) else [],
            "verbs": verbs.for_the_page(),
        },
    )


def sections_of(minutes):
    """The agenda beside what is written: each item with its entry, decisions and action points."""
    rows = minutes.entries.select_related("edited_by").prefetch_related(
        "decisions__lead", "action_points__owner", "action_points__person"
    )
    entries = {entry.item_id: entry for entry in rows}
    return [{"item": item, "entry": entries.get(item.pk)} for item in agenda_in_order(minutes.meeting)]


def _entry(request, slug, item):
    minutes = _taker(request, slug)
    found = get_object_or_404(minutes.meeting.items.on_agenda(), pk=item)
    if request.method == "POST":
        return notes.entry_of(minutes, found)
    # Looking at a form changes nothing.
    return minutes.entries.filter(item=found).first() or MinutesEntry(minutes=minutes, item=found)


@login_required
@require_POST
def minutes_item_save(request, slug, item):
    """Keep the notes of one item; 409 with both texts when somebody else saved first."""
    entry = _entry(request, slug, item)
    form = NotesForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"refusal": _("This could not be read. Reload the page.")}, status=422)
    try:
        notes.write_notes(entry, by=request.user, **form.cleaned_data)
    except Stale as stale:
        return JsonResponse(_as_it_stands(stale.current, theirs=True), status=409)
    except NotPermitted as refused:
        return JsonResponse({"refusal": str(refused)}, status=403)
    except Refused as refused:
        return JsonResponse({"refusal": str(refused)}, status=422)
    return JsonResponse(_as_it_stands(entry))


@login_required
@require_POST
def minutes_item_seal(request, slug, item):
    """Keep what only the secretariat reads of an item, and its rule; back to the item."""
    entry = _entry(request, slug, item)
    form = SealedForm(request.POST)
    with refusals_as_messages(request), transaction.atomic():
        if not form.is_valid():
            raise Refused(_("This could not be read. Reload the page."))
        said = {name: form.cleaned_data[name].replace("\r\n", "\n") for name in ("sealed_notes", "was")}
        if said["sealed_notes"].strip() != entry.sealed_notes:
            notes.seal_notes(entry, by=request.user, **said)
        if entry.is_chatham_house != form.cleaned_data["is_chatham_house"]:
            notes.rule_of_item(entry, by=request.user, is_chatham_house=form.cleaned_data["is_chatham_house"])
        messages.success(request, _("Kept. Only the secretariat reads the sealed notes."))
    return redirect(f"{reverse('meetings:minutes_edit', args=[slug])}#item-{item}")


@login_required
@require_POST
def minutes_names_stay(request, slug):
    minutes = _taker(request, slug)
    with refusals_as_messages(request):
        if not request.POST.get("looked_at"):
            raise Refused(_("Tick that you looked at each of the names first."))
        let_names_stay(minutes, by=request.user)
        messages.success(request, let_names_stay.done)
    return redirect(
        "meetings:minutes_edit" if minutes.state == MinutesState.DRAFT else "meetings:minutes", slug=slug
    )


def _as_it_stands(entry, *, theirs=False):
    answer = {"version": entry.version, "html": entry.html, "saved_at": clock(entry.edited_at)}
    if theirs:
        answer["by"] = str(entry.edited_by or "")
    return answer


def _record_form(entry, kind, data=None, initial=None):
    auto_id = f"id_%s_{kind}{entry.item_id}"
    if kind == "decision":
        return DecisionForm(data, initial=initial, auto_id=auto_id)
    return ActionForm(
        data, initial=initial, auto_id=auto_id, decisions=entry.decisions.all() if entry.pk else None
    )


@login_required
@require_POST
def minutes_decision_record(request, slug, item):
    return _record(request, _entry(request, slug, item), "decision", notes.record_decision_here)


@login_required
@require_POST
def minutes_action_record(request, slug, item):
    return _record(request, _entry(request, slug, item), "action", notes.record_action_here)


def _record(request, entry, kind, act):
    form = _record_form(entry, kind, request.POST)
    if form.is_valid():
        with refusals_as_messages(request) as refusals:
            act(entry, by=request.user, **form.cleaned_data)
        if not refusals:
            return _records(request, entry)
    return _form_again(request, entry, form, kind)


@login_required
def minutes_record_form(request, slug, item, kind):
    """The empty form of a decision or an action point under an item, or that of one recorded already."""
    if kind not in FIELDS:
        raise Http404
    entry = _entry(request, slug, item)
    thing = _recorded(entry, kind, request.GET.get("pk"))
    initial = {name: getattr(thing, name) for name in FIELDS[kind]} if thing else _typed(request, kind)
    form = _record_form(entry, kind, initial=initial)
    return render(request, "meetings/minutes_record.html", _record_context(entry, form, kind, thing))


def _typed(request, kind):
    """What a sentence of the notes, offered beside the editor, fills in; none when nothing came along."""
    sentence = request.GET.get("text", "").strip()[:2000]
    if not sentence:
        return None
    named = Organisation.objects.filter(slug__in=Voices().heard_in(sentence)).order_by("pk").first()
    if kind == "decision":
        return {"title": verbs.title_of(sentence), "text": sentence, "lead": named}
    return {"text": sentence, "owner": named}


FIELDS = {
    "decision": ("title", "text", "lead", "due_on"),
    "action": ("text", "owner", "person", "due_on", "decision"),
}


def _record_context(entry, form, kind, thing=None):
    return {
        "minutes": entry.minutes, "meeting": entry.minutes.meeting, "entry": entry, "item": entry.item,
        "form": form, "kind": kind, "thing": thing,
    }  # fmt: skip


def _recorded(entry, kind, pk):
    if not pk or entry.pk is None:
        return None
    rows = entry.decisions if kind == "decision" else entry.action_points
    if not str(pk).isdigit():
        raise Http404
    return get_object_or_404(rows, pk=pk)


@login_required
@require_POST
def minutes_record_edit(request, slug, item, kind, pk):
    entry = _entry(request, slug, item)
    thing = _recorded(entry, kind, pk)
    form = _record_form(entry, kind, request.POST)
    if not form.is_valid():
        return _form_again(request, entry, form, kind, thing)
    with refusals_as_messages(request) as refusals:
        if kind == "decision":
            notes.reword_decision_here(entry, by=request.user, decision=thing, **form.cleaned_data)
        else:
            notes.edit_action_here(entry, by=request.user, action_point=thing, **form.cleaned_data)
    return _form_again(request, entry, form, kind, thing) if refusals else _records(request, entry)


@login_required
@require_POST
def minutes_record_remove(request, slug, item, kind, pk):
    entry = _entry(request, slug, item)
    thing = _recorded(entry, kind, pk)
    with refusals_as_messages(request):
        notes.remove_from_draft(
            entry, by=request.user, **{"decision" if kind == "decision" else "action_point": thing}
        )
    return _records(request, entry)


def _records(request, entry):
    """The list under the item for the script, else back to the page at this item."""
    if not request.htmx:
        address = reverse("meetings:minutes_edit", args=[entry.minutes.meeting.slug])
        return redirect(f"{address}#item-{entry.item_id}")
    prefetch_related_objects([entry], "decisions__lead", "action_points__owner", "action_points__person")
    context = {
        "minutes": entry.minutes, "meeting": entry.minutes.meeting, "entry": entry, "item": entry.item,
    }  # fmt: skip
    return render(request, "meetings/minutes_edit.html#records", context)


def _form_again(request, entry, form, kind, thing=None):
    page = render(
        request, "meetings/minutes_record.html", _record_context(entry, form, kind, thing), status=422
    )
    if not request.htmx:
        return page
    return reselect(retarget(reswap(page, "innerHTML"), f"#form-{entry.item_id}"), ".record-form")


@login_required
def minutes_circulate(request, slug):
    """Preview the letter that opens the review; circulating it freezes the text."""
    minutes = _taker(request, slug)
    is_draft, again = minutes.state == MinutesState.DRAFT, was_called_back(minutes)
    back = reverse(f"meetings:{'minutes_edit' if is_draft else 'minutes'}", args=[slug])
    missing = list(is_not_ready(minutes)) if is_draft else []
    if missing or not (is_draft or again):
        with refusals_as_messages(request):
            raise Refused(" ".join(map(str, missing)) or _("These minutes were sent for review already."))
        return redirect(back)

    def act(note):
        with transaction.atomic():
            (send_again_for_review if again else send_for_review)(minutes, by=request.user)
            circulation = circulate(MinutesForReview(minutes), by=request.user, note=note)
            if not again:
                tell_who_acts(minutes)
        return circulation

    return preview_page(
        request, MinutesForReview(minutes), act=act, back=back, title=_("Send the minutes for review"),
        noun=_("draft minutes"), after=back,
    )  # fmt: skip


@login_required
@require_GET
def minutes_pdf(request, slug):
    minutes, version = _with_version(request, slug)
    language, sees = language_of(request), sees_internal(request.user, minutes.meeting)
    if not minutes.is_draft or (
        minutes.text_id and exports.was_kept(minutes, version, language, sees_internal=sees)
    ):
        kept = exports.kept_pdf(minutes, version, language, sees_internal=sees)
        return serve(kept, inline=True, request=request)
    data = exports.minutes_pdf(minutes, version, language, sees_internal=sees)
    name = exports.name_of(minutes, version, language, "pdf", sees_internal=sees)
    return serve_bytes(data, name=name, media_type=exports.PDF, inline=True)


@login_required
@require_GET
def minutes_docx(request, slug):
    minutes, version = _with_version(request, slug)
    language, sees = language_of(request), sees_internal(request.user, minutes.meeting)
    data = exports.minutes_docx(minutes, version, language, sees_internal=sees)
    name = exports.name_of(minutes, version, language, "docx", sees_internal=sees)
    return serve_bytes(data, name=name, media_type=exports.DOCX)


def _with_version(request, slug):
    minutes = minutes_of(request, slug)
    if minutes.text_id is None:
        return minutes, exports.Unfrozen(minutes)
    return minutes, version_for(request.user, minutes)


def language_of(request):
    """The language of a file: asked for, else that of the page."""
    wanted = request.GET.get("language", "")
    return wanted if wanted in exports.LANGUAGES else (translation.get_language() or "en")[:2]
