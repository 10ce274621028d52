"""Internal passages of minutes, and sharing approved minutes with organisations from outside."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.circulation.pages import preview_page
from foundation.circulation.workflow import circulate
from foundation.core.access import refusals_as_messages
from foundation.core.templatetags.ui import in_language
from foundation.core.workflow import Refused
from foundation.review import workflow as review
from foundation.review.passages import count_of
from meetings.exports_minutes import Edition
from meetings.forms_minutes import ShareForm, WithdrawForm
from meetings.letters.minutes_shared import MinutesShared, left_out_in_words
from meetings.states import MinutesState
from meetings.views.minutes import minutes_of
from meetings.views.review import paragraph_done, paragraph_of
from meetings.workflow import sharing

PASSAGE_ACTS = {"withhold": review.withhold, "open": review.unseal}


@login_required
@require_POST
def minutes_passage(request, slug, pk, act):
    """Make a paragraph an internal passage, or open it again."""
    shown, paragraph = paragraph_of(request, slug, pk)
    if act not in PASSAGE_ACTS:
        raise Http404
    with refusals_as_messages(request):
        PASSAGE_ACTS[act](shown.text, by=request.user, paragraph=paragraph)
    return paragraph_done(request, shown, paragraph)


def _shared(request, slug):
    minutes = minutes_of(request, slug)
    if not request.user.has_perm("meetings.share_minutes", minutes):
        raise PermissionDenied(_("Minutes are shared by the secretariat."))
    return minutes


@login_required
def minutes_share(request, slug):
    """Choose who outside reads the approved minutes, and see word by word what they will read."""
    minutes = _shared(request, slug)
    back = reverse("meetings:minutes", args=[slug])
    if minutes.state != MinutesState.APPROVED:
        with refusals_as_messages(request):
            raise Refused(
                _("Only approved minutes are shared. Wait until both co-chairs have approved them.")
            )
        return redirect(back)
    form = _form(request, minutes)
    if request.method == "POST" and form.is_valid():
        chosen = urlencode({"organisation": [one.pk for one in form.chosen]}, doseq=True)
        return redirect(f"{reverse('meetings:minutes_share_circulate', args=[slug])}?{chosen}")
    version = minutes.text.latest
    shares = list(minutes.shares.select_related("organisation", "shared_by", "circulation", "withdrawn_by"))
    context = {
        "minutes": minutes, "meeting": minutes.meeting, "form": form, "shares": shares,
        "count": count_of(version), "left_out": left_out_in_words(count_of(version)),
        "paragraphs": Edition(version, sees_internal=False).paragraphs,
        "twice": list(sharing.sentences_of_records_inside(minutes, version)),
        "withdraw_form": WithdrawForm(auto_id="id_%s_withdraw"), "crumbs": _crumbs(minutes, back),
    }  # fmt: skip
    return render(request, "meetings/minutes_share.html", context, status=422 if form.errors else 200)


def _form(request, minutes):
    open_to = sharing.may_be_shared_with(minutes)
    attended = sharing.guests_who_were_there(minutes.meeting).filter(pk__in=open_to)
    return ShareForm(request.POST if request.method == "POST" else None, others=open_to, attended=attended)


def _crumbs(minutes, back):
    return [
        {"label": in_language(minutes.meeting, "title"), "url": minutes.meeting.get_absolute_url()},
        {"label": _("Minutes"), "url": back}, {"label": _("Share outside the Network")},
    ]  # fmt: skip


@login_required
def minutes_share_circulate(request, slug):
    """The letter with which the minutes are shared; circulating it opens them to these organisations."""
    minutes = _shared(request, slug)
    back = reverse("meetings:minutes_share", args=[slug])
    wanted = [int(one) for one in request.GET.getlist("organisation") if one.isdecimal()]
    organisations = sharing.may_be_shared_with(minutes).filter(pk__in=wanted)
    if minutes.state != MinutesState.APPROVED or not organisations:
        with refusals_as_messages(request):
            raise Refused(_("Choose at least one organisation from outside that does not read them yet."))
        return redirect(back)

    def act(note):
        letter = MinutesShared(minutes, organisations)
        letter.is_leaving = True
        with transaction.atomic():
            circulation = circulate(letter, by=request.user, note=note)
            for organisation in letter.organisations:
                sharing.share_minutes(
                    minutes, by=request.user, organisation=organisation, circulation=circulation
                )
        return circulation

    return preview_page(
        request, MinutesShared(minutes, organisations), act=act, back=back,
        title=_("Share outside the Network"), noun=_("minutes"),
    )  # fmt: skip


@login_required
@require_POST
def minutes_share_withdraw(request, slug, pk):
    """Close the minutes to one organisation again."""
    minutes = _shared(request, slug)
    share = get_object_or_404(minutes.shares, pk=pk)
    form = WithdrawForm(request.POST)
    with refusals_as_messages(request):
        if not form.is_valid():
            raise Refused(_("Give the reason: it is kept with the record of who could read what."))
        sharing.withdraw_share(share, by=request.user, **form.cleaned_data)
        messages.success(
            request,
            _("%(organisation)s does not read these minutes any more. The file in its letter stays with it.")
            % {"organisation": share.organisation},
        )
    return redirect("meetings:minutes_share", slug=slug)
