"""The cadence clock, the UNCT's dates, and our meetings beside them."""

import contextlib
from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.audit.models import Act
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.moments import moment
from foundation.core.templatetags.ui import in_language
from meetings.forms.dates import BesideForm, MoveOursForm, UnctMeetingForm, UnctSourceForm
from meetings.models import Beside, DatePoll, Meeting, UnctMeeting, UnctSource
from meetings.states_cadence import PollState
from meetings.tasks_cadence import read_the_unct_calendar
from meetings.workflow import unct as office
from meetings.workflow.cadence import beside, cadence
from meetings.workflow.polls import tie_meeting
from members.views.acts import act_page, permitted_or_403


@dataclass
class Beginning:
    """What the form of a new meeting begins with when it was opened from the clock or from a date poll."""

    facts: dict = field(default_factory=dict)
    unct: UnctMeeting | None = None
    poll: DatePoll | None = None

    @classmethod
    def of(cls, request):
        """Read `?unct=7` or `?poll=7`; anything else begins with nothing."""
        unct, poll = request.GET.get("unct", ""), request.GET.get("poll", "")
        if unct.isdecimal():
            row = visible_or_404(UnctMeeting, request.user, pk=int(unct))
            kind = (
                {"kind": "annual", "title": _("Annual Network Meeting")}
                if request.GET.get("kind") == "annual"
                else {}
            )
            return cls(_times(beside(row.starts_at)) | {"beside": _in_words(row)} | kind, unct=row)
        if poll.isdecimal():
            row = visible_or_404(DatePoll, request.user, pk=int(poll), state=PollState.SETTLED, meeting=None)
            titles = {"title": row.title, "title_ru": row.title_ru, "title_ky": row.title_ky}
            facts = titles | {"kind": row.kind, "length": row.minutes_long}
            return cls(_times(row.chosen.starts_at) | facts, unct=row.chosen.unct, poll=row)
        return cls()

    def tie(self, meeting, *, by):
        """Remember beside which UNCT meeting, and out of which poll, the meeting came to be."""
        if self.unct is not None:
            office.stand_beside(meeting, by=by, unct=self.unct)
        if self.poll is not None:
            tie_meeting(self.poll, by=by, meeting=meeting)


def _times(starts_at):
    local = timezone.localtime(starts_at)
    return {"day": local.date(), "starts": f"{local:%H:%M}"}


def _in_words(unct):
    return f"{unct.title}, {moment(unct.starts_at)}"[:200]


def cadence_for(user):
    """The cadence clock, for who prepares meetings; nothing for others."""
    return cadence() if user.has_perm("meetings.see_cadence") else []


def dates_being_sought(user):
    """Polls that can still be answered, for the people of the Network."""
    return DatePoll.objects.visible_to(user).filter(state=PollState.OPEN).order_by("closes_at")


def question_about(meeting):
    """The open question about the UNCT meeting beside which ours stands, or None."""
    link = _link(meeting)
    return link if link is not None and link.is_open_question and meeting.state in office.AHEAD else None


@login_required
@require_safe
def unct_list(request):
    """The UNCT's dates ahead, from where they come, and which of our meetings stand beside them."""
    _insiders_only(request.user)
    source = UnctSource.objects.exclude(address="").first()
    return render(request, "meetings/unct_list.html", {
        "uncts": UnctMeeting.objects.visible_to(request.user).ahead().prefetch_related("ours__meeting"),
        "source": source, "keeps": request.user.has_perm("meetings.add_unct_meeting"),
        "beats": cadence_for(request.user), "crumbs": _crumbs(),
    })  # fmt: skip


@login_required
def unct_new(request):
    """Enter a date by hand."""
    permitted_or_403(request, office.add_unct_meeting)
    form = UnctMeetingForm(request.POST or None)
    return act_page(
        request, form, lambda _values: office.add_unct_meeting(by=request.user, **form.facts),
        title=_("Add a UNCT meeting"), back=reverse("meetings:unct_list"), button=_("Add"),
        done=_("The date is entered."), crumbs=_crumbs(_("Add a UNCT meeting")),
    )  # fmt: skip


@login_required
def unct_edit(request, pk):
    """Correct a date that is kept by hand."""
    row = visible_or_404(UnctMeeting, request.user, pk=pk)
    permitted_or_403(request, office.edit_unct_meeting, row)
    form = UnctMeetingForm.of(row, request.POST or None)
    return act_page(
        request, form, lambda _values: office.edit_unct_meeting(row, by=request.user, **form.facts),
        title=_("Change the date"), back=reverse("meetings:unct_list"), button=_("Save"), subtitle=_in_words(row),
        text=_("A meeting of ours beside it does not move by itself: you are asked first."),
        done=_("The date is changed."), crumbs=_crumbs(_("Change the date")),
    )  # fmt: skip


