"""What is entered when a statement goes out, is corrected or retracted; and the list of the press."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateTimeInput
from statements.models import PressContact
from statements.states import LANGUAGE_NAMES


class EmbargoForm(forms.Form):
    """Until when nobody outside sees it."""

    until = forms.DateTimeField(
        label=_("Embargo until"), widget=DateTimeInput,
        help_text=_("Bishkek time. At that minute the portal publishes it in all its languages together."),
    )  # fmt: skip


class WordsForm(forms.Form):
    """A few words in every language in which the statement was published."""

    def __init__(self, *args, publication, label, **options):
        super().__init__(*args, **options)
        for one in publication.texts.all():
            self.fields[one.language] = forms.CharField(
                label=f"{label} ({LANGUAGE_NAMES[one.language]})", max_length=4000,
                widget=forms.Textarea(attrs={"rows": 4, "lang": one.language}),
            )  # fmt: skip

    @property
    def words(self):
        """What was written, by language."""
        return {code: self.cleaned_data[code] for code in LANGUAGE_NAMES if code in self.cleaned_data}


class CorrigendumForm(WordsForm):
    """A correction, and why it is needed."""

    reason = forms.CharField(
        label=_("Reason, for the record"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only members of the Network read it."),
    )  # fmt: skip


class AgreeForm(forms.Form):
    """The words to which a co-chair agrees, by their hash."""

    text_hash = forms.CharField(widget=forms.HiddenInput)


class PressContactForm(forms.ModelForm):
    """Somebody of the press."""

    class Meta:
        model = PressContact
        fields = ["name", "outlet", "email", "language"]
