"""From when to when somebody or some body does what."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateInput
from members.forms.choices import PersonChoiceField
from members.states import Office, Part, Role


class _FromTo(forms.Form):
    starts_on = forms.DateField(label=_("From"), widget=DateInput, initial=timezone.localdate)
    ends_on = forms.DateField(
        label=_("Until"),
        widget=DateInput,
        required=False,
        help_text=_("The last day. Empty: until further notice."),
    )


class ParticipationForm(_FromTo):
    """The part that an organisation takes."""

    part = forms.ChoiceField(label=_("Part in the Network"), choices=Part.choices)
    field_order = ("part", "starts_on", "ends_on")


class RepresentationForm(_FromTo):
    """Who represents an organisation, and how."""

    person = PersonChoiceField(label=_("Person"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    field_order = ("person", "role", "starts_on", "ends_on")


class AppointmentForm(_FromTo):
    """Who gets an office."""

    office = forms.ChoiceField(label=_("Office"), choices=Office.choices)
    person = PersonChoiceField(label=_("Person"))
    is_in_charge = forms.BooleanField(
        label=_("As officer-in-charge"), required=False,
        help_text=_("Stands in for the holder of the office during these dates."),
    )  # fmt: skip
    field_order = ("office", "person", "is_in_charge", "starts_on", "ends_on")


class HandOverForm(forms.Form):
    """Who takes over, and when."""

    to = PersonChoiceField(label=_("Successor"))
    on = forms.DateField(
        label=_("First day of the successor"), widget=DateInput, initial=timezone.localdate,
        help_text=_("The last day of the predecessor is the day before."),
    )  # fmt: skip


class EndForm(forms.Form):
    """The last day of a role."""

    ends_on = forms.DateField(label=_("Last day"), widget=DateInput, initial=timezone.localdate)
