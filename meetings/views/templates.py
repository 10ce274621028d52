"""Templates of agendas, kept by the secretariat."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Sum
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.audit.models import Act
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.workflow import Stale
from meetings.forms import TemplateForm, TemplateItemFormSet, items_of
from meetings.models import AgendaTemplate
from meetings.states import MeetingKind
from meetings.workflow import templates as office
from meetings.workflow.standing_items import standing_items_of


@login_required
def template_list(request):
    _permitted(request)
    rows = AgendaTemplate.objects.visible_to(request.user)
    rows = rows.annotate(count=Count("items"), length=Sum("items__minutes"))
    return render(request, "meetings/template_list.html", {
        "templates": [row for row in rows if not row.is_put_away],
        "put_away": [row for row in rows if row.is_put_away],
        "may_keep": request.user.has_perm("meetings.make_template"),
        "crumbs": [_crumbs()[0], {"label": _("Templates of agendas")}],
    })  # fmt: skip


@login_required
def template_new(request):
    if not request.user.has_perm("meetings.make_template"):
        raise PermissionDenied(_("Templates are kept by the secretariat."))
    asked = request.GET.get("kind", "")
    kind = asked if asked in MeetingKind.values else MeetingKind.QUARTERLY
    form = TemplateForm(request.POST or None, initial={"kind": kind})
    lines = [row | {"place": place} for place, row in enumerate(standing_items_of(kind), start=1)]
    formset = TemplateItemFormSet(request.POST or None, initial=lines)
    if request.method == "POST" and form.is_valid() and formset.is_valid():
        with refusals_as_messages(request) as refusals:
            made = office.make_template(by=request.user, items=items_of(formset), **_facts(form))
        if not refusals:
            messages.success(request, _("The template is kept. Agendas of this kind can begin with it."))
            return redirect("meetings:template", pk=made.pk)
    return _page(request, form, formset, _("New template"))


@login_required
def template(request, pk):
    _permitted(request)
    shown = visible_or_404(AgendaTemplate, request.user, pk=pk)
    if not request.user.has_perm("meetings.edit_template", shown):
        return render(request, "meetings/template.html", {
            "template": shown, "items": shown.items.all(), "crumbs": [*_crumbs(), {"label": shown.name}],
            "acts": Act.objects.about(shown).open(),
        })  # fmt: skip
    form = TemplateForm(request.POST or None, instance=AgendaTemplate.objects.get(pk=shown.pk))
    lines = [{name: getattr(row, name) for name in (*office.KEPT, "is_sub_item")} | {"place": row.position}
             for row in shown.items.all()]  # fmt: skip
    formset = TemplateItemFormSet(request.POST or None, initial=lines)
    if request.method == "POST" and form.is_valid() and formset.is_valid():
        with refusals_as_messages(request) as refusals:
            _save(request, shown, form, formset)
        if not refusals:
            messages.success(request, _("The template is saved."))
            return redirect("meetings:template", pk=pk)
    return _page(request, form, formset, shown.name, shown)


@require_POST
@login_required
def template_put_away(request, pk):
    shown = visible_or_404(AgendaTemplate, request.user, pk=pk)
    with refusals_as_messages(request) as refusals:
        office.put_template_away(shown, by=request.user)
    if not refusals:
        messages.success(request, _("The template is put away. It can be taken out again."))
    return redirect("meetings:template_list")


@require_POST
@login_required
def template_take_out(request, pk):
    shown = visible_or_404(AgendaTemplate, request.user, pk=pk)
    with refusals_as_messages(request) as refusals:
        office.take_template_out(shown, by=request.user)
    if not refusals:
        messages.success(request, _("Agendas can begin with this template again."))
    return redirect("meetings:template_list")


def _save(request, shown, form, formset):
    try:
        office.edit_template(
            shown, by=request.user, expected=form.cleaned_data["expected"] or 0, items=items_of(formset),
            **_facts(form),
        )  # fmt: skip
    except Stale as stale:
        # What was typed stays in the lines; saving once more writes it over the other text.
        form.data = form.data.copy() | {"expected": str(stale.current.version)}
        raise


def _facts(form):
    return {name: form.cleaned_data[name] for name in ("name", "kind")}


def _page(request, form, formset, title, shown=None):
    return render(request, "meetings/template_form.html", {
        "form": form, "formset": formset, "title": title, "template": shown,
        "crumbs": [*_crumbs(), {"label": title}], "acts": Act.objects.about(shown).open() if shown else [],
    })  # fmt: skip


def _permitted(request):
    if not request.user.has_perm("meetings.see_preparation"):
        raise PermissionDenied(_("Templates are kept by the secretariat."))


def _crumbs():
    return [
        {"label": _("Meetings"), "url": reverse("meetings:meeting_list")},
        {"label": _("Templates of agendas"), "url": reverse("meetings:template_list")},
    ]
