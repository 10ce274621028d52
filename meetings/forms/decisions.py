"""A decision on an agenda and in the room: which one, what was said, why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.models import Decision
from decisions.states import AnswerKind
from meetings.workflow.agenda_decisions import LINKABLE, taken_elsewhere
from members.forms import OrganisationChoiceField, PersonChoiceField
from members.models import Organisation, Person


class LinkForm(forms.Form):
    """A pending decision for an item."""

    decision = forms.ModelChoiceField(
        Decision.objects.none(), label=_("Decision"), empty_label=_("Choose a decision")
    )

    def __init__(self, *args, user, item=None, **options):
        super().__init__(*args, **options)
        rows = (
            Decision.objects.visible_to(user).filter(state__in=LINKABLE).exclude(pk__in=taken_elsewhere(item))
        )
        self.fields["decision"].queryset = rows.order_by("-made_at")


class DeclareForm(forms.Form):
    """Why adoption is declared although a condition is not met."""

    reason = forms.CharField(
        label=_("Reason, where a condition is not met"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class WhyForm(forms.Form):
    """The reason that stays on record."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class PlainForm(forms.Form):
    """Nothing is asked."""


class PositionForm(forms.Form):
    """What a member said in the room, and who said it."""

    organisation = OrganisationChoiceField(label=_("Member"))
    person = PersonChoiceField(
        label=_("Who said it"),
        help_text=_("The focal point or an alternate: others do not speak for the member."),
    )
    kind = forms.ChoiceField(
        label=_("Position"),
        choices=[one for one in AnswerKind.choices if one[0] != AnswerKind.EXTENSION_REQUEST],
    )
    words = forms.CharField(
        label=_("In their words"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 3})
    )
    wording = forms.CharField(
        label=_("Wording that they propose"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        members = Organisation.objects.members()
        self.fields["organisation"].queryset = members
        speakers = Person.objects.filter(representations__organisation__in=members, left_on=None)
        self.fields["person"].queryset = (
            speakers.distinct().select_related("organisation").order_by("organisation__acronym", "name")
        )
