"""What is written about a statement, and in it."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from decisions.forms_rounds import AnswerForm, RecordForm
from decisions.models import Decision
from decisions.states import StateConcern
from foundation.core.forms import DateTimeInput
from foundation.core.templatetags.ui import in_language
from members.forms import OrganisationChoiceField, PersonChoiceField
from members.forms.directory import VersionedForm
from members.models import Organisation
from members.standing import Standing
from statements.models import Statement
from statements.states import LANGUAGE_NAMES, StatementState

LANGUAGES = [(code, LANGUAGE_NAMES[code]) for code, _label in settings.LANGUAGES]


def _area(rows):
    return forms.Textarea(attrs={"rows": rows})


class OrganisationsField(forms.ModelMultipleChoiceField):
    """Several organisations, by their short names, ticked."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, organisation):
        """Its short name in the language of the reader."""
        return in_language(organisation, "acronym")


class StatementForm(VersionedForm):
    """The particulars of a statement: what stands beside its text."""

    lead = OrganisationChoiceField(label=_("Drafting lead"))
    lead_person = PersonChoiceField(label=_("Person who drafts"), required=False)
    spokesperson = PersonChoiceField(label=_("Spokesperson"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages required"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple,
        initial=[code for code, _label in LANGUAGES],
    )  # fmt: skip
    master_language = forms.ChoiceField(
        label=_("Master language"),
        choices=LANGUAGES,
        help_text=_("The others are marked as translations of it."),
    )
    lead_mandates = OrganisationsField(
        label=_("Lead mandate holders"), queryset=Organisation.objects.none(), required=False,
        help_text=_("They have to answer expressly: there is no tacit clearance for them."),
    )  # fmt: skip
    endorsing = OrganisationsField(
        label=_("Endorsing organisations"), queryset=Organisation.objects.none(), required=False
    )
    state_decision = forms.ModelChoiceField(
        label=_("Decision on which the state was consulted"), queryset=Decision.objects.none(), required=False,
        help_text=_("Needed before the co-chairs sign what is of concern to the state."),
    )  # fmt: skip
    embargo_until = forms.DateTimeField(
        label=_("Embargo until"), required=False, widget=DateTimeInput, help_text=_("Bishkek time (UTC+6).")
    )

    class Meta:
        model = Statement
        fields = (
            "name", "issue", "occasion", "lead", "lead_person", "languages", "master_language", "lead_mandates",
            "concerns_state", "state_decision", "embargo_until", "first_readers", "press_lines", "spokesperson",
            "endorsing",
        )  # fmt: skip
        widgets = {"first_readers": _area(3), "press_lines": _area(5)}
        help_texts = {"first_readers": _("One on each line: who sees the text before it is published.")}

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.user = user
        self.fields["concerns_state"].choices = StateConcern.choices
        members = Organisation.objects.members()
        self.fields["lead_mandates"].queryset = self.fields["endorsing"].queryset = members
        consulted = Decision.objects.visible_to(user).filter(concerns_state=StateConcern.YES)
        self.fields["state_decision"].queryset = consulted.order_by("-pk")
        standing = Standing.of(user)
        if not self.instance.pk and not (standing.is_secretariat or standing.is_co_chair):
            self.fields["lead"].queryset = members.filter(pk__in=standing.member_organisations)
        if self.instance.pk:
            self.initial["languages"] = self.instance.languages
            if self.instance.state != StatementState.DRAFT:
                for name in ("languages", "master_language", "lead_mandates"):
                    del self.fields[name]

    def differences(self, current):
        """As every versioned form, with lists of organisations compared by their names."""
        found = []
        for name, mine in self.values().items():
            theirs = getattr(current, name)
            if name in ("lead_mandates", "endorsing"):
                theirs, mine = (", ".join(sorted(map(str, rows))) for rows in (theirs.all(), mine))
            if theirs != mine:
                found.append({"label": self.fields[name].label, "theirs": theirs, "mine": mine})
        return found

    def based_on(self, version):
        """The same words once more, to be saved over `version`."""
        data = self.data.copy()
        data[self.add_prefix("version")] = str(version)
        return type(self)(data, instance=self.instance, user=self.user)


class TextForm(forms.Form):
    """The statement in one language."""

    expected = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=300)
    draft = forms.CharField(
        label=_("Text"), max_length=40000, widget=_area(18),
        help_text=_("An empty line begins a new paragraph; a line that begins with # is a heading."),
    )  # fmt: skip
    voids = forms.BooleanField(
        label=_("I know that any changed letter voids the signatures: the co-chairs have to sign anew."),
        required=False,
    )

    def __init__(self, *args, statement, **options):
        super().__init__(*args, **options)
        if not statement.has_keys:
            del self.fields["voids"]


class TakeForm(forms.Form):
    """Take accepted wording into a text; when it is signed, knowing what is lost."""

    voids = TextForm.base_fields["voids"]

    def __init__(self, *args, statement, **options):
        super().__init__(*args, **options)
        if not statement.has_keys:
            del self.fields["voids"]


class RequestForm(forms.Form):
    """How long the members have, and what is said to them."""

    hours = forms.IntegerField(label=_("Hours that members have"), min_value=1, max_value=240)
    reason = forms.CharField(
        label=_("Why it is urgent"), max_length=1000, required=False, widget=_area(2),
        help_text=_("Needed when members have less time than usual."),
    )  # fmt: skip
    message = forms.CharField(
        label=_("Message to the members"), max_length=4000, required=False, widget=_area(4),
        help_text=_("It stands above the text in the letter and on the page."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """A reason that stays on record."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=_area(3))


class ClearanceForm(AnswerForm):
    """What a member says of a statement (RULES R7.38)."""


class ClearanceRecordForm(RecordForm):
    """An answer as the secretariat was told it."""
