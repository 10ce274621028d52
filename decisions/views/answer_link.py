"""The page behind the link of a letter: the paper, the answers, and one button (RULES R10.61)."""

from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from decisions.letters.rounds import LINK
from decisions.models import Round
from decisions.states import Channel, RoundState
from decisions.views.answers import answer_with, asking, thanks_for
from decisions.workflow.answers import seats_of
from decisions.workflow.reading import rounds_in_full
from foundation.accounts.models import User
from foundation.core.links import read_link
from foundation.core.moments import moment
from foundation.core.workflow import Refused
from members.models import Organisation


@never_cache
def answer_round(request, token):
    """Opening the link says nothing for anybody: only the button answers."""
    try:
        user, shown, organisation = _behind(read_link(LINK, token))
    except Refused as refusal:
        return _closed(request, str(refusal))
    with translation.override(user.language):
        seat = next((one for one in seats_of(shown, user) if one.organisation_id == organisation.pk), None)
        sentence = _why_closed(shown, seat, organisation)
        if sentence:
            return _closed(request, sentence, shown)
        form, given = answer_with(request, shown, seat, by=user, channel=Channel.MAIL_LINK)
        context = asking(shown, seat, form) | {"reader": user, "is_link": True}
        if given is not None:
            thanks = {"given": given, "sentence": thanks_for(given, seat)}
            return render(request, "decisions/answer_thanks.html", context | thanks)
        return render(request, "decisions/answer.html", context, status=422 if form.errors else 200)


def _closed(request, sentence, shown=None):
    return render(request, "decisions/answer_closed.html", {"sentence": sentence, "round": shown}, status=410)


def _behind(what):
    user = User.objects.filter(pk=what.get("user"), is_active=True).first()
    shown = rounds_in_full().filter(pk=what.get("round")).first()
    organisation = Organisation.objects.filter(pk=what.get("organisation")).first()
    if not (user and shown and organisation):
        raise Refused(_("This link is no longer valid. Sign in to the portal, or write to the secretariat."))
    return user, shown, organisation


def _why_closed(shown: Round, seat, organisation):
    """Why nothing can be answered behind this link any more; empty while it can."""
    if shown.state == RoundState.STOPPED:
        return _("This round was stopped. You need not answer.")
    if seat is None:
        return _("You no longer represent %(name)s. Its focal point was asked as well.") % {
            "name": organisation
        }
    if not shown.is_open and shown.ends_at is not None:
        return _(
            "The deadline was %(moment)s. This link ended with it. Signed in, you can still leave a late answer: it is "
            "kept and shown to the co-chairs, and changes nothing."
        ) % {"moment": moment(shown.ends_at)}  # fmt: skip
    if not shown.is_open:
        return _("This consultation is closed. You need not answer.")
    return ""
