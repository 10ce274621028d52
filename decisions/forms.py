"""What owners and the secretariat write about an action point."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateInput


def _area(rows):
    return forms.Textarea(attrs={"rows": rows})


class WithEvidence(forms.Form):
    """A file and a link, put beside the words; neither is asked for."""

    file = forms.FileField(
        label=_("File"), required=False,
        help_text=_("Everybody who sees this action point can open it. No personal data of migrants."),
    )  # fmt: skip
    link = forms.URLField(
        label=_("Link"), required=False, max_length=500, assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )  # fmt: skip


class ProgressForm(WithEvidence):
    """How far it is."""

    progress = forms.CharField(label=_("Progress"), max_length=4000, widget=_area(3))
    field_order = ("progress", "file", "link")


class EvidenceForm(WithEvidence):
    """What shows that it was done."""

    evidence = forms.CharField(
        label=_("What shows that it was done"), max_length=4000, widget=_area(3),
        help_text=_("A link, a symbol of a document, or one sentence."),
    )  # fmt: skip
    field_order = ("evidence", "file", "link")


class DueDateForm(forms.Form):
    """Another due date, with its reason."""

    due_on = forms.DateField(label=_("New due date"), widget=DateInput)
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=_area(2))


class ReasonField(forms.CharField):
    """A reason that stays on record: a few words at least, for who reads it in two years."""

    default_error_messages: ClassVar = {
        "min_length": _("Say why in a few words: the reason stays on record.")
    }

    def __init__(self, **options):
        super().__init__(
            **{"label": _("Reason"), "min_length": 5, "max_length": 1000, "widget": _area(2)} | options
        )


class ReasonForm(forms.Form):
    """A reason that stays in the history."""

    reason = ReasonField()


class PlainForm(forms.Form):
    """Nothing is asked: the button says it all."""
