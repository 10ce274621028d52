"""The co-chair's page and its buttons."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from decisions.tasks_rounds import keep_rounds
from foundation.core.access import refusals_as_messages
from foundation.core.workflow import Refused
from members.standing import Standing
from unmn.home.my_word import words_needed


@login_required
def my_word(request):
    """What needs this co-chair's word. A button is looked for anew: what nobody asks any more is refused in words."""
    if not Standing.of(request.user).is_co_chair:
        raise Http404
    typed = {}
    if request.method == "POST":
        key, name = request.POST.get("key", ""), request.POST.get("button", "")
        reason = request.POST.get("reason", "")
        with refusals_as_messages(request) as refusals:
            button = _button(request.user, key, name)
            if button.asks and not reason.strip():
                typed["error"] = _("Give the reason first.")
            else:
                button.call(request.user, reason)
                said = _("Your word is recorded: %(what)s.") % {"what": button.label}
                messages.success(request, " ".join(filter(None, [said, button.then and button.then()])))
        if not refusals and not typed:
            keep_rounds.delay_on_commit()
            return redirect("home:my_word")
        typed |= {"key": key, "button": name, "reason": reason}
    context = {"words": words_needed(request.user), "typed": typed}
    return render(request, "home/my_word.html", context, status=422 if typed else 200)


def _button(user, key, name):
    for word in words_needed(user):
        if word.key == key:
            for button in word.buttons:
                if button.name == name:
                    return button
    raise Refused(_("This no longer waits for your word: it was settled meanwhile."))
