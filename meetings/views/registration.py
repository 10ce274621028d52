"""What a stakeholder from outside sees behind its link: the agenda open to guests, and the registration.

It works without an account. The page asks, and only its button answers (RULES R10.61).
"""

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.core.links import LinkExpired
from foundation.core.workflow import THE_PORTAL, Refused
from foundation.documents.files import serve
from meetings.access import items_open_to_stakeholders, papers_open_to_stakeholders
from meetings.forms.stakeholders import RegistrationForms
from meetings.models import Stakeholder
from meetings.states_annual import Channel, StakeholderState
from meetings.workflow import registration as office
from meetings.workflow.circulated import latest_revision, lines_of
from meetings.workflow.stakeholders import places_taken, registration_of


@never_cache
def registration(request, token):
    """The page of one stakeholder."""
    try:
        stakeholder = office.behind_link(token)
    except Refused as refusal:
        return _closed(request, _expired() if isinstance(refusal, LinkExpired) else str(refusal))
    with translation.override(stakeholder.language):
        closed = office.why_closed(stakeholder)
        if closed:
            return _closed(request, closed, stakeholder)
        return _ask(request, token, stakeholder)


@require_safe
@never_cache
def registration_paper(request, token, pk):
    """A paper that is open to guests, for those who are registered."""
    try:
        stakeholder = office.behind_link(token)
    except Refused as refusal:
        return _closed(request, str(refusal))
    closed = office.why_closed(stakeholder)
    if closed:
        return _closed(request, closed, stakeholder)
    papers = papers_open_to_stakeholders(stakeholder).select_related("stored_file")
    return serve(get_object_or_404(papers, pk=pk).stored_file, inline=True, request=request)


def _ask(request, token, stakeholder):
    terms = registration_of(stakeholder.meeting)
    forms = RegistrationForms(stakeholder, terms.seats, request.POST or None)
    context = _page(token, stakeholder, terms) | {"forms": forms}
    if request.method == "POST":
        try:
            if _answered(request, stakeholder, forms):
                return render(request, "meetings/registration_thanks.html", _page(token, stakeholder, terms))
        except Refused as refusal:
            context["refusal"] = str(refusal)
    stakeholder.refresh_from_db()
    return render(request, "meetings/registration.html", context)


def _answered(request, stakeholder, forms):
    """Take the answer; says whether it was whole."""
    words = {"by": THE_PORTAL, "channel": Channel.MAIL_LINK}
    if request.POST.get("answer") == "decline":
        note = forms.note.cleaned_data["note"] if forms.note.is_valid() else ""
        office.answer(stakeholder, is_declined=True, note=note, **words)
        return True
    if not forms.is_valid():
        return False
    office.answer(stakeholder, **forms.words, **words)
    return True


def _page(token, stakeholder, terms):
    meeting = stakeholder.meeting
    revision = latest_revision(meeting, in_hand=True)
    papers = set(papers_open_to_stakeholders(stakeholder).values_list("pk", flat=True))
    lines = lines_of(revision, only=items_open_to_stakeholders(meeting), papers=papers) if revision else []
    own = stakeholder.registered_count
    return {
        "token": token, "stakeholder": stakeholder, "meeting": meeting, "terms": terms, "lines": lines,
        "is_open": office.is_open(stakeholder), "deleted_on": office.deleted_on(meeting),
        "registrants": list(stakeholder.registrants.all()) if own else [],
        "free": max(0, terms.capacity - places_taken(meeting, beside=stakeholder)),
        "is_registered": stakeholder.state == StakeholderState.REGISTERED,
        "is_declined": stakeholder.state == StakeholderState.DECLINED,
        "secretariat_email": settings.SECRETARIAT_EMAIL,
    }  # fmt: skip


def _expired():
    return _("This link has expired: the meeting is over and the names are deleted.")


def _closed(request, sentence, stakeholder: Stakeholder | None = None):
    context = {
        "sentence": sentence, "meeting": stakeholder.meeting if stakeholder else None,
        "secretariat_email": settings.SECRETARIAT_EMAIL,
    }  # fmt: skip
    return render(request, "meetings/registration_closed.html", context, status=410)
