"""The page behind the link of a letter that asks for clearance (RULES R10.61)."""

from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from decisions.states import Channel, RoundState
from decisions.workflow.answers import seats_of
from foundation.accounts.models import User
from foundation.core.links import read_link
from foundation.core.moments import moment
from foundation.core.workflow import Refused
from members.models import Organisation
from statements.letters import LINK
from statements.models import Clearance
from statements.views.clearance import answer_with, asking, thanks_for


@never_cache
def answer_clearance(request, token):
    """Opening the link says nothing for anybody: only the button answers."""
    try:
        user, clearance, organisation = _behind(read_link(LINK, token))
    except Refused as refusal:
        return _closed(request, str(refusal))
    shown, round_ = clearance.statement, clearance.round
    with translation.override(user.language):
        seat = next((one for one in seats_of(round_, user) if one.organisation_id == organisation.pk), None)
        sentence = _why_closed(round_, seat, organisation)
        if sentence:
            return _closed(request, sentence)
        form, given = answer_with(request, shown, round_, seat, by=user, channel=Channel.MAIL_LINK)
        context = asking(shown, round_, seat, form) | {"reader": user, "is_link": True, "crumbs": []}
        if given is not None:
            context |= {"sentence": thanks_for(given, seat)}
            return render(request, "statements/answer_thanks.html", context)
        return render(request, "statements/answer.html", context, status=422 if form.errors else 200)


def _closed(request, sentence):
    return render(request, "decisions/answer_closed.html", {"sentence": sentence, "round": None}, status=410)


def _behind(what):
    user = User.objects.filter(pk=what.get("user"), is_active=True).first()
    rows = Clearance.objects.select_related("statement", "round", "canonical")
    clearance = rows.filter(pk=what.get("clearance")).first()
    organisation = Organisation.objects.filter(pk=what.get("organisation")).first()
    if not (user and clearance and organisation):
        raise Refused(_("This link is no longer valid. Sign in to the portal, or write to the secretariat."))
    return user, clearance, organisation


def _why_closed(round_, seat, organisation):
    """Why nothing can be answered behind this link any more; empty while it can."""
    if seat is None:
        return _("You no longer represent %(name)s. Its focal point was asked as well.") % {
            "name": organisation
        }
    if round_.state != RoundState.OPEN:
        return _("This clearance is over. You need not answer.")
    if not round_.is_open_for(seat):
        return _("The clock ran out: %(moment)s. This link ended with it.") % {
            "moment": moment(round_.ends_at)
        }
    return ""
