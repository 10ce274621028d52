"""Seeing is a queryset; doing is a predicate. The one door to both for views.

`Model.objects.visible_to(user)` is the only source of what somebody may see; what is not in it
answers 404 (RULES R8.44). What somebody may do is asked with `user.has_perm`.
"""

import contextlib

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.shortcuts import get_object_or_404

from foundation.core.workflow import NotPermitted, Refused


class VisibleQuerySet(models.QuerySet):
    """A queryset that knows who may see which of its rows."""

    def visible_to(self, user):
        """The rows that `user` may see; every model says so itself."""
        raise NotImplementedError(f"{type(self).__name__} does not say who may see its rows.")


def visible_or_404(model, user, *, queryset=None, **lookup):
    """Fetch the one row that `user` may see, or answer 404 as if it did not exist."""
    rows = model.objects.all() if queryset is None else queryset
    return get_object_or_404(rows.visible_to(user), **lookup)


REASONS = {}


def explains(label):
    """Register the function `(user, thing) → sentence` that says why somebody sees a `label` ("meetings.meeting").

    It stands in the access.py that decides who sees it, beside the rule (RULES R10.64).
    """

    def decorate(reason):
        REASONS[label] = reason
        return reason

    return decorate


def why_visible(user, thing):
    """Answer "why can I see this?" in one sentence; empty for who is not signed in, or where nobody asks."""
    if thing is None or not getattr(user, "is_authenticated", False):
        return ""
    reason = REASONS.get(thing._meta.label_lower)
    return str(reason(user, thing)) if reason else ""


PAGES = {}


def explains_pages(*names):
    """Register the function `user → sentence` that says why somebody sees these pages ("meetings:meeting_list")."""

    def decorate(reason):
        PAGES.update(dict.fromkeys(names, reason))
        return reason

    return decorate


def pages_about(variable, *names):
    """Say that these pages are about one thing, `variable` of their context: it says why it is seen."""
    PAGES.update(dict.fromkeys(names, variable))


def why_this_page(user, name, context):
    """Answer "why can I see this?" for the page with the address `name`; empty for who is not signed in."""
    if not getattr(user, "is_authenticated", False):
        return ""
    reason = PAGES.get(name)
    if isinstance(reason, str):
        return why_visible(user, context.get(reason))
    return str(reason(user)) if reason else ""


@contextlib.contextmanager
def refusals_as_messages(request):
    """Turn a `Refused` into a message for the user; `NotPermitted` answers 403 with its reason.

    Yields a list that stays empty when the act was done, so that a view can choose where to go next.
    """
    refusals = []
    try:
        yield refusals
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        refusals.append(str(refusal))
        messages.error(request, str(refusal))
