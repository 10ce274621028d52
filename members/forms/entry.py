"""An organisation's own entry: prefilled, corrected in place, sent to the secretariat as a proposal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Organisation, Person
from members.workflow.entries import OWN_FIELDS, PEOPLE_FIELDS


class EntryForm(forms.ModelForm):
    """The organisation's own fields."""

    class Meta:
        model = Organisation
        fields = OWN_FIELDS
        widgets = {"mandate": forms.Textarea(attrs={"rows": 4})}

    note = forms.CharField(
        label=_("What else should be changed"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: a new alternate, from which day."),
    )  # fmt: skip

    def corrections(self):
        """What differs from the entry: field → wanted value."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name in OWN_FIELDS}


class EntryPersonForm(forms.ModelForm):
    """One of its people; the prefix is the person's part of the address."""

    class Meta:
        model = Person
        fields = PEOPLE_FIELDS

    def corrections(self):
        """What differs: `<slug>.<field>` → wanted value."""
        return {f"{self.instance.slug}.{name}": self.cleaned_data[name] for name in self.changed_data}


class AnswerForm(forms.Form):
    """Why a correction is declined."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))
