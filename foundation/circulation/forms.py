"""The few things that the secretariat types about letters."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NoteForm(forms.Form):
    """The covering note of a circulation."""

    note = forms.CharField(
        label=_("Covering note"), required=False, max_length=4000, strip=True,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Stands above the letter for every recipient alike, in the language in which you write."),
    )  # fmt: skip


class AddressForm(forms.Form):
    """Where a failed letter goes instead."""

    address = forms.EmailField(
        label=_("E-mail address"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args, needs_one=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["address"].required = needs_one
