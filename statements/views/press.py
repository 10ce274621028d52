"""The list of the press: who gets the statements of the Network by mail."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.views.acts import act_page
from statements.forms_publication import PressContactForm
from statements.models import PressContact
from statements.workflow.press import add_press_contact, change_press_contact, remove_press_contact


def _only_who_keeps_it(request):
    """Addresses of the press are seen by the secretariat alone."""
    if not request.user.has_perm(add_press_contact.verb):
        raise Http404


def _crumbs(*labels):
    return [
        {"label": _("Statements"), "url": reverse("statements:statement_list")},
        {"label": _("List of the press"), "url": reverse("publishing:press_list")},
        *({"label": label} for label in labels),
    ]


@login_required
@require_safe
def press_list(request):
    _only_who_keeps_it(request)
    crumbs = _crumbs()
    crumbs[-1].pop("url")
    context = {"contacts": PressContact.objects.all(), "crumbs": crumbs}
    return render(request, "statements/press_list.html", context)


@login_required
def press_new(request):
    _only_who_keeps_it(request)
    return act_page(
        request, PressContactForm(request.POST or None),
        lambda values: add_press_contact(by=request.user, **values), title=_("Add a contact of the press"),
        back=reverse("publishing:press_list"), button=_("Add"), done=_("The contact is on the list."),
        crumbs=_crumbs(_("Add a contact")),
    )  # fmt: skip


@login_required
def press_edit(request, pk):
    _only_who_keeps_it(request)
    contact = get_object_or_404(PressContact, pk=pk)
    shown = PressContactForm(request.POST or None, instance=contact)
    return act_page(
        request, shown, lambda values: change_press_contact(PressContact.objects.get(pk=pk), by=request.user, **values),
        title=str(contact), back=reverse("publishing:press_list"), button=_("Save"), done=_("The changes are saved."),
        crumbs=_crumbs(str(contact)),
    )  # fmt: skip


@login_required
@require_POST
def press_remove(request, pk):
    _only_who_keeps_it(request)
    remove_press_contact(get_object_or_404(PressContact, pk=pk), by=request.user)
    return redirect("publishing:press_list")
