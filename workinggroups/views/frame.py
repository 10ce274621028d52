"""What all pages of a group share: fetching it, its crumbs, its tabs, and one page for every act."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core.access import visible_or_404
from foundation.core.templatetags.ui import in_language
from members.models import Parameter
from members.views.acts import act_page, permitted_or_403
from workinggroups.models import WorkingGroup
from workinggroups.tabs import tabs_of


def the_group(request, slug):
    """The group of the address, or 404."""
    return visible_or_404(WorkingGroup, request.user, slug=slug)


def space_or_404(request, slug):
    """The group, for its own people and the office; for everybody else there is no such page (RULES R8.44)."""
    group = the_group(request, slug)
    if not request.user.has_perm("workinggroups.see_space", group):
        raise Http404
    return group


def crumbs_of(group, *labels, at=None):
    """From the list to this page; `at` is an extra (label, address) on the way."""
    crumbs = [
        {"label": _("Working groups"), "url": reverse("workinggroups:group_list")},
        {"label": in_language(group), "url": group.get_absolute_url()},
    ]
    if at:
        crumbs.append({"label": at[0], "url": at[1]})
    crumbs += [{"label": label} for label in labels]
    if not labels:
        crumbs[-1] = {"label": crumbs[-1]["label"]}
    return crumbs


def page_of(request, group, *labels, **context):
    """The context that every part of a group's page needs."""
    return {
        "group": group,
        "tabs": tabs_of(request.user, group, request.resolver_match.view_name),
        "crumbs": crumbs_of(group, *labels),
        "is_quiet": group.is_quiet(Parameter.value_of("group_stale_days")),
        "may_run": request.user.has_perm("workinggroups.run", group),
        "in_space": request.user.has_perm("workinggroups.see_space", group),
        **context,
    }


def act_on(request, thing, move, form, call, *, group, back, **words):
    """One page for one act on `thing`: 403 for who may not, else the form, the act, and back.

    `call(values)` does it; what is missing for it is said instead of a form that could not succeed.
    """
    permitted_or_403(request, move, thing)
    if move.sources is not None and getattr(thing, move.workflow.field) not in move.sources:
        messages.error(request, move.workflow.refusal(move, thing))
        return redirect(back)
    title, text = str(words.pop("title", move.label)), words.pop("text", "")
    missing = move.what_is_missing(thing) if move.missing else []
    return act_page(
        request, form, call, title=title, subtitle=in_language(group), back=back,
        button=str(words.pop("button", move.label)), done=str(words.pop("done", _("Recorded."))),
        text=" ".join(map(str, missing)) or str(text),
        crumbs=crumbs_of(group, title), **words,
    )  # fmt: skip
