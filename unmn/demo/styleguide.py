"""The style guide: every component of the look on one page, in demo mode only."""

import datetime

from django import forms
from django.contrib import messages
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from foundation.core.forms import DateInput, DateTimeInput, TimeInput


class Specimen(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label=_("Title"), help_text=_("As it stands on the agenda."))
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            ("information", _("Information")),
            ("discussion", _("Discussion")),
            ("decision", _("Decision")),
        ],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("en", "English"), ("ru", "Русский"), ("ky", "Кыргызча")]
    )
    on = forms.DateField(label=_("Date"), widget=DateInput)
    at = forms.TimeField(label=_("Hour"), widget=TimeInput, required=False)
    ends = forms.DateTimeField(
        label=_("Deadline"), widget=DateTimeInput, required=False, help_text=_("Bishkek time.")
    )
    paper = forms.FileField(label=_("Paper"), required=False)
    send_copy = forms.BooleanField(
        label=_("Send me a copy"), required=False, help_text=_("It goes to your own address.")
    )


class Deed:
    """An act that nobody did, for the history on the style guide."""

    is_sealed = False

    def __init__(self, verb, name, organisation, hat, at, reason=""):
        self.verb, self.actor_name, self.organisation_name = verb, name, organisation
        self.get_hat_display, self.at, self.reason = hat, at, reason


@require_safe
def styleguide(request):
    """Show all components; `?messages=1` adds one message of each kind."""
    if "messages" in request.GET:
        messages.success(request, _("The agenda was circulated to 14 people."))
        messages.warning(request, _("The agenda is 20 minutes longer than the meeting."))
        messages.error(request, _("FAO has no address. Add one, then circulate again."))
    now = timezone.now()
    return render(request, "demo/styleguide.html", specimens(now))


def specimens(now):
    """Return what the components are shown with; `now` is an aware instant."""
    here = reverse("styleguide")
    return {
        "crumbs": [{"label": _("Home"), "url": "/"}, {"label": _("Style guide")}],
        "form": Specimen(),
        "form_with_errors": Specimen({"kind": "decision", "on": "yesterday"}, auto_id="wrong_%s"),
        "deadline": now + datetime.timedelta(days=3),
        "today": now.date(),
        "acts": [
            Deed(_("Agenda circulated"), "Aida Example", "IOM", _("as secretariat"), now),
            Deed(
                _("Meeting postponed"), "Tomás Altamira", "IOM", _("as co-chair"),
                now - datetime.timedelta(days=2), _("The room is taken by the country team that day."),
            ),
        ],
        "tabs": [
            {"label": _("Agenda"), "url": here, "current": True},
            {"label": _("Papers"), "url": here + "?papers", "count": 4},
            {"label": _("Attendance"), "url": here + "?attendance"},
            {"label": _("Minutes"), "url": here + "?minutes", "count": 0},
        ],
        "steps": [
            {"label": _("Notice sent"), "note": _("20 working days before"), "state": "done"},
            {"label": _("Call for items"), "note": _("15 working days before"), "state": "late"},
            {"label": _("Draft agenda"), "note": _("10 working days before"), "state": "current"},
            {"label": _("Papers"), "note": _("5 working days before")},
        ],
        "missing": [
            _("Not yet approved: waiting for the UN Resident Coordinator."),
            _("UNHCR has proposed wording that is not answered."),
        ],
        "states": [
            ("draft", _("Draft")), ("circulated", _("Circulated")), ("held", _("Held")),
            ("postponed", _("Postponed")), ("cancelled", _("Cancelled")),
        ],
        "tokens": TOKENS,
    }  # fmt: skip


TOKENS = (
    "ground", "paper", "sunken", "ink", "ink-soft", "line", "line-strong", "brand", "brand-tint",
    "warm", "warm-tint", "bad", "bad-tint", "good", "good-tint", "quiet", "quiet-tint",
)  # fmt: skip

urlpatterns = [path("", styleguide, name="styleguide")]
