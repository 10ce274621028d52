"""The group's calendar in one's own program: the secret address, a new one, and none."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.core.access import refusals_as_messages
from workinggroups.views.frame import page_of, space_or_404
from workinggroups.workflow import feeds


@login_required
@require_safe
def group_feed(request, slug):
    """The reader's secret address of this group's calendar, and how a calendar program takes it."""
    group = space_or_404(request, slug)
    feed = feeds.open_address(group, request.user).first()
    return render(
        request, "workinggroups/feed.html", page_of(request, group, _("In your own calendar"), feed=feed)
    )


@require_POST
@login_required
def group_feed_make(request, slug):
    """A new secret address; the one before stops working."""
    group = space_or_404(request, slug)
    with refusals_as_messages(request) as refusals:
        feeds.make_group_feed(group, by=request.user)
    if not refusals:
        messages.success(
            request, _("Your secret address is ready. An address that you had before no longer works.")
        )
    return redirect("workinggroups:group_feed", slug=group.slug)


@require_POST
@login_required
def group_feed_close(request, slug):
    """No secret address any more."""
    group = space_or_404(request, slug)
    feed = feeds.open_address(group, request.user).first()
    if feed is not None:
        with refusals_as_messages(request) as refusals:
            feeds.close_group_feed(feed, by=request.user)
        if not refusals:
            messages.success(
                request, _("The address is switched off. Programs that know it read nothing any more.")
            )
    return redirect("workinggroups:group_feed", slug=group.slug)
