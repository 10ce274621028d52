"""What is said of uploaded files before they become drafts."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateInput
from knowledge.forms import owners_for
from knowledge.states import DocumentKind
from members.forms import OrganisationChoiceField

KINDS = [pair for pair in DocumentKind.choices if pair[0] != DocumentKind.LINK]


class OwnerForm(forms.Form):
    """In whose name the drafts are made."""

    owner = OrganisationChoiceField(label=_("Owner organisation"))

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.fields["owner"].queryset = owners_for(user)


class UploadForm(forms.Form):
    """One file: the first words of its description; the rest is written in the draft."""

    take = forms.BooleanField(label=_("Make a draft of this file"), required=False)
    title = forms.CharField(label=_("Title"), max_length=400)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    authors = forms.CharField(label=_("Authors"), max_length=400, required=False)
    issued_on = forms.DateField(label=_("Date of the document"), required=False, widget=DateInput)

    @property
    def is_ticked(self):
        """Whether a draft is to be made of it."""
        return self.is_bound and bool(self["take"].value())
