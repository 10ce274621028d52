"""Forms of the room kit: a guest at the door, its confirmation, and the briefing of the co-chairs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Arrival, Briefing
from members.models import Organisation


class ArrivalForm(forms.ModelForm):
    """A guest's own words at the door."""

    class Meta:
        model = Arrival
        fields = ("name", "organisation_name")


class ConfirmArrivalForm(forms.Form):
    """For which organisation of the directory the guest came."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), label=_("Organisation in the directory")
    )


class BriefingForm(forms.ModelForm):
    """Purpose and known positions of one item, and the version that was on the page."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    class Meta:
        model = Briefing
        fields = ("purpose", "positions")
        widgets = {"purpose": forms.Textarea({"rows": 3}), "positions": forms.Textarea({"rows": 4})}


class LanguageForm(forms.Form):
    """In which language a document is wanted."""

    language = forms.ChoiceField(choices=())

    def __init__(self, *args, languages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages
