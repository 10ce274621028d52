"""The desk of the secretariat while the meeting runs: next, back, more minutes, wording, who came late.

Every act works as a plain form; with the script a tap is kept on the device until the portal has it.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Sum
from django.http import HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.core.access import visible_or_404
from foundation.core.templatetags.ui import in_language
from foundation.core.workflow import NotPermitted, Refused, Stale
from meetings.forms.live import ExtendForm, TapForm, WordingForm
from meetings.models import ItemInTheRoom, Meeting
from meetings.views.attendance import cards_of
from meetings.views.following import tag_of
from meetings.workflow import live as office
from meetings.workflow.course import course_of


@login_required
def live(request, slug):
    """The desk; others are led to the page that follows along."""
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    if not request.user.has_perm("meetings.open_sitting", meeting):
        return redirect("meetings:live_follow", slug=slug)
    is_script = _is_script(request)
    tag = tag_of(meeting, request.user, "desk", *_door(meeting))
    if is_script and tag == request.headers.get("If-None-Match"):
        return HttpResponseNotModified()
    template = "meetings/live.html#panel" if is_script else "meetings/live.html"
    response = render(request, template, _desk(meeting) | {"crumbs": _crumbs(meeting)})
    response.headers["ETag"] = tag
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_POST
@login_required
def live_open(request, slug):
    return _tap(request, slug, office.open_sitting)


@require_POST
@login_required
def live_close(request, slug):
    return _tap(request, slug, office.close_sitting)


@require_POST
@login_required
def live_reopen(request, slug):
    meeting = _meeting(request, slug)
    return _do(request, meeting, lambda: office.reopen_sitting(meeting, by=request.user))


@require_POST
@login_required
def live_stop(request, slug):
    return _tap(request, slug, office.stop_item)


@require_POST
@login_required
def live_start(request, slug, pk):
    return _tap(request, slug, office.start_item, item=pk)


@require_POST
@login_required
def live_extend(request, slug, pk):
    meeting = _meeting(request, slug)
    form = ExtendForm(request.POST)
    if not form.is_valid():
        return _answer(request, meeting, _("This could not be read. Reload the page."), 422)
    return _do(
        request, meeting, lambda: office.extend_item(meeting, by=request.user, item=pk, **form.cleaned_data)
    )


@require_POST
@login_required
def live_wording(request, slug, pk):
    """Keep the wording as it is typed; 409 with both texts when somebody else typed meanwhile."""
    meeting, taken = _taken(request, slug, pk)
    form = WordingForm(request.POST)
    if not form.is_valid():
        return _answer(request, meeting, _("This could not be read. Reload the page."), 422)
    theirs = []

    def act():
        try:
            office.project_wording(taken, by=request.user, **form.cleaned_data)
        except Stale as stale:
            theirs.append(stale.current)
            raise

    return _do(request, meeting, act, theirs=theirs)


@require_POST
@login_required
def live_record(request, slug, pk):
    meeting, taken = _taken(request, slug, pk)
    said = _("The decision stands in the draft minutes now, under its item.")
    return _do(request, meeting, lambda: office.record_wording(taken, by=request.user), done=said)


def _meeting(request, slug):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    if not request.user.has_perm("meetings.open_sitting", meeting):
        raise PermissionDenied(_("The clock of a meeting is kept by the secretariat."))
    return meeting


def _taken(request, slug, pk):
    meeting = _meeting(request, slug)
    rows = ItemInTheRoom.objects.select_related("item__meeting", "sitting", "edited_by")
    return meeting, get_object_or_404(rows, item=pk, item__meeting=meeting)


def _tap(request, slug, act, **more):
    meeting = _meeting(request, slug)
    form = TapForm(request.POST)
    if not form.is_valid():
        return _answer(request, meeting, _("This could not be read. Reload the page."), 422)
    return _do(request, meeting, lambda: act(meeting, by=request.user, **form.cleaned_data, **more))


def _do(request, meeting, act, *, theirs=(), done=""):
    """Carry out one tap and answer it."""
    try:
        act()
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        return _answer(request, meeting, str(refusal), 409 if theirs else 422, theirs=theirs)
    return _answer(request, meeting, done=done)


def _answer(request, meeting, refusal="", status=200, *, theirs=(), done=""):
    """The desk as it stands now: as a fragment for the script, else by the whole page."""
    if not _is_script(request):
        if refusal or done:
            messages.add_message(request, messages.ERROR if refusal else messages.SUCCESS, refusal or done)
        return redirect("meetings:live", slug=meeting.slug)
    meeting.refresh_from_db()
    answer = {
        "panel": render_to_string("meetings/live.html#panel", _desk(meeting), request=request),
        "refusal": refusal,
        "done": done,
    }
    if theirs:
        answer |= {
            "theirs": theirs[0].wording,
            "version": theirs[0].version,
            "by": str(theirs[0].edited_by or ""),
        }
    return JsonResponse(answer, status=status)


def _desk(meeting):
    cards = [card for card in cards_of(meeting) if card["is_member"]]
    return {
        "meeting": meeting,
        "course": course_of(meeting),
        "away": [card for card in cards if not card["was_there"]],
        "there": [card for card in cards if card["was_there"]],
        "arrivals": list(meeting.arrivals.all()),
        "can_begin": timezone.now() >= meeting.starts_at - office.EARLY,
        "now": timezone.now(),
    }


def _door(meeting):
    """What changes at the door, as a part of the tag."""
    seen = meeting.attendances.aggregate(rows=Count("pk"), versions=Sum("version"))
    return seen["rows"], seen["versions"] or 0, meeting.arrivals.count()


def _is_script(request):
    return request.headers.get("X-Requested-With") == "fetch"


def _crumbs(meeting):
    return [
        {"label": _("Meetings"), "url": reverse("meetings:meeting_list")},
        {"label": in_language(meeting, "title"), "url": meeting.get_absolute_url()}, {"label": _("The meeting as it runs")},
    ]  # fmt: skip
