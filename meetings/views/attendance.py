"""Attendance on a phone: one card per organisation, one tap saves."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.workflow import NotPermitted, Refused, Stale
from meetings.forms_minutes import AttendanceForm, GuestForm
from meetings.models import Meeting
from meetings.states import WAS_THERE, Presence
from meetings.workflow.attendance import people_of, record_attendance, remove_attendance, representation
from members.models import Organisation, Representation
from members.states import Role

TAPS = (Presence.PRESENT, Presence.ALTERNATE, Presence.REMOTE, Presence.APOLOGY, Presence.ABSENT)
GUEST_TAPS = (Presence.GUEST, Presence.REMOTE, Presence.APOLOGY, Presence.ABSENT)
# A thumb's button has no room for "Represented by the alternate".
SHORT = {Presence.ALTERNATE: pgettext_lazy("on a button of the attendance", "Alternate")}


@login_required
@require_GET
def attendance(request, slug):
    meeting = _meeting(request, slug)
    return render(
        request,
        "meetings/attendance.html",
        {
            "meeting": meeting,
            "cards": cards_of(meeting),
            "representation": representation(meeting),
            "guest_form": GuestForm(),
            "may_record": request.user.has_perm("meetings.record_attendance", meeting),
        },
    )


@login_required
@require_POST
def attendance_record(request, slug):
    meeting = _meeting(request, slug)
    form = AttendanceForm(request.POST)
    is_script = request.headers.get("X-Requested-With") == "fetch"
    if not form.is_valid():
        return _answer(
            request, meeting, None, is_script, refusal=_("This could not be read. Reload the page.")
        )
    given = {
        name: value for name, value in form.cleaned_data.items() if name not in ("organisation", "presence")
    }
    refusal, conflict = "", None
    try:
        record_attendance(
            meeting, by=request.user, organisation=form.cleaned_data["organisation"],
            presence=form.cleaned_data["presence"], **given,
        )  # fmt: skip
    except Stale as stale:
        conflict = stale.current
    except NotPermitted as not_permitted:
        raise PermissionDenied(str(not_permitted)) from not_permitted
    except Refused as refused:
        refusal = str(refused)
    organisation = form.cleaned_data["organisation"]
    return _answer(request, meeting, organisation, is_script, refusal=refusal, conflict=conflict)


@login_required
@require_POST
def attendance_remove(request, slug, pk):
    meeting = _meeting(request, slug)
    with refusals_as_messages(request):
        remove_attendance(meeting, by=request.user, row=pk)
    return redirect("meetings:attendance", slug=slug)


def _answer(request, meeting, organisation, is_script, *, refusal="", conflict=None):
    """The card as it stands now: as a fragment for the script, else by the whole page."""
    from django.contrib import messages  # noqa: PLC0415 -- only for the page without script
    from django.template.loader import render_to_string  # noqa: PLC0415 -- only for the script's answer

    if conflict is not None and not refusal:
        refusal = _(
            "Somebody else changed this a moment ago. Look at it as it is now, then tap again if it is wrong."
        )
    if not is_script:
        if refusal:
            messages.error(request, refusal)
        return redirect("meetings:attendance", slug=meeting.slug)
    card = next((card for card in cards_of(meeting) if card["organisation"] == organisation), None)
    context = {"meeting": meeting, "card": card, "refusal": refusal, "may_record": True}
    status = 409 if conflict is not None else 422 if refusal else 200
    return JsonResponse(
        {
            "card": render_to_string("meetings/attendance.html#card", context, request=request)
            if card
            else "",
            "representation": render_to_string(
                "meetings/attendance.html#representation",
                {"representation": representation(meeting)},
                request=request,
            ),
            "refusal": refusal,
        },
        status=status,
    )


def _meeting(request, slug):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    if not request.user.has_perm("meetings.see_attendance_sheet", meeting):
        raise PermissionDenied(_("Attendance is taken by the secretariat. You read it in the minutes."))
    return meeting


def cards_of(meeting):
    """One card per organisation: the members of the day, invited guests, and who else came."""
    on = timezone.localtime(meeting.starts_at).date()
    rows = {}
    for row in meeting.attendances.select_related("organisation", "person"):
        rows.setdefault(row.organisation_id, []).append(row)
    members = set(Organisation.objects.members(on).values_list("pk", flat=True))
    guests = set(meeting.guests.values_list("organisation", flat=True))
    ids = members | guests | set(rows)
    people = people_of(ids)
    replies = {
        reply.organisation_id: reply
        for reply in meeting.replies.filter(is_current=True).select_related("attendee")
    }
    expected = {}
    for one in Representation.objects.on(on).filter(organisation__in=ids).select_related("person"):
        expected.setdefault(one.organisation_id, {})[one.role] = one.person
    organisations = Organisation.objects.filter(pk__in=ids)
    cards = [
        _card(organisation, organisation.pk in members, rows, people, replies, expected)
        for organisation in organisations
    ]
    return sorted(cards, key=lambda card: (not card["is_member"], card["organisation"].acronym.lower()))


def _card(organisation, is_member, rows, people, replies, expected):
    pk = organisation.pk
    reply = replies.get(pk)
    roles = expected.get(pk, {})
    found = rows.get(pk, [])
    names = [row for row in found if row.presence in WAS_THERE]
    return {
        "organisation": organisation,
        "is_member": is_member,
        "rows": found,
        "row": found[0] if found else None,
        "extra": found[1:],
        "was_there": names,
        "reply": reply,
        "expected": (reply.attendee if reply and reply.attendee else None) or roles.get(Role.FOCAL_POINT),
        "alternate": roles.get(Role.ALTERNATE),
        "people": people.get(pk, []),
        "taps": [
            {"value": p.value, "label": SHORT.get(p, p.label)} for p in (TAPS if is_member else GUEST_TAPS)
        ],
    }
