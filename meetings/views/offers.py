"""How an agenda begins, and what the editor offers to it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.templatetags.ui import in_language
from meetings.forms import TemplateNameForm
from meetings.letters import answer_proposer
from meetings.models import AgendaTemplate, Meeting
from meetings.workflow import offers, templates
from meetings.workflow.matters import matters_arising, matters_in_words


@require_POST
@login_required
def offer_take(request, slug, key):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    with refusals_as_messages(request) as refusals, transaction.atomic():
        item = offers.take_offer(meeting, by=request.user, key=key)
        if key.startswith("proposal-"):
            answer_proposer(item, by=request.user)
    if refusals:
        return redirect(_editor(slug))
    return redirect(f"{_editor(slug)}?taken={item.pk}#item-{item.pk}")


@require_POST
@login_required
def agenda_start(request, slug):
    """Begin with the template that was chosen, or with the last agenda."""
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    chosen = request.POST.get("template", "")
    with refusals_as_messages(request) as refusals:
        if chosen.isdigit():
            rows = AgendaTemplate.objects.in_use()
            template = visible_or_404(AgendaTemplate, request.user, queryset=rows, pk=int(chosen))
            templates.start_from_template(meeting, by=request.user, template=template)
        else:
            templates.start_from_last_agenda(meeting, by=request.user)
    if not refusals:
        messages.success(request, _("The agenda is begun. Change what is different this time."))
    return redirect(_editor(slug))


@login_required
def agenda_keep(request, slug):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    if not request.user.has_perm("meetings.make_template"):
        raise PermissionDenied(_("Templates are kept by the secretariat."))
    form = TemplateNameForm(request.POST or None, initial={"name": meeting.get_kind_display()})
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            made = templates.keep_as_template(meeting, by=request.user, name=form.cleaned_data["name"])
        if not refusals:
            messages.success(request, _("The template is kept. Agendas of this kind can begin with it."))
            return redirect("meetings:template", pk=made.pk)
    return render(request, "meetings/agenda_keep.html", {
        "meeting": meeting, "form": form, "crumbs": [*_crumbs(meeting), {"label": _("Keep as a template")}],
    })  # fmt: skip


@login_required
def agenda_matters(request, slug):
    """What the item would hold if the agenda were circulated now."""
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    if not request.user.has_perm("meetings.see_preparation"):
        raise PermissionDenied(_("You read the matters arising in the agenda, once it is circulated."))
    matters = matters_arising(meeting)
    since = matters["since"] and timezone.datetime.fromisoformat(matters["since"])
    return render(request, "meetings/agenda_matters.html", {
        "meeting": meeting, "groups": matters_in_words(matters, timezone.localdate()), "since": since,
        "crumbs": [*_crumbs(meeting), {"label": _("Matters arising")}],
    })  # fmt: skip


def _editor(slug):
    return reverse("meetings:agenda_edit", args=[slug])


def _crumbs(meeting):
    return [
        {"label": _("Meetings"), "url": reverse("meetings:meeting_list")},
        {"label": in_language(meeting, "title"), "url": meeting.get_absolute_url()},
        {"label": _("Agenda"), "url": _editor(meeting.slug)},
    ]
