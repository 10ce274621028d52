"""What people write on a paragraph."""

from django import forms
from django.utils.translation import gettext_lazy as _


def _area(rows, **attrs):
    return forms.Textarea(attrs={"rows": rows, **attrs})


def _first(rows):
    """The field in which one types at once when the form appears under its paragraph."""
    return _area(rows, autofocus=True)


class CommentForm(forms.Form):
    """A comment on a paragraph."""

    body = forms.CharField(label=_("Comment"), max_length=4000, widget=_first(3))


class ProposalForm(forms.Form):
    """Other words for a paragraph, starting from its own."""

    wording = forms.CharField(label=_("Proposed wording"), max_length=8000, widget=_first(6))
    why = forms.CharField(
        label=_("Why"), required=False, max_length=1000, widget=_area(2),
        help_text=_("One sentence helps the secretariat to answer."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """The secretariat's answer to a comment."""

    answer = forms.CharField(label=_("Answer"), max_length=2000, widget=_first(2))


class DeclineForm(forms.Form):
    """Why a wording is not taken."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=_first(2),
        help_text=_("The organisation that proposed the wording reads it."),
    )  # fmt: skip


class MergeForm(forms.Form):
    """The secretariat's own wording, made from the proposal."""

    wording = forms.CharField(label=_("Merged wording"), max_length=8000, widget=_first(6))
