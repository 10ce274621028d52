"""What owners and the secretariat write about an action point."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateInput


def _area(rows):
    return forms.Textarea(attrs={"rows": rows})


class ProgressForm(forms.Form):
    """How far it is."""

    progress = forms.CharField(label=_("Progress"), max_length=4000, widget=_area(3))


class EvidenceForm(forms.Form):
    """What shows that it was done."""

    evidence = forms.CharField(
        label=_("What shows that it was done"), max_length=4000, widget=_area(3),
        help_text=_("A link, a symbol of a document, or one sentence."),
    )  # fmt: skip


class DueDateForm(forms.Form):
    """Another due date, with its reason."""

    due_on = forms.DateField(label=_("New due date"), widget=DateInput)
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=_area(2))


class ReasonForm(forms.Form):
    """A reason that stays in the history."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=_area(2))
