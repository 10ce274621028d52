"""What the secretariat writes while it takes attendance and minutes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.models import Decision
from foundation.core.forms import DateInput, TimeInput
from meetings.states import WAS_THERE, Presence
from members.forms import OrganisationChoiceField, PersonChoiceField
from members.models import Organisation


def _area(rows):
    return forms.Textarea(attrs={"rows": rows})


class AttendanceForm(forms.Form):
    """One tap, or the details of who was there from when to when."""

    organisation = forms.ModelChoiceField(Organisation.objects.all())
    row = forms.IntegerField(required=False)
    version = forms.IntegerField(required=False)
    presence = forms.ChoiceField(choices=Presence.choices)
    person = PersonChoiceField(required=False)
    name = forms.CharField(required=False, max_length=200)
    came_at = forms.TimeField(required=False, widget=TimeInput)
    left_at = forms.TimeField(required=False, widget=TimeInput)


class GuestForm(forms.Form):
    """Somebody from outside who came without having been on the list."""

    organisation = OrganisationChoiceField(label=_("Organisation"))
    name = forms.CharField(label=_("Name"), max_length=200)
    presence = forms.ChoiceField(
        label=_("How"), choices=[(p.value, p.label) for p in WAS_THERE], initial=Presence.GUEST
    )


class DecisionForm(forms.Form):
    """A decision as it is recorded under an item."""

    title = forms.CharField(label=_("Title of the decision"), max_length=300)
    text = forms.CharField(
        label=_("Exact wording"), max_length=8000, widget=_area(3),
        help_text=_("As it was read out: members adopt these words."),
    )  # fmt: skip
    lead = OrganisationChoiceField(label=_("Lead organisation"), required=False)
    due_on = forms.DateField(label=_("To be implemented by"), required=False, widget=DateInput)


class ActionForm(forms.Form):
    """An action point: one organisation, one person, one day (RULES R6.36)."""

    text = forms.CharField(label=_("What is to be done"), max_length=2000, widget=_area(2))
    owner = OrganisationChoiceField(label=_("Owner organisation"))
    person = PersonChoiceField(label=_("Person"), required=False)
    due_on = forms.DateField(label=_("Due on"), required=False, widget=DateInput)
    decision = forms.ModelChoiceField(
        Decision.objects.none(), label=_("Carries out the decision"), required=False,
        empty_label=_("No decision"),
    )  # fmt: skip

    def __init__(self, *args, decisions=None, **options):
        super().__init__(*args, **options)
        if decisions:
            self.fields["decision"].queryset = decisions
        else:
            del self.fields["decision"]


class NotesForm(forms.Form):
    """The notes of one item, with the version that they were made from."""

    html = forms.CharField(required=False, max_length=200_000)
    version = forms.IntegerField()


class SealedForm(forms.Form):
    """Who said what, kept by the secretariat; and whether the item is under the Chatham House Rule."""

    sealed_notes = forms.CharField(required=False, max_length=200_000)
    was = forms.CharField(required=False, max_length=200_000)
    is_chatham_house = forms.BooleanField(required=False)


class ReturnForm(forms.Form):
    """Why a co-chair returns the minutes."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=_area(3),
        help_text=_("Members and the secretariat read it. The review opens again with a new closing moment."),
    )  # fmt: skip


class ShareForm(forms.Form):
    """Which organisations from outside read the approved minutes."""

    guests = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=_("Guests who were at the meeting"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    other = OrganisationChoiceField(
        label=_("Another organisation from outside"), required=False,
        help_text=_("The state counterpart, for instance."),
    )  # fmt: skip

    def __init__(self, *args, attended, others, **options):
        super().__init__(*args, **options)
        self.fields["guests"].queryset = attended
        self.fields["guests"].initial = attended
        self.fields["other"].queryset = others
        if not attended:
            del self.fields["guests"]

    def clean(self):
        """Raise an error when nobody is chosen."""
        found = super().clean()
        other = found.get("other")
        self.chosen = [*found.get("guests", ()), *([other] if other else [])]
        if not self.chosen and not self.errors:
            raise forms.ValidationError(_("Choose at least one organisation."))
        return found


class WithdrawForm(forms.Form):
    """Why an organisation from outside does not read minutes any more."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=_area(2))
