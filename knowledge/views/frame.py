"""What all pages of the library share: fetching a document, its crumbs, and one page for every act."""

import functools

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core.access import visible_or_404, why_visible
from foundation.core.moments import short_day
from foundation.core.templatetags.ui import in_language
from knowledge.models import Document
from members.views.acts import act_page, permitted_or_403


def the_document(request, pk):
    """The document of the address, or 404."""
    rows = Document.objects.select_related("owner", "group", "supersedes", "added_by__person")
    return visible_or_404(Document, request.user, queryset=rows, pk=pk)


def open_to_the_public(view):
    """Show released documents to everybody; who is not signed in is asked to for all others, there or not."""

    @functools.wraps(view)
    def guarded(request, pk, **arguments):
        is_somebody = request.user.is_authenticated
        if not is_somebody and not Document.objects.visible_to(request.user).filter(pk=pk).exists():
            return redirect_to_login(request.get_full_path())
        return view(request, pk, **arguments)

    return guarded


def crumbs_of(document=None, *labels):
    """From the list to this page."""
    crumbs = [{"label": _("Library"), "url": reverse("knowledge:document_list")}]
    if document is not None:
        crumbs.append({"label": in_language(document, "title"), "url": document.get_absolute_url()})
    crumbs += [{"label": label} for label in labels]
    if not labels:
        crumbs[-1] = {"label": crumbs[-1]["label"]}
    return crumbs


def passport_of(document):
    """“Internal”, or since when and by whose word it is public (RULES R10.64)."""
    if document.released_on is None:
        return _("Internal: %(audience)s.") % {"audience": document.get_audience_display()}
    return _("Released on %(day)s, agreed by %(owner)s.") % {
        "day": short_day(document.released_on), "owner": document.release_agreed_by,
    }  # fmt: skip


def page_about(request, document, *labels, **context):
    """The context that every page about one document needs."""
    return {
        "document": document,
        "crumbs": crumbs_of(document, *labels),
        "passport": passport_of(document),
        "why": why_visible(request.user, document),
        **context,
    }


def act_on(request, document, move, form, call, *, thing=None, **words):
    """One page for one act: 403 for who may not, else the form, the act, and back to the document.

    `thing` is what the act is done to, where that is not the document; `call(values)` does it.
    """
    thing = document if thing is None else thing
    permitted_or_403(request, move, thing)
    back = words.pop("back", document.get_absolute_url())
    if move.sources is not None and getattr(thing, move.workflow.field) not in move.sources:
        messages.error(request, move.workflow.refusal(move, thing))
        return redirect(back)
    title, text = str(words.pop("title", move.label)), words.pop("text", "")
    missing = move.what_is_missing(thing)
    crumbs = words.pop("crumbs", None) or crumbs_of(document, title)
    return act_page(
        request, form, call, title=title, subtitle=in_language(document, "title"), back=back,
        button=str(words.pop("button", move.label)), done=str(words.pop("done", _("Recorded."))),
        text=" ".join(map(str, missing)) or str(text), crumbs=crumbs, **words,
    )  # fmt: skip
