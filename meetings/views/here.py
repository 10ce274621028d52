"""Behind the code on the door: members say "I am here", guests write their name. It works without signing in."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from foundation.core.workflow import NotPermitted, Refused
from meetings.access import is_asked
from meetings.forms.room import ArrivalForm
from meetings.states import Mode
from meetings.workflow import check_in
from members.standing import Standing


@never_cache
def here(request, token):
    """The page asks, only the button answers (RULES R10.61)."""
    try:
        meeting = check_in.meeting_behind(token)
    except Refused as refusal:
        return render(request, "meetings/answer_closed.html", {"sentence": str(refusal)}, status=410)
    is_member = request.user.is_authenticated and is_asked.test(request.user, meeting)
    context = {
        "meeting": meeting, "is_open": check_in.is_door_open(meeting), "is_member": is_member,
        "standing": Standing.of(request.user), "has_online": meeting.mode != Mode.IN_PERSON,
    }  # fmt: skip
    answer = _member if is_member else _guest
    return render(request, "meetings/here.html", context | answer(request, meeting))


def _member(request, meeting):
    mine = meeting.attendances.filter(person=Standing.of(request.user).person).first()
    if request.method != "POST":
        return {"attendance": mine}
    try:
        is_online = request.POST.get("how") == "online"
        return {
            "attendance": check_in.check_in(meeting, by=request.user, is_online=is_online),
            "is_done": True,
        }
    except NotPermitted:
        return {"attendance": mine, "refusal": _("You may not sign in here. Go to the secretariat.")}
    except Refused as refusal:
        return {"attendance": mine, "refusal": str(refusal)}


def _guest(request, meeting):
    form = ArrivalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return {"arrival": check_in.arrive(meeting, **form.cleaned_data), "form": form}
        except Refused as refusal:
            return {"form": form, "refusal": str(refusal)}
    return {"form": form}
