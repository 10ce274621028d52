"""Papers: attached to an item, described, taken off, put back, and read."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.audit.models import Act
from foundation.audit.record import record
from foundation.audit.states import Hat
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.templatetags.ui import in_language
from foundation.core.workflow import NotPermitted, Refused
from foundation.documents.files import serve, store_upload
from foundation.documents.models import Audience, Classification
from meetings.forms import LibraryPaperForm, PaperForm, PaperUploadForm
from meetings.models import AgendaItem, Meeting, Paper
from meetings.states import ItemState
from meetings.views.answers import answer_json, refusal_json, wants_json
from meetings.workflow import papers as office
from meetings.workflow.reading import note_read, unread_papers
from members.standing import Standing
from members.views.acts import act_page, permitted_or_403


@login_required
def paper(request, slug, pk):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    shown = visible_or_404(
        Paper,
        request.user,
        queryset=Paper.objects.select_related("stored_file"),
        pk=pk,
        item__meeting=meeting,
    )
    if shown.classification != Classification.UNCLASSIFIED:
        record(shown, "meetings.read_paper", by=request.user, hat=_hat(request.user), is_sealed=True)
    note_read(request.user, [shown])
    return serve(shown.stored_file, inline=True, request=request)


@require_POST
@login_required
def papers_read(request, slug):
    """Who read the papers in the letter or on paper says so; it concerns nobody else."""
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    note_read(request.user, unread_papers(request.user, meeting))
    messages.success(request, _("The papers of this meeting are marked as read. Only you see this."))
    return redirect("meetings:agenda", slug=slug)


@require_POST
@login_required
def paper_new(request, slug, pk):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    item = visible_or_404(AgendaItem, request.user, pk=pk, meeting=meeting)
    form = PaperUploadForm(request.POST, request.FILES)
    if not form.is_valid():
        sentence = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return _refused(request, meeting, item, sentence)
    try:
        if not request.user.has_perm("meetings.attach_paper", item):
            raise NotPermitted(_("You may not attach papers to this item."))
        stored = store_upload(form.cleaned_data["file"], by=request.user)
        added = office.attach_paper(item, by=request.user, stored_file=stored, **form.words)
    except NotPermitted as refusal:
        return refusal_json(str(refusal), status=403)
    except Refused as refusal:
        return _refused(request, meeting, item, str(refusal))
    if wants_json(request):
        return answer_json({"pk": added.pk, "html": _row(request, meeting, added)})
    messages.success(request, _("The paper is attached."))
    return _back(meeting, item)


@login_required
def paper_from_library(request, slug, pk):
    """Attach a document of the library to an item, by its symbol: its page says then where it was discussed."""
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    item = visible_or_404(AgendaItem, request.user, pk=pk, meeting=meeting)
    permitted_or_403(request, office.attach_document, item)
    form = LibraryPaperForm(request.POST or None, user=request.user)
    return act_page(
        request, form,
        lambda _values: office.attach_document(item, by=request.user, document=form.document),
        title=_("Attach from the library"), subtitle=in_language(item, "title"), button=_("Attach"),
        back=reverse("meetings:agenda_edit", args=[slug]), done=_("The document is attached as a paper."),
        text=_("The newest file of each language is attached; later versions stay in the library."),
        crumbs=[{"label": in_language(meeting, "title"), "url": meeting.get_absolute_url()},
                {"label": _("Agenda"), "url": reverse("meetings:agenda_edit", args=[slug])},
                {"label": _("Attach from the library")}],
    )  # fmt: skip


@login_required
def paper_edit(request, slug, pk):
    meeting, shown = _paper(request, slug, pk)
    permitted_or_403(request, office.edit_paper, shown)
    form = PaperForm(request.POST or None, instance=Paper.objects.get(pk=shown.pk))
    if request.method == "POST" and form.is_valid():
        if wants_json(request):
            return _json(request, meeting, shown, office.edit_paper, **form.cleaned_data)
        with refusals_as_messages(request) as refusals:
            office.edit_paper(shown, by=request.user, **form.cleaned_data)
        if not refusals:
            return _back(meeting, shown.item)
    if request.method == "POST" and wants_json(request):
        return refusal_json(" ".join(str(error) for errors in form.errors.values() for error in errors))
    crumbs = [{"label": in_language(meeting, "title"), "url": meeting.get_absolute_url()},
              {"label": _("Agenda"), "url": reverse("meetings:agenda_edit", args=[slug])},
              {"label": shown.title}]  # fmt: skip
    acts = Act.objects.about(shown).open()
    context = {"meeting": meeting, "paper": shown, "form": form, "crumbs": crumbs, "acts": acts}
    return render(request, "meetings/paper_form.html", context)


@require_POST
@login_required
def paper_remove(request, slug, pk):
    meeting, shown = _paper(request, slug, pk)
    return _done(request, meeting, shown, office.remove_paper)


@require_POST
@login_required
def paper_restore(request, slug, pk):
    meeting, shown = _paper(request, slug, pk)
    return _done(request, meeting, shown, office.restore_paper)


def _paper(request, slug, pk):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    rows = Paper.objects.select_related("item__meeting", "stored_file")
    shown = visible_or_404(Paper, request.user, queryset=rows, pk=pk, item__meeting=meeting)
    return meeting, shown


def _done(request, meeting, shown, act):
    if wants_json(request):
        return _json(request, meeting, shown, act)
    with refusals_as_messages(request):
        act(shown, by=request.user)
    return _back(meeting, shown.item)


def _json(request, meeting, shown, act, **words):
    try:
        act(shown, by=request.user, **words)
    except NotPermitted as refusal:
        return refusal_json(str(refusal), status=403)
    except Refused as refusal:
        return refusal_json(str(refusal))
    return answer_json({"pk": shown.pk, "html": _row(request, meeting, shown)})


def _row(request, meeting, shown):
    context = {
        "meeting": meeting, "paper": shown, "papers_due": office.papers_due(meeting), "is_open": True,
        "classifications": Classification.choices, "audiences": Audience.choices, "languages": settings.LANGUAGES,
    }  # fmt: skip
    return render_to_string("meetings/_agenda_paper.html", context, request)


def _refused(request, meeting, item, sentence):
    if wants_json(request):
        return refusal_json(sentence)
    messages.error(request, sentence)
    return _back(meeting, item)


def _back(meeting, item):
    if item.state == ItemState.PROPOSED:
        return redirect("meetings:proposal", slug=meeting.slug, pk=item.pk)
    return redirect("meetings:item_edit", slug=meeting.slug, pk=item.pk)


def _hat(user):
    standing = Standing.of(user)
    if standing.is_secretariat:
        return Hat.SECRETARIAT
    return Hat.CO_CHAIR if standing.is_co_chair else Hat.MEMBER
