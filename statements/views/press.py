"""The list of the press: who gets the statements of the Network by mail."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.core.access import refusals_as_messages
from foundation.core.links import read_link, sign_link
from foundation.core.workflow import Refused
from members.views.acts import act_page
from statements.forms_publication import PressContactForm
from statements.models import PressContact
from statements.workflow.press import add_press_contact, change_press_contact, remove_press_contact

REMOVED = "press-removed"
UNDO_FOR = timedelta(minutes=30)


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
    # Shown once: what was forgotten lives no longer than this page and its button.
    removed = request.session.pop(REMOVED, None)
    undo = sign_link(REMOVED, timezone.now() + UNDO_FOR, **removed) if removed else ""
    context = {"contacts": PressContact.objects.all(), "crumbs": crumbs, "removed": removed, "undo": undo}
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
def press_remove(request, pk):
    """Ask whether it is meant; what was known goes with the contact, and can be put back for a while."""
    _only_who_keeps_it(request)
    contact = get_object_or_404(PressContact, pk=pk)

    def call(_values):
        request.session[REMOVED] = {name: getattr(contact, name) for name in PressContactForm.Meta.fields}
        remove_press_contact(contact, by=request.user)

    return act_page(
        request, forms.Form(request.POST if request.method == "POST" else None), call,
        title=_("Remove from the list of the press"), subtitle=str(contact), back=reverse("publishing:press_list"),
        button=_("Remove"), done=_("The contact is not on the list any more."), kind="danger",
        text=_("%(name)s gets no more statements by mail, and the portal forgets the address.") % {"name": contact},
        crumbs=_crumbs(str(contact)),
    )  # fmt: skip


@login_required
@require_POST
def press_restore(request):
    """Put back who was just removed, with all that was known of them."""
    _only_who_keeps_it(request)
    with refusals_as_messages(request):
        facts = PressContactForm(read_link(REMOVED, request.POST.get("contact", "")))
        if not facts.is_valid():
            raise Refused(_("This address is on the list already."))
        add_press_contact(by=request.user, **facts.cleaned_data)
        messages.success(request, _("The contact is on the list."))
    return redirect("publishing:press_list")
