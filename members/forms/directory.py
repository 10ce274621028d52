"""Editing an organisation or a person, with the version that the text was made from."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateInput
from members.forms.choices import OrganisationChoiceField
from members.models import Organisation, Person


class VersionedForm(forms.ModelForm):
    """A form that knows the version it was drawn from; on a conflict it shows both texts."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.initial["version"] = self.instance.version

    def values(self):
        """The fields as written, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def differences(self, current):
        """Where the row as it is now differs from what was written: label, theirs, mine."""
        found = []
        for name, mine in self.values().items():
            theirs = getattr(current, name)
            if theirs != mine:
                found.append({"label": self.fields[name].label, "theirs": theirs, "mine": mine})
        return found

    def _post_clean(self):
        """Validate without writing into the instance: the workflow writes, under its lock."""
        values = self.instance.__dict__.copy()
        super()._post_clean()
        self.instance.__dict__.update(values)

    def based_on(self, version):
        """The same words once more, to be saved over `version`."""
        data = self.data.copy()
        data[self.add_prefix("version")] = str(version)
        return type(self)(data, instance=self.instance)


class OrganisationForm(VersionedForm):
    """An organisation's names in three languages, and how to reach it."""

    class Meta:
        model = Organisation
        fields = (
            "acronym", "acronym_ru", "acronym_ky", "name", "name_ru", "name_ky", "kind", "email", "phone",
            "website", "address", "mandate", "note",
        )  # fmt: skip
        help_texts = {
            "acronym": _("As the Network calls it: UNICEF, FAO."),
            "note": _("Shown on the organisation's page, inside the Network."),
        }
        widgets = {"mandate": forms.Textarea(attrs={"rows": 4}), "note": forms.Textarea(attrs={"rows": 3})}


class PersonForm(VersionedForm):
    """A person's names, position, and how to reach them."""

    organisation = OrganisationChoiceField(label=_("Organisation"))

    class Meta:
        model = Person
        fields = ("name", "name_ru", "name_ky", "organisation", "title", "email", "phone", "language")
        help_texts = {"email": _("Letters go here; it is the address of the account as well.")}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.user_id and self.instance.user.is_active:
            # Who has an account chooses the language there.
            del self.fields["language"]


class OwnContactForm(VersionedForm):
    """What a person changes about themselves."""

    class Meta:
        model = Person
        fields = ("title", "phone", "name_ru", "name_ky")


class LeaveForm(forms.Form):
    """The last day of somebody in the Network."""

    on = forms.DateField(
        label=_("Last day"), widget=DateInput,
        help_text=_("All roles and offices end on this day; the day after, the person cannot sign in any more."),
    )  # fmt: skip


class SuccessionForm(forms.Form):
    """Which body took over."""

    successor = OrganisationChoiceField(label=_("Successor"))
    on = forms.DateField(label=_("Since"), widget=DateInput, required=False)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=300, help_text=_("Which functions, by which act.")
    )
