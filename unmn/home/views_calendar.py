"""The calendar page, and the personal feed for calendar programs."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.core.access import refusals_as_messages
from foundation.core.templatetags.ui import in_language
from meetings.access import sees_preparation
from members import workflow as members
from members.models import FeedKey
from members.standing import Standing
from unmn.home import month
from unmn.home.calendar import feed_file, feed_of, what_is_when
from workinggroups.models import GroupFeedKey, WorkingGroup

LIST_LOOKS_AHEAD = timedelta(days=183)


@login_required
@require_safe
def calendar(request):
    """A month in weeks, or what comes as a list: all that this reader may see."""
    _somebody(request)
    groups = _groups_of(request.user)
    group = get_object_or_404(groups, slug=request.GET["group"]) if request.GET.get("group") else None
    everybodys = request.GET.get("whose") == "all"
    is_list = request.GET.get("view") == "list"
    first = month.month_from(request.GET.get("month", ""))
    chosen = ({"whose": "all"} if everybodys else {}) | ({"group": group.slug} if group else {})
    kept = f"&{urlencode(chosen)}" if chosen else ""
    context = {
        "crumbs": [{"label": _("Calendar")}], "is_list": is_list, "everybodys": everybodys, "first": first,
        "tabs": _tabs(is_list, kept, first), "chooses": _chooses(request.user), "groups": groups, "group": group,
        "kept": kept,
    }  # fmt: skip
    if is_list:
        now = timezone.now()
        found = what_is_when(request.user, now, now + LIST_LOOKS_AHEAD, everybodys=everybodys, group=group)
        return render(request, "home/calendar.html", context | {"months": month.by_month(found)})
    weeks = month.days_shown(first)
    found = what_is_when(request.user, *month.ends_of(weeks), everybodys=everybodys, group=group)
    before, after = month.neighbours(first)
    return render(request, "home/calendar.html", context | {
        "weeks": month.fill(weeks, first, found), "before": before, "after": after, "is_empty": not found,
    })  # fmt: skip


@login_required
@require_safe
def calendar_feed(request):
    """The secret address of the reader's own feed, and how a calendar program takes it."""
    person = _somebody(request)
    feed = person.feed_keys.filter(closed_at__isnull=True).first()
    return render(request, "home/calendar_feed.html", {
        "feed": feed,
        "groups": _groups_of(request.user),
        "crumbs": [{"label": _("Calendar"), "url": reverse("home:calendar")}, {"label": _("In your own calendar")}],
    })  # fmt: skip


@require_POST
@login_required
def feed_make(request):
    """A new secret address; the one before stops working."""
    person = _somebody(request)
    with refusals_as_messages(request) as refusals:
        members.make_feed(person, by=request.user)
    if not refusals:
        messages.success(
            request, _("Your secret address is ready. An address that you had before no longer works.")
        )
    return redirect("home:calendar_feed")


@require_POST
@login_required
def feed_close(request):
    """No secret address any more."""
    feed = _somebody(request).feed_keys.filter(closed_at__isnull=True).first()
    if feed is not None:
        with refusals_as_messages(request) as refusals:
            members.close_feed(feed, by=request.user)
        if not refusals:
            messages.success(
                request, _("The address is switched off. Programs that know it read nothing any more.")
            )
    return redirect("home:calendar_feed")


@require_safe
def feed_ics(request, pk, proof):
    """What the person behind a secret address may see now, for programs that cannot sign in.

    A wrong or closed address, and one whose person has left, answer alike: 404.
    """
    feed = _feed_or_404(FeedKey.objects.select_related("person__user"), pk, proof)
    user = feed.person.user
    members.note_reading(feed)
    with translation.override(user.language):
        entries = feed_of(user)
        return _fresh(request, entries, user.language) or _as_file(entries, user.language)


@require_safe
def group_feed_ics(request, pk, proof):
    """What the person behind a secret address may see now of one working group (RULES R8.44).

    The address answers 404 too when its person is no longer in the group.
    """
    rows = GroupFeedKey.objects.select_related("person__user", "group")
    feed = _feed_or_404(rows, pk, proof)
    user, group = feed.person.user, feed.group
    if not user.has_perm("workinggroups.see_space", group):
        raise Http404
    members.note_reading(feed)
    with translation.override(user.language):
        entries, name = feed_of(user, group), in_language(group)
        return _fresh(request, entries, user.language) or _as_file(entries, user.language, name)


def _feed_or_404(rows, pk, proof):
    """The open address that this proof proves, of somebody who still takes part."""
    feed = rows.filter(pk=pk, closed_at__isnull=True).first()
    if feed is None or not feed.is_proved_by(proof):
        raise Http404
    user = feed.person.user
    if user is None or Standing.of(user).person is None:
        raise Http404
    return feed


def _fresh(request, entries, language):
    """The answer "not modified" for who has exactly this already, or None."""
    answer = get_conditional_response(request, etag=_etag(entries, language))
    return answer if isinstance(answer, HttpResponseNotModified) else None


def _as_file(entries, language, name=""):
    data = feed_file(entries, settings.SITE_URL, name)
    return HttpResponse(data, content_type="text/calendar; charset=utf-8", headers={
        "ETag": _etag(entries, language), "Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex",
        "Content-Disposition": 'inline; filename="unmn-kg.ics"', "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    })  # fmt: skip


def _etag(entries, language):
    """A weak mark: the same entries, whatever the second at which the file is made."""
    return f'W/"{hashlib.sha256(repr((language, entries)).encode()).hexdigest()[:32]}"'


def _groups_of(user):
    """The working groups in which the reader sits."""
    return WorkingGroup.objects.visible_to(user).filter(pk__in=list(Standing.of(user).groups))


def _tabs(is_list, kept, first):
    base = reverse("home:calendar")
    return [
        {"label": _("Month"), "url": f"{base}?month={first:%Y-%m}{kept}", "current": not is_list},
        {"label": _("List"), "url": f"{base}?view=list{kept}", "current": is_list},
    ]


def _chooses(user):
    """Whether other organisations' action points are a choice: who prepares meetings sees them all anyway."""
    return not sees_preparation(user) and user.has_perm("members.see_member_list")


def _somebody(request):
    """The person who asks; the calendar is for people of the Network."""
    person = Standing.of(request.user).person
    if person is None:
        raise Http404
    return person
