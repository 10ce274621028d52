"""The list of meetings, the page of one, and the moves of its life."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.audit.models import Act
from foundation.circulation.models import Circulation
from foundation.circulation.workflow import note_opened
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.templatetags.ui import in_language
from foundation.core.workflow import Stale
from meetings.access import organisations_answered_for
from meetings.asked import keeps_meeting, takes_part
from meetings.filters import MeetingFilter
from meetings.forms import (
    ConveneAgainForm,
    GuestForm,
    MeetingForm,
    PostponeForm,
    ReasonForm,
    RecommendationForm,
    suggested_facts,
)
from meetings.models import BacklogItem, Guest, Meeting
from meetings.states import BacklogState, ItemState, MeetingKind, MeetingState
from meetings.views.cadence import Beginning, cadence_for, dates_being_sought, question_about
from meetings.views.groups import letters_held
from meetings.views.reading import agenda_for
from meetings.workflow import meeting as life
from meetings.workflow.agenda import agenda_of
from meetings.workflow.backlog import may_be_carried_over, recommend
from meetings.workflow.circulated import changes_between, latest_revision, snapshot_of
from meetings.workflow.live import is_running
from meetings.workflow.planning import checklist, was_circulated, what_happens_next
from meetings.workflow.report_back import report_back, reportable
from meetings.workflow.requests import agree_to_short_notice
from meetings.workflow.rsvp import replies_in_force, who_owes_an_answer
from meetings.workflow.stakeholders import stakeholders_in_numbers
from members.models import Organisation
from members.standing import Standing
from members.views.acts import permitted_or_403
from workinggroups.views.frame import crumbs_of


@login_required
def meeting_list(request):
    visible = Meeting.objects.visible_to(request.user).distinct()
    found = MeetingFilter(request.GET, visible)
    rows, of_groups = found.qs.select_related("chair", "group"), Meeting.objects.none()
    if not request.GET.get("of"):
        own = visible.filter(group__in=list(Standing.of(request.user).groups))
        of_groups = own.coming().select_related("chair", "group")
    return render(request, "meetings/meeting_list.html", {
        "filter": found, "coming": rows.coming(), "past": rows.past(), "of_groups": of_groups,
        "beats": cadence_for(request.user), "polls": dates_being_sought(request.user),
        "may_plan": request.user.has_perm("meetings.plan_meeting"),
        "crumbs": [{"label": _("Meetings")}],
    })  # fmt: skip


@login_required
def meeting(request, slug):
    shown = visible_or_404(Meeting, request.user, slug=slug, queryset=_meetings())
    note_opened(request.user, shown)
    steps = checklist(shown)
    context = _page(request, shown) | agenda_for(request.user, shown) | {
        "is_on": is_running(shown), "steps": steps, "next": what_happens_next(shown, steps),
        "my_replies": _my_replies(request.user, shown), "my_proposals": _my_proposals(request.user, shown),
        "moves": {move.name: True for move in life.MEETING.open_to(request.user, shown)},
    }  # fmt: skip
    if takes_part(request.user, shown) and Standing.of(request.user).is_of_a_member:
        context["acts"] = Act.objects.about(shown).open()
    context["held"] = letters_held(request.user, shown)
    if keeps_meeting.test(request.user, shown):
        context |= _desk(request, shown) | {"todo": _todo(shown, steps)} | _unfinished(request, shown)
        context |= _to_report(request, shown)
    if request.user.has_perm("meetings.see_preparation") and shown.group_id is None:
        context |= _special(request, shown)
    return render(request, "meetings/meeting.html", context)


@login_required
def meeting_new(request):
    if not request.user.has_perm("meetings.plan_meeting"):
        return redirect("meetings:meeting_list")
    beginning = Beginning.of(request)
    initial = suggested_facts() | {"kind": "quarterly", "title": _next_title()} | beginning.facts
    form = MeetingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals, transaction.atomic():
            made = life.plan_meeting(by=request.user, **form.facts)
            beginning.tie(made, by=request.user)
        if not refusals:
            messages.success(request, _("The meeting is prepared. Now write its agenda, then convene it."))
            return redirect(made)
    form.hide_day_off()
    crumbs = [{"label": _("Meetings"), "url": reverse("meetings:meeting_list")}, {"label": _("New meeting")}]
    return render(request, "meetings/meeting_form.html", {"form": form, "crumbs": crumbs})


@login_required
def meeting_edit(request, slug):
    shown = visible_or_404(Meeting, request.user, slug=slug)
    if not request.user.has_perm("meetings.edit_meeting", shown):
        return redirect(shown)
    form = MeetingForm(request.POST or None, instance=Meeting.objects.get(pk=shown.pk))
    theirs = None
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            try:
                life.edit_meeting(shown, by=request.user, expected=_version(request), **form.facts)
            except Stale as stale:
                theirs = stale.current
                raise
        if not refusals:
            messages.success(request, _("The facts of the meeting are saved."))
            return redirect(shown)
    form.hide_day_off()
    return render(request, "meetings/meeting_form.html", _page(request, shown) | {
        "form": form, "theirs": theirs, "group": shown.group,
        "version": theirs.version if theirs else request.POST.get("version", shown.version),
    })  # fmt: skip


@require_POST
@login_required
def meeting_convene(request, slug):
    shown = visible_or_404(Meeting, request.user, slug=slug)
    with refusals_as_messages(request) as refusals:
        life.convene(shown, by=request.user)
    if not refusals:
        messages.success(request, _("The meeting is convened. Now circulate the invitation or the agenda."))
    return redirect(shown)


@require_POST
@login_required
def meeting_hold(request, slug):
    shown = visible_or_404(Meeting, request.user, slug=slug)
    with refusals_as_messages(request) as refusals:
        life.hold(shown, by=request.user)
    if not refusals:
        messages.success(request, _("The meeting is marked as held."))
    return redirect(shown)


@login_required
def meeting_postpone(request, slug):
    shown = visible_or_404(Meeting, request.user, slug=slug)
    permitted_or_403(request, life.put_off, shown)
    if request.method == "GET" and not life.put_off.is_open(request.user, shown):
        return redirect(shown)
    starts = timezone.localtime(shown.starts_at).time()
    form = PostponeForm(request.POST or None, initial={"starts": starts, "length": shown.minutes_long})
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            life.postpone(shown, by=request.user, reason=form.cleaned_data["reason"], **form.new_times)
        if not refusals:
            letter = "invitation" if form.has_new_date else "postponed"
            return redirect("meetings:meeting_circulate", slug=slug, occasion=letter)
    form.hide_day_off()
    return render(request, "meetings/meeting_move.html", _page(request, shown) | {
        "form": form, "title": _("Postpone the meeting"), "action_label": _("Postpone"),
        "text": _("The answers to the invitation become void. You then see the letter before it goes."),
    })  # fmt: skip


@login_required
def meeting_convene_again(request, slug):
    shown = visible_or_404(Meeting, request.user, slug=slug)
    permitted_or_403(request, life.convene_again, shown)
    if request.method == "GET" and not life.convene_again.is_open(request.user, shown):
        return redirect(shown)
    form = ConveneAgainForm(request.POST or None, initial={"length": shown.minutes_long, "starts": "10:00"})
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            life.convene_again(shown, by=request.user, **form.times)
        if not refusals:
            return redirect("meetings:meeting_circulate", slug=slug, occasion="invitation")
    form.hide_day_off()
    return render(request, "meetings/meeting_move.html", _page(request, shown) | {
        "form": form, "title": _("Convene the meeting again"), "action_label": _("Convene again"),
        "text": _("You then see the invitation with the new date before it goes."),
    })  # fmt: skip


@login_required
def meeting_cancel(request, slug):
    shown = visible_or_404(Meeting, request.user, slug=slug)
    permitted_or_403(request, life.cancel, shown)
    if request.method == "GET" and not life.cancel.is_open(request.user, shown):
        return redirect(shown)
    form = ReasonForm(request.POST or None)
    was_known = shown.state != MeetingState.DRAFT
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            life.cancel(shown, by=request.user, reason=form.cleaned_data["reason"])
        if not refusals and was_known:
            return redirect("meetings:meeting_circulate", slug=slug, occasion="cancelled")
        return redirect(shown)
    return render(request, "meetings/meeting_move.html", _page(request, shown) | {
        "form": form, "title": _("Cancel the meeting"), "action_label": _("Cancel the meeting"), "kind": "danger",
        "text": _("The meeting leaves the calendars of all who were invited. This cannot be undone."),
    })  # fmt: skip


@login_required
def guest_new(request, slug):
    shown = visible_or_404(Meeting, request.user, slug=slug)
    if not request.user.has_perm("meetings.invite_guest", shown):
        return redirect(shown)
    form = GuestForm(request.POST or None, meeting=shown)
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            life.invite_guest(shown, by=request.user, **form.cleaned_data)
        if not refusals:
            messages.success(request, _("The guest is invited. Its letter goes in a mailing apart."))
            return redirect(shown)
    return render(request, "meetings/meeting_move.html", _page(request, shown) | {
        "form": form, "title": _("Invite a guest"), "action_label": _("Invite"),
        "text": _("A guest sees this meeting with its own items only, never the private notes or the other items."),
    })  # fmt: skip


@require_POST
@login_required
def guest_withdraw(request, slug, pk):
    shown = visible_or_404(Meeting, request.user, slug=slug)
    guest = Guest.objects.filter(meeting=shown, pk=pk).first()
    if guest is not None:
        with refusals_as_messages(request) as refusals:
            life.withdraw_guest(shown, by=request.user, guest=guest)
        if not refusals:
            messages.success(request, _("The invitation is withdrawn."))
    return redirect(shown)


def _meetings():
    return Meeting.objects.select_related("chair__organisation", "requested_by", "group")


def _page(request, shown, *more):
    crumbs = [{"label": _("Meetings"), "url": reverse("meetings:meeting_list")}]
    if shown.group_id is not None:
        at = reverse("meetings:group_meetings", args=[shown.group.slug])
        crumbs = [*crumbs_of(shown.group, at=(_("Meetings"), at))]
        crumbs[-1] = {"label": _("Meetings"), "url": at}
    return {
        "meeting": shown,
        "crumbs": [*crumbs, {"label": in_language(shown, "title"), "url": shown.get_absolute_url()}, *more],
    }


def _my_replies(user, shown):
    """Each organisation for which the reader answers, with its answer."""
    mine = Organisation.objects.filter(pk__in=organisations_answered_for(user, shown))
    given = {row.organisation_id: row for row in replies_in_force(shown)}
    return [(body, given.get(body.pk)) for body in mine] if shown.state == MeetingState.CONVENED else []


def _my_proposals(user, shown):
    """What the reader's own organisations proposed for this meeting, and what became of it."""
    mine = Standing.of(user).member_organisations
    return (
        shown.items.filter(proposed_by__in=mine).select_related("proposed_by").order_by("pk") if mine else []
    )


