"""Date polls: dates are offered, members and co-chairs say which suit, the secretariat chooses one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.models import User
from foundation.audit.models import Act
from foundation.circulation.models import Circulation
from foundation.circulation.pages import preview_page
from foundation.circulation.states import CirculationState
from foundation.circulation.workflow import circulate, note_opened
from foundation.core.access import refusals_as_messages, visible_or_404
from foundation.core.links import read_link
from foundation.core.templatetags.ui import in_language
from foundation.core.workflow import Refused
from meetings.forms import ReasonForm
from meetings.forms.dates import OfferDatesForm, SuitsForm
from meetings.letters.dates import LETTERS
from meetings.models import DatePoll
from meetings.workflow import polls as office
from meetings.workflow.meeting import next_number
from members.models import Parameter
from members.views.acts import act_page, permitted_or_403


@login_required
def date_poll_new(request):
    """Offer dates; the letter is looked at before it goes."""
    permitted_or_403(request, office.offer_dates)
    form = OfferDatesForm(request.POST or None, initial=_suggested_titles())
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            poll = office.offer_dates(by=request.user, **form.facts)
        if not refusals:
            return redirect("meetings:date_poll_circulate", pk=poll.pk, occasion="offered")
    return render(request, "meetings/date_poll_new.html", {"form": form, "crumbs": _crumbs(_("Find a date"))})


@login_required
@require_safe
def date_poll(request, pk):
    """The dates, what each organisation says of them, and whom each date suits."""
    poll = visible_or_404(DatePoll, request.user, pk=pk, queryset=_polls())
    note_opened(request.user, poll)
    voices = office.voices_of_poll(poll)
    dates = office.how_dates_suit(poll, voices)
    moves = {move.name: True for move in office.POLL.open_to(request.user, poll)}
    return render(request, "meetings/date_poll.html", {
        "poll": poll, "dates": dates, "voices": voices, "moves": moves,
        "rows": [(voice, [voice.word_on(one.slot) for one in dates]) for voice in voices],
        "mine": office.own_voices(request.user, poll, voices) if poll.takes_answers else [],
        "silent": [voice.label for voice in voices if voice.answer is None],
        "told": letters_sent(poll), "acts": Act.objects.about(poll)[:30], "crumbs": _crumbs(in_language(poll, "title")),
    })  # fmt: skip


@login_required
def date_poll_answer(request, pk, voice):
    """Say which dates suit, for one's organisation or office."""
    poll = visible_or_404(DatePoll, request.user, pk=pk, queryset=_polls())
    own = next((one for one in office.own_voices(request.user, poll) if one.key == voice), None)
    if own is None:
        raise Http404
    form = _suits_form(request, poll, own)
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request) as refusals:
            _answer(poll, request.user, own, form)
        if not refusals:
            messages.success(
                request, _("Thank you. The answer of %(name)s is recorded.") % {"name": own.label}
            )
            return redirect(poll)
    crumbs = _crumbs(_("Say which dates suit"), poll)
    return render(request, "meetings/date_poll_answer.html", {
        "poll": poll, "voice": own, "form": form, "crumbs": crumbs,
    })  # fmt: skip


@never_cache
def answer_dates(request, token):
    """The page behind the link of a letter: it asks, and only the button answers (RULES R10.61)."""
    try:
        what = read_link("dates", token)
        user, poll, own = _behind(what)
    except Refused as refusal:
        return render(request, "meetings/answer_closed.html", {"sentence": str(refusal)}, status=410)
    with translation.override(user.language):
        form = _suits_form(request, poll, own)
        context = {"poll": poll, "voice": own, "form": form, "reader": user, "is_link": True}
        if request.method == "POST" and form.is_valid():
            try:
                _answer(poll, user, own, form, channel="mail-link")
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return render(request, "meetings/date_poll_thanks.html", context)
        return render(request, "meetings/date_poll_answer.html", context)


