"""What is written beside an adopted decision: working methods, corrigenda, explanations, closing notes."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models import Decision
from decisions.states import IN_FORCE
from foundation.core.forms import DateInput
from members.forms.network import PARAMETER_LABELS
from members.models import Parameter


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
