"""Answers to the invitation: in the portal, by the signed link of a letter, or as the secretariat was told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from foundation.accounts.models import User
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.links import read_link
from foundation.core.templatetags.ui import in_language
from foundation.core.workflow import Refused
from meetings.access import organisations_answered_for
from meetings.forms import RecordReplyForm, ReplyForm
from meetings.models import Meeting
from meetings.states import MeetingState
from meetings.workflow.rsvp import replies_in_force, reply
from members.models import Organisation


@login_required
def rsvp(request, slug):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    mine = Organisation.objects.filter(pk__in=organisations_answered_for(request.user, meeting))
    wanted = request.GET.get("organisation")
    organisation = get_object_or_404(mine, slug=wanted) if wanted else mine.first()
    if organisation is None:
        messages.info(request, _("Your organisation is not asked to answer this invitation."))
        return redirect(meeting)
    before = replies_in_force(meeting).filter(organisation=organisation).first()
    form = ReplyForm(
        request.POST or None, meeting=meeting, organisation=organisation, initial=_initial(before)
    )
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            reply(
                meeting,
                by=request.user,
                organisation=organisation,
                **_words(form, request.user, organisation),
            )
        if not refusals:
            name = in_language(organisation, "acronym")
            messages.success(request, _("Thank you. The answer of %(name)s is recorded.") % {"name": name})
            return redirect(meeting)
    return render(request, "meetings/rsvp.html", _page(meeting, organisation, before, form))


@login_required
def rsvp_record(request, slug):
    meeting = visible_or_404(Meeting, request.user, slug=slug)
    if not request.user.has_perm("meetings.issue_agenda", meeting):
        return redirect("meetings:rsvp", slug=slug)
    form = RecordReplyForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            reply(meeting, by=request.user, channel="secretariat", **form.cleaned_data)
        if not refusals:
            messages.success(request, _("The answer is recorded."))
            return redirect(meeting)
    crumbs = [
        {"label": in_language(meeting, "title"), "url": meeting.get_absolute_url()},
        {"label": _("Record an answer")},
    ]
    return render(request, "meetings/meeting_move.html", {
        "meeting": meeting, "form": form, "title": _("Record an answer"), "action_label": _("Record"),
        "text": _("For an organisation that told you by telephone or e-mail."), "crumbs": crumbs,
    })  # fmt: skip


@never_cache
def answer(request, token):
    """The page behind the link of a letter: it asks, and only the button answers (RULES R10.61)."""
    try:
        what = read_link("rsvp", token)
        user, meeting, organisation = _behind(what)
    except Refused as refusal:
        return render(request, "meetings/answer_closed.html", {"sentence": str(refusal)}, status=410)
    with translation.override(user.language):
        closed = _why_closed(user, meeting, organisation)
        if closed:
            return render(
                request, "meetings/answer_closed.html", {"sentence": closed, "meeting": meeting}, status=410
            )
        return _ask(request, user, meeting, organisation)


def _ask(request, user, meeting, organisation):
    before = replies_in_force(meeting).filter(organisation=organisation).first()
    form = ReplyForm(
        request.POST or None, meeting=meeting, organisation=organisation, initial=_initial(before)
    )
    context = _page(meeting, organisation, before, form) | {"reader": user, "is_link": True}
    if request.method == "POST" and form.is_valid():
        try:
            words = _words(form, user, organisation)
            given = reply(meeting, by=user, organisation=organisation, channel="mail-link", **words)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return render(request, "meetings/answer_thanks.html", context | {"given": given})
    return render(request, "meetings/answer.html", context)


def _behind(what):
    user = User.objects.filter(pk=what.get("user"), is_active=True).first()
    meeting = Meeting.objects.filter(pk=what.get("meeting")).first()
    organisation = Organisation.objects.filter(pk=what.get("organisation")).first()
    if not (user and meeting and organisation):
        raise Refused(_("This link is no longer valid. Sign in to the portal, or write to the secretariat."))
    return user, meeting, organisation


def _why_closed(user, meeting, organisation):
    if meeting.state == MeetingState.CANCELLED:
        return _("This meeting was cancelled. You need not answer.")
    if meeting.state == MeetingState.POSTPONED:
        return _("This meeting is postponed. You will be asked again when its new date is known.")
    if meeting.state != MeetingState.CONVENED or meeting.is_over:
        return _("This meeting is over. Its invitation can no longer be answered.")
    if organisation.pk not in organisations_answered_for(user, meeting):
        name = in_language(organisation, "acronym")
        return _("You no longer represent %(name)s. Its focal point was asked as well.") % {"name": name}
    return ""


def _initial(before):
    if before is None:
        return {}
    return {"answer": before.answer, "attendee": before.attendee_id, "note": before.note}


def _words(form, user, organisation):
    """What the workflow takes; who chooses nobody else comes in person."""
    words = dict(form.cleaned_data)
    person = getattr(user, "person", None)
    if (
        not words["attendee"]
        and words["answer"] != "apology"
        and person
        and person.organisation_id == organisation.pk
    ):
        words["attendee"] = person
    if words["answer"] == "apology":
        words["attendee"] = None
    return words


def _page(meeting, organisation, before, form):
    log = meeting.replies.filter(organisation=organisation).select_related(
        "given_by", "attendee", "organisation"
    )
    crumbs = [
        {"label": _("Meetings"), "url": reverse("meetings:meeting_list")},
        {"label": in_language(meeting, "title"), "url": meeting.get_absolute_url()}, {"label": _("Answer the invitation")},
    ]  # fmt: skip
    return {
        "meeting": meeting, "organisation": organisation, "before": before, "form": form, "log": log,
        "crumbs": crumbs,
    }  # fmt: skip
