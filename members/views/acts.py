"""One page for every act that needs a few fields: form, one workflow call, back to where it was asked for."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core.access import refusals_as_messages


def permitted_or_403(request, move, thing=None):
    """Answer 403 with its reason to who may see the thing but not do this to it."""
    if not request.user.has_perm(move.verb, thing):
        raise PermissionDenied(_("You may not do this. Ask the secretariat if you think that you should."))


def act_page(
    request, form, act, *, title, back, button, done, subtitle="", text="", crumbs=(), kind="", leave=""
):
    """Show `form`; when it is filled in well, call `act(values)` and go `back` with the message `done`.

    `back` is an address, or a function that knows it once the act is done; `leave` is then where "Go back" leads.
    """
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            act(form.cleaned_data)
        if not refusals:
            messages.success(request, done)
            return redirect(back() if callable(back) else back)
    context = {
        "form": form, "title": title, "subtitle": subtitle, "text": text, "button": button, "crumbs": crumbs,
        "back": leave or (reverse("members:member_list") if callable(back) else back), "kind": kind,
    }  # fmt: skip
    return render(request, "members/act.html", context)


def versioned_page(request, form, act, *, title, back, crumbs=(), template="members/edit.html"):
    """Edit a row that others may edit too: on a conflict both texts are shown and nothing is lost.

    `act(version, values)` calls the workflow, which raises `Stale` when the row has moved on.
    """
    differences = []
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            act(form.cleaned_data["version"], form.values())
        if not refusals:
            messages.success(request, _("The changes are saved."))
            return redirect(back)
        current = type(form.instance)._base_manager.get(pk=form.instance.pk)
        if current.version != form.cleaned_data["version"]:
            differences = form.differences(current)
            form = form.based_on(current.version)
    context = {"form": form, "title": title, "back": back, "crumbs": crumbs, "differences": differences}
    return render(request, template, context, status=409 if differences else 200)


def list_crumb():
    """The first crumb of every page of the directory."""
    return {"label": _("Members"), "url": reverse("members:member_list")}