def _desk(request, shown):
    """What the secretariat sees beside: answers, guests, proposals, what was not circulated yet."""
    revision = latest_revision(shown)
    return {
        "unct_question": question_about(shown),
        "replies": replies_in_force(shown),
        "owing": list(who_owes_an_answer(shown)) if shown.state == MeetingState.CONVENED else [],
        "guests": shown.guests.select_related("organisation").prefetch_related("items"),
        "proposals": shown.items.filter(state=ItemState.PROPOSED).select_related("proposed_by"),
        "circulations": _circulations(request.user, shown),
        "uncirculated": _uncirculated(shown, revision),
    }  # fmt: skip


def _unfinished(request, shown):
    """The items of a meeting that has begun, each with what became of it; sub-items go with their items."""
    if not may_be_carried_over(shown):
        return {}
    rows = list(shown.items.on_agenda().filter(parent=None).select_related("carried_over_as"))
    taken = set(BacklogItem.objects.with_agendas().filter(is_taken=True, carried_from__in=rows).values_list(
        "carried_from", flat=True
    ))  # fmt: skip
    for row in rows:
        carried = getattr(row, "carried_over_as", None)
        row.carried = (
            "taken" if row.pk in taken else carried is not None and carried.state == BacklogState.OPEN
        )
    return {"unfinished": rows, "may_carry_over": request.user.has_perm("meetings.carry_over", shown)}


