"""Asking for the release of a document to the public, answering, releasing, taking back (RULES R8.42)."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.utils.translation import gettext as _

from foundation.circulation.workflow import circulate
from foundation.core.access import visible_or_404
from knowledge.forms import AnswerForm, DeclineForm, NothingForm, ReasonForm, ReleaseForm
from knowledge.letters import ReleaseAnswered, ReleaseAsked
from knowledge.models import Release
from knowledge.public_copy import what_stays_in
from knowledge.states import ReleaseState
from knowledge.views.frame import act_on, the_document
from knowledge.workflow import releases as office

MOVES = {
    "agree-to-release": (office.agree_to_release, AnswerForm),
    "decline-release": (office.decline_release, DeclineForm),
    "release-document": (office.release_document, NothingForm),
    "take-back-release": (office.take_back_release, ReasonForm),
    "call-off-release": (office.call_off_release, ReasonForm),
}


@login_required
def release_ask(request, pk):
    """The secretariat asks the owner; a letter goes to the owner's people."""
    shown = the_document(request, pk)

    def ask(values):
        asked = office.ask_for_release(shown, by=request.user, **values)
        letter = ReleaseAsked(asked) if asked.state == ReleaseState.ASKED else ReleaseAnswered(asked)
        circulate(letter, by=request.user, at_once=True)

    missing = " ".join([*map(str, office.not_releasable(shown)), *what_stays_in(shown)])
    return act_on(
        request, shown, office.ask_for_release, ReleaseForm(request.POST or None), ask,
        text=missing
        or _("The owner organisation is asked to agree; without an objection in its working days the secretariat "
             "may release. Everybody can then read the document and all its versions."),
        button=_("Ask for release"), done=_("The release is asked for; the document says how far it is."),
    )  # fmt: skip


@login_required
def release_move(request, pk, release, move):
    """Agree, decline, release, take back or call off."""
    shown = the_document(request, pk)
    if move not in MOVES or not request.user.has_perm("knowledge.see_releases", shown):
        raise Http404
    rows = Release.objects.filter(document=shown)
    asked = visible_or_404(Release, request.user, queryset=rows, pk=release)
    asked.document = shown
    act, form = MOVES[move]

    def do(values):
        act(asked, by=request.user, **values)
        if act in (office.agree_to_release, office.decline_release):
            circulate(ReleaseAnswered(asked), by=request.user, at_once=True)

    return act_on(
        request, shown, act, form(request.POST if request.method == "POST" else None), do, thing=asked,
        text=" ".join([
            _("Everybody can then read the document and all its versions, and the search engines find it."),
            _("Who made the files, and with what, is taken out of the public copies."), *what_stays_in(shown),
        ])
        if act is office.release_document
        else "",
        kind="danger" if act is office.take_back_release else "",
    )  # fmt: skip