@require_POST
@login_required
def date_poll_choose(request, pk):
    """Choose one of the dates; then the members are told, and the meeting is prepared."""
    poll = visible_or_404(DatePoll, request.user, pk=pk)
    slot = request.POST.get("slot", "")
    with refusals_as_messages(request) as refusals:
        office.choose_date(poll, by=request.user, slot=int(slot) if slot.isdecimal() else 0)
    if not refusals:
        messages.success(request, _("The date is chosen. Tell the members, then prepare the meeting."))
    return redirect(poll)


@login_required
def date_poll_withdraw(request, pk):
    """Take the offer back, with the reason."""
    poll = visible_or_404(DatePoll, request.user, pk=pk)
    permitted_or_403(request, office.withdraw_dates, poll)
    return act_page(
        request, ReasonForm(request.POST or None),
        lambda values: office.withdraw_dates(poll, by=request.user, reason=values["reason"]),
        title=_("Withdraw the dates"), subtitle=in_language(poll, "title"), back=poll.get_absolute_url(), button=_("Withdraw"),
        done=_("The dates are withdrawn."), kind="danger", crumbs=_crumbs(_("Withdraw the dates"), poll),
    )  # fmt: skip


@login_required
def date_poll_circulate(request, pk, occasion):
    """Look at the letter before it leaves."""
    poll = visible_or_404(DatePoll, request.user, pk=pk)
    permitted_or_403(request, office.offer_dates)
    letter_class, states = LETTERS.get(occasion, (None, ()))
    if poll.state not in states:
        raise Http404
    letter = letter_class(poll)
    return preview_page(
        request, letter,
        act=lambda note: circulate(
            letter, by=request.user, note=note, hold_minutes=Parameter.value_of("call_back_minutes")
        ),
        back=poll.get_absolute_url(), title=letter.title(), noun=letter.title(),
    )  # fmt: skip


def _suggested_titles():
    """The title in the three languages, as the letters to their readers say it."""
    number, found = next_number("quarterly"), {}
    for code, name in (("en", "title"), ("ru", "title_ru"), ("ky", "title_ky")):
        with translation.override(code):
            found[name] = _("Quarterly meeting No. %(number)s") % {"number": number}
    return found


def letters_sent(poll):
    """The occasions on which the members were written to about these dates."""
    kind = ContentType.objects.get_for_model(poll)
    rows = Circulation.objects.filter(about_type=kind, about_id=poll.pk)
    return set(rows.exclude(state=CirculationState.CALLED_BACK).values_list("occasion", flat=True))


def _polls():
    return DatePoll.objects.select_related("chosen", "meeting")


def _suits_form(request, poll, own):
    slots = list(poll.slots.select_related("poll", "unct"))
    return SuitsForm(request.POST or None, slots=slots, voice=own)


def _answer(poll, user, own, form, channel="portal"):
    office.answer_poll(
        poll, by=user, organisation=own.organisation, office=own.office, words=form.words,
        note=form.cleaned_data["note"], channel=channel,
    )  # fmt: skip


def _behind(what):
    user = User.objects.filter(pk=what.get("user"), is_active=True).first()
    poll = _polls().filter(pk=what.get("poll")).first()
    if user is None or poll is None:
        raise Refused(_("This link is no longer valid. Sign in to the portal, or write to the secretariat."))
    if not poll.takes_answers:
        raise Refused(_("The dates are no longer being sought. You need not answer."))
    own = next((one for one in office.own_voices(user, poll) if one.key == what.get("voice")), None)
    if own is None:
        raise Refused(
            _("You no longer answer for this organisation or office. Its focal point was asked as well.")
        )
    return user, poll, own


def _crumbs(label, poll=None):
    crumbs = [{"label": _("Meetings"), "url": reverse("meetings:meeting_list")}]
    if poll is not None:
        crumbs.append({"label": in_language(poll, "title"), "url": poll.get_absolute_url()})
    return [*crumbs, {"label": label}]
