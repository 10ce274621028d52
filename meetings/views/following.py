"""What everybody else sees while the meeting runs: the screen in the room, and the page to follow along.

Screens ask every few seconds with the tag of what they show, and get 304 while nothing changed. What is
shown is what the room may see: items that were circulated or are being taken, never a private note.
"""

import hashlib

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Max, Sum
from django.http import HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foundation.core.access import visible_or_404
from foundation.core.templatetags.ui import in_language
from meetings.models import Meeting, Paper
from meetings.views.reading import guest_organisation
from meetings.workflow.circulated import items_open_to
from meetings.workflow.course import course_of
from meetings.workflow.live import sitting_of
from members.standing import Standing


@login_required
@require_GET
def live_screen(request, slug):
    """The projector in the room: huge letters, nothing private."""
    return _shown(request, slug, "meetings/live_screen.html")


@login_required
@require_GET
def live_follow(request, slug):
    """The same on a member's own screen, with the papers of the item."""
    return _shown(request, slug, "meetings/live_follow.html")


def _shown(request, slug, template):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    is_script = request.headers.get("X-Requested-With") == "fetch"
    tag = tag_of(meeting, request.user, template)
    if is_script and tag == request.headers.get("If-None-Match"):
        return HttpResponseNotModified()
    context = followed(request.user, meeting) | {"meeting": meeting, "now": timezone.now(), "crumbs": [
        {"label": _("Meetings"), "url": reverse("meetings:meeting_list")},
        {"label": in_language(meeting, "title"), "url": meeting.get_absolute_url()}, {"label": _("Follow the meeting")},
    ]}  # fmt: skip
    response = render(request, f"{template}#live" if is_script else template, context)
    response.headers["ETag"] = tag
    patch_cache_control(response, private=True, no_cache=True)
    return response


def followed(user, meeting):
    """The course of the meeting as far as `user` and the room may see it."""
    course = course_of(meeting)
    guest = guest_organisation(user, meeting)
    circulated = set(meeting.items.filter(revisions__isnull=False).values_list("pk", flat=True))
    opened = items_open_to(guest.pk, meeting) if guest else None
    shown = [
        line for line in course.lines
        if (line.was_taken or line.item.pk in circulated) and (opened is None or line.item.pk in opened)
    ]  # fmt: skip
    current = course.current if course.current in shown else None
    following = course.next if course.next in shown else None
    sees_wording = Standing.of(user).is_insider or guest is not None
    return {
        "sitting": course.sitting, "lines": shown, "current": current, "following": following,
        "is_closed_to_reader": course.current is not None and current is None,
        "wording": _wording(current) if sees_wording else "", "course": course,
        "papers": _papers(user, current),
    }  # fmt: skip


def _wording(line):
    row = line.in_the_room if line else None
    return row.wording if row and row.is_projected else ""


def _papers(user, line):
    if line is None:
        return []
    rows = Paper.objects.visible_to(user).filter(item=line.item, removed_at__isnull=True)
    return list(rows.select_related("stored_file"))


def tag_of(meeting, user, *parts):
    """The ETag of what `user` would be shown: it changes when anything on it does."""
    sitting = sitting_of(meeting)
    beat = (sitting.pk, sitting.beat) if sitting else ()
    items = meeting.items.aggregate(rows=Count("pk"), versions=Sum("version"), last=Max("revisions__number"))
    guest = guest_organisation(user, meeting)
    reader = guest.pk if guest else Standing.of(user).is_insider
    everything = (
        meeting.pk,
        meeting.version,
        meeting.state,
        *beat,
        *items.values(),
        get_language(),
        reader,
        *parts,
    )
    # Papers differ by reader; the page of one person is never another's.
    return f'"{hashlib.sha256(repr((everything, user.pk)).encode()).hexdigest()[:32]}"'
