"""What is written beside an adopted decision: working methods, corrigenda, explanations, closing notes."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models import Decision
from decisions.states import IN_FORCE
from foundation.core.forms import DateInput
from members.forms.choices import OrganisationChoiceField, PersonChoiceField
from members.forms.network import PARAMETER_LABELS
from members.models import Organisation, Parameter
from members.standing import Standing


def _area(rows):
    return forms.Textarea(attrs={"rows": rows})


class ClosingForm(forms.Form):
    """With what result a decision was implemented."""

    closing_note = forms.CharField(
        label=_("Closing note"), max_length=4000, widget=_area(3),
        help_text=_("With what result: what exists now that did not exist before."),
    )  # fmt: skip


class ActionPointForm(forms.Form):
    """What is to be done to carry a decision out: one organisation, one person, one day (RULES R6.36)."""

    text = forms.CharField(label=_("What is to be done"), max_length=2000, widget=_area(2))
    owner = OrganisationChoiceField(label=_("Owner organisation"))
    person = PersonChoiceField(label=_("Person"), required=False)
    due_on = forms.DateField(label=_("Due on"), required=False, widget=DateInput)


class CorrigendumForm(forms.Form):
    """A slip of an adopted text: the words as they are, and as they should read (RULES R3.13)."""

    takes_context = True
    reads_now = forms.CharField(
        label=_("For"), max_length=4000, widget=_area(2), help_text=_("Copy the words from the adopted text.")
    )
    should_read = forms.CharField(label=_("Read"), max_length=4000, widget=_area(2))
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=_area(2))

    def __init__(self, *args, decision, user, **options):
        super().__init__(*args, **options)
        self.decision = decision

    def clean_reads_now(self):
        """Say at the field, before anything is lost, that the words are not those of the text."""
        words = self.cleaned_data["reads_now"].replace("\r\n", "\n").strip()
        if words not in self.decision.text.replace("\r\n", "\n"):
            raise forms.ValidationError(_("These words do not stand in the adopted text. Copy them from it."))
        if self.decision.text.replace("\r\n", "\n").count(words) > 1:
            raise forms.ValidationError(
                _("These words stand in the text more than once. Copy more of the words around them.")
            )
        return words

    def clean(self):
        """A corrigendum changes something."""
        data = super().clean()
        if data.get("reads_now", "").split() == data.get("should_read", "").split() != []:
            self.add_error("should_read", _("Both wordings are the same. Write how it should read."))
        return data


class ExplanationForm(forms.Form):
    """How a member explains its position; who speaks for several says for which."""

    takes_context = True
    organisation = forms.ModelChoiceField(
        label=_("In the name of"), queryset=Organisation.objects.none(), empty_label=None
    )
    text = forms.CharField(label=_("Explanation of position"), max_length=4000, widget=_area(4))

    def __init__(self, *args, decision, user, **options):
        super().__init__(*args, **options)
        own = Organisation.objects.filter(pk__in=list(Standing.of(user).member_organisations))
        self.fields["organisation"].queryset = own


class ParameterForm(forms.Form):
    """A new value of a working method from a day on, by an adopted decision."""

    decision = forms.ModelChoiceField(
        label=_("Decision"), queryset=Decision.objects.none(), empty_label=_("Choose the decision"),
        help_text=_("Working methods change by a decision of the Network only: choose it from the register."),
    )  # fmt: skip
    name = forms.ChoiceField(label=_("Working method"), choices=())
    value = forms.IntegerField(label=_("New value"), min_value=0, max_value=1000)
    since = forms.DateField(label=_("In force from"), widget=DateInput, initial=timezone.localdate)

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        rows = Decision.objects.visible_to(user).filter(state__in=IN_FORCE)
        self.fields["decision"].queryset = rows
        in_force = Parameter.in_force()
        self.fields["name"].choices = [
            (
                name,
                _("%(method)s: now %(value)s") % {"method": PARAMETER_LABELS[name], "value": in_force[name]},
            )
            for name in Parameter.DEFAULTS
        ]