def _to_report(request, shown):
    """The items of a group's meeting that its lead may bring back to the Network."""
    if shown.group_id is None or not report_back.is_open(request.user, shown.group):
        return {}
    return {"reportable": reportable(shown)}


def _special(request, shown):
    """What only some kinds of meetings have: agreement to a short notice, recommendations."""
    if shown.kind == MeetingKind.ANNUAL:
        may = recommend.is_open(request.user, shown) and may_be_carried_over(shown)
        return {
            "stakeholders": stakeholders_in_numbers(shown),
            "recommendations": shown.recommendations.order_by("pk"),
            "recommendation_form": RecommendationForm() if may else None,
        }
    if shown.kind == MeetingKind.EXTRAORDINARY and shown.state == MeetingState.DRAFT:
        lacking = life.lacks_agreement(shown)
        return {
            "short_notice": lacking,
            "may_agree": lacking and agree_to_short_notice.is_open(request.user, shown),
        }
    return {}


def _todo(shown, steps):
    """The address and the words of the one next thing for the secretariat, or None."""
    letter = {MeetingState.CANCELLED: "cancelled", MeetingState.POSTPONED: "postponed"}.get(shown.state)
    if letter:
        if was_circulated(shown, f"meeting_{letter}"):
            return None
        return reverse("meetings:meeting_circulate", args=[shown.slug, letter]), _(
            "Tell those who were invited"
        )
    names = [step.name for step in steps if not step.is_done]
    todo = {
        "notice": (("meetings:meeting_circulate", "invitation"), _("Circulate the invitation")),
        "draft": (("meetings:agenda_circulate", "draft"), _("Circulate the draft agenda")),
        "final": (("meetings:agenda_circulate", "final"), _("Circulate the final agenda")),
    }
    name = next((name for name in names if name in todo), None)
    if name is None or shown.state != MeetingState.CONVENED or shown.is_over:
        return None
    (view, argument), words = todo[name]
    return reverse(view, args=[shown.slug, argument]), words


def _circulations(user, shown):
    rows = Circulation.objects.visible_to(user).filter(
        about_type__app_label="meetings", about_type__model="meeting"
    )
    return rows.filter(about_id=shown.pk).order_by("-pk")[:10]


def _uncirculated(shown, revision):
    """How many changes the members have not seen."""
    if revision is None or shown.state != MeetingState.CONVENED:
        return 0
    changes = changes_between(revision.snapshot, snapshot_of(shown, agenda_of(shown)))
    # What fills itself moves with every report on an action point: that alone is no reason to circulate.
    return len([change for change in changes if change.kind != "matters"])


def _next_title():
    number = life.next_number("quarterly")
    return _("Quarterly meeting No. %(number)s") % {"number": number}


def _version(request):
    given = request.POST.get("version", "")
    return int(given) if given.isdigit() else 0
