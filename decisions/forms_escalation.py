"""What a co-chair writes when a matter goes to the PMT or the UNCT, and to whom the note goes beside its readers."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.states import EscalatedTo
from foundation.core.forms import DateInput


def _area(rows):
    return forms.Textarea(attrs={"rows": rows})


class EscalateForm(forms.Form):
    """To whom, with which question, until when; in words that readers outside of the consultation may read."""

    to = forms.ChoiceField(label=_("To whom"), choices=EscalatedTo, widget=forms.RadioSelect)
    question = forms.CharField(
        label=_("What is asked of them"), max_length=800, widget=_area(3),
        help_text=_("One question that they can answer."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Where the members differ"), max_length=1200, widget=_area(5),
        help_text=_(
            "In your own words. The readers of the note do not see who said what in a consultation: name a member "
            "only if it agreed to that."
        ),
    )  # fmt: skip
    answer_by = forms.DateField(
        label=_("Answer wanted until"), widget=DateInput, help_text=_("The close of that day, 18:00 Bishkek time.")
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("Languages of the note"), widget=forms.CheckboxSelectMultiple, initial=["en"],
        choices=settings.LANGUAGES,
        help_text=_("Your words and the text of the proposal stay in the language in which they are written."),
    )  # fmt: skip

    def clean_answer_by(self):
        """Said at the field before anything is lost: the workflow asks the same."""
        day = self.cleaned_data["answer_by"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a later day for the answer: they need time for it."))
        return day


class AddresseeForm(forms.Form):
    """Somebody beside the readers in the directory: the chair of the UN Country Team, a head of agency."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    address = forms.EmailField(label=_("E-mail address"), required=False)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)

    def clean(self):
        """A name belongs to an address, and the other way round."""
        data = super().clean()
        if not self.errors and bool(data.get("name")) != bool(data.get("address")):
            raise forms.ValidationError(_("Give a name and an e-mail address, or leave both empty."))
        return data