@require_POST
@login_required
def unct_drop(request, pk):
    """The UNCT meeting does not take place."""
    row = visible_or_404(UnctMeeting, request.user, pk=pk)
    with refusals_as_messages(request) as refusals:
        office.drop_unct_meeting(row, by=request.user)
    if not refusals:
        messages.success(
            request, _("Recorded. If one of our meetings stood beside it, you are asked about that one.")
        )
    return redirect("meetings:unct_list")


@login_required
def unct_source(request):
    """From which address the dates are read; the worker reads it at once and every hour."""
    permitted_or_403(request, office.set_unct_source)
    source = UnctSource.objects.first()
    initial = {"address": source.address, "only_with": source.only_with} if source else {}
    return act_page(
        request, UnctSourceForm(request.POST or None, initial=initial), lambda values: _set_source(request, values),
        title=_("Read the dates from a calendar"), back=reverse("meetings:unct_list"), button=_("Save"),
        text=_("The portal reads the address every hour. It moves none of our meetings by itself."),
        done=_("The address is saved. It is read within the next minutes."),
        crumbs=_crumbs(_("Read the dates from a calendar")),
    )  # fmt: skip


def _set_source(request, values):
    office.set_unct_source(by=request.user, **values)
    # The hourly reading finds it too, should the broker be away just now.
    with contextlib.suppress(OSError, read_the_unct_calendar.OperationalError):
        read_the_unct_calendar.delay()


@login_required
def unct_beside(request, slug):
    """Beside which UNCT meeting ours stands; and the question, when that one moved or vanished."""
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    permitted_or_403(request, office.stand_beside, meeting)
    link = _link(meeting)
    form = BesideForm(request.POST or None, initial={"unct": link.unct_id if link else None})
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            office.stand_beside(meeting, by=request.user, unct=form.cleaned_data["unct"])
        if not refusals:
            messages.success(request, _("Saved. You are asked when that UNCT meeting moves."))
            return redirect(meeting)
    return render(request, "meetings/unct_beside.html", _page(meeting, _("Beside the UNCT")) | {
        "form": form, "link": link, "would_be": office.same_distance(link) if link else None,
        "acts": Act.objects.about(meeting).filter(verb__in=[
            "meetings.stand_beside", "meetings.keep_our_date",
        ])[:10],
    })  # fmt: skip


@require_POST
@login_required
def unct_keep(request, slug):
    """Ours stays where it is."""
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    with refusals_as_messages(request) as refusals:
        office.keep_our_date(meeting, by=request.user)
    if not refusals:
        messages.success(request, _("Our meeting stays on its date."))
    return redirect(meeting)


@login_required
def unct_move(request, slug):
    """Ours moves too: the form begins at the same distance from the UNCT meeting."""
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    permitted_or_403(request, office.keep_our_date, meeting)
    link = _link(meeting)
    if link is None or not link.is_open_question:
        return redirect(meeting)
    was_convened = meeting.state != "draft"
    form = MoveOursForm(request.POST or None, initial=_where_to(meeting, link))
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            office.move_our_date(meeting, by=request.user, reason=form.cleaned_data["reason"], **form.times)
        if not refusals and was_convened:
            return redirect("meetings:meeting_circulate", slug=slug, occasion="invitation")
        if not refusals:
            messages.success(request, _("Our meeting is moved."))
            return redirect(meeting)
    form.hide_day_off()
    return render(request, "meetings/meeting_move.html", _page(meeting, _("Move ours too")) | {
        "form": form, "title": _("Move ours too"), "action_label": _("Move our meeting"),
        "text": _("The answers to the invitation become void; you see the new invitation before it goes.")
        if was_convened else _("Members do not see this meeting yet, so nobody is written to."),
    })  # fmt: skip


def _where_to(meeting, link):
    at = office.same_distance(link)
    reason = _("The UNCT meeting beside which it stands has moved.")
    if at is None:
        reason = _("The UNCT meeting beside which it stood does not take place.")
    return {"length": meeting.minutes_long, "reason": reason} | (
        _times(at) if at else _times(meeting.starts_at)
    )


def _link(meeting):
    return Beside.objects.select_related("unct", "meeting").filter(meeting=meeting).first()


def _insiders_only(user):
    if not user.has_perm("decisions.see_working_references"):
        raise PermissionDenied(_("These pages are for the people of the Network."))


def _page(meeting, label):
    crumbs = [
        {"label": _("Meetings"), "url": reverse("meetings:meeting_list")},
        {"label": in_language(meeting, "title"), "url": meeting.get_absolute_url()}, {"label": label},
    ]  # fmt: skip
    return {"meeting": meeting, "crumbs": crumbs}


def _crumbs(label=""):
    crumbs = [{"label": _("Meetings"), "url": reverse("meetings:meeting_list")}]
    if not label:
        return [*crumbs, {"label": _("Dates of the UNCT")}]
    return [
        *crumbs,
        {"label": _("Dates of the UNCT"), "url": reverse("meetings:unct_list")},
        {"label": label},
    ]
