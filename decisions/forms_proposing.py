"""What a proposal says and touches, its papers, and whether the state is concerned."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models import Decision
from decisions.objectives import gcm_objectives, network_objectives
from decisions.states import DecisionState, SilenceBar, StateConcern, TextKind
from decisions.workflow.proposing import usual_concern
from foundation.core.forms import DateInput
from foundation.documents.models import Audience, Classification
from members.forms import OrganisationChoiceField
from members.models import Organisation
from members.standing import Standing


def _area(rows):
    return forms.Textarea(attrs={"rows": rows})


class _Members(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj):
        """Short and full name, as everywhere in the directory."""
        return OrganisationChoiceField.label_from_instance(self, obj)


class _Lead(OrganisationChoiceField):
    """The lead beside the proposer: two choices of one kind, each looked up for itself."""

    def to_python(self, value):
        """The organisation, or nothing."""
        if value in self.empty_values:
            return None
        found = self.queryset.filter(pk=value).first() if str(value).isdigit() else None
        if found is None:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return found


class _Superseded(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        """Its symbol and title."""
        return f"{obj.symbol}: {obj.title}"


def _objectives():
    return forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.CheckboxSelectMultiple)


class ProposalForm(forms.Form):
    """A proposal with all its facts; for members in the name of an organisation that they represent."""

    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    proposer = OrganisationChoiceField(label=_("Proposed by"), required=False)
    title = forms.CharField(label=_("Title of the decision"), max_length=300)
    text = forms.CharField(
        label=_("Exact wording"), max_length=20_000, widget=_area(8),
        help_text=_("Members agree on these very words. Begin with “The Network …”."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Kind of text"), choices=TextKind, initial=TextKind.ROUTINE,
        help_text=_("It sets how many working days the members have, if it goes by silence."),
    )  # fmt: skip
    background = forms.CharField(
        label=_("Background"), required=False, max_length=20_000, widget=_area(5),
        help_text=_("Why the Network should decide this now, in a few sentences. No personal data of migrants."),
    )  # fmt: skip
    lead = _Lead(label=_("Lead organisation"), required=False)
    due_on = forms.DateField(label=_("To be implemented by"), required=False, widget=DateInput)
    concern = forms.ChoiceField(
        label=_("Is it of concern to the state?"), required=False, widget=forms.RadioSelect,
        choices=StateConcern,
        help_text=_(
            "Yes for policy positions, public statements on state policy and data of the state. If you leave "
            "it open, policy texts and urgent statements count as yes; of routine matters it is asked before they are "
            "put before the members. Any member may contest it."
        ),
    )  # fmt: skip
    concern_reason = forms.CharField(label=_("Why"), required=False, max_length=1000, widget=_area(2))
    mandates = _Members(
        Organisation.objects.none(), label=_("Mandates touched"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Members whose mandate the text touches: they are marked in the consultation."),
    )  # fmt: skip
    network_objectives = _objectives()
    gcm_objectives = _objectives()
    bar = forms.ChoiceField(
        label=_("Never decided by silence"), required=False, choices=SilenceBar,
        help_text=_("Such matters go to a meeting."),
    )  # fmt: skip
    supersedes = _Superseded(
        Decision.objects.none(), label=_("Takes the place of"), required=False,
        empty_label=_("No earlier decision"),
    )  # fmt: skip

    def __init__(self, *args, user, is_new=True, **options):
        super().__init__(*args, **options)
        standing = Standing.of(user)
        members = Organisation.objects.members()
        self.fields["mandates"].queryset = members
        self._offer_proposers(standing, members)
        taken = Decision.objects.visible_to(user).taken().exclude(state=DecisionState.SUPERSEDED)
        self.fields["supersedes"].queryset = taken.order_by("-adopted_on", "-pk")
        for name, rows, label in (
            ("network_objectives", network_objectives(), _("Network objectives")),
            ("gcm_objectives", gcm_objectives(), _("GCM objectives")),
        ):
            self.fields[name].choices = [(number, f"{number}. {title}") for number, title in rows]
            self.fields[name].label = label
        if not is_new:
            for name in ("proposer", "concern", "concern_reason"):
                del self.fields[name]

    def _offer_proposers(self, standing, members):
        field = self.fields["proposer"]
        if standing.is_secretariat or standing.is_co_chair:
            field.queryset = members
            field.help_text = _("Leave it empty for a proposal of the co-chairs or the secretariat.")
            return
        field.queryset = members.filter(pk__in=list(standing.member_organisations))
        field.required = True
        if len(standing.member_organisations) == 1:
            field.initial = field.queryset.first()
            field.widget = forms.HiddenInput()

    def clean_due_on(self):
        """A new day lies ahead; one that has passed since it was written stays."""
        day = self.cleaned_data["due_on"]
        if day is not None and day < timezone.localdate() and "due_on" in self.changed_data:
            raise forms.ValidationError(_("This day is past. Choose today or a later day."))
        return day

    def clean(self):
        """Each proposal answers the question before members see it (RULES R5.26); a draft may leave it open."""
        data = super().clean()
        is_open = "concern" in self.fields and not data.get("concern") and not self.errors.get("kind")
        if is_open and self.data.get("act") == "propose" and not usual_concern(data["kind"]):
            self.add_error(
                "concern",
                _("Say whether it is of concern to the state. If you are not sure, the co-chairs rule."),
            )
        return data

    @property
    def facts(self):
        """What the workflow takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "stamp"}


class PaperForm(forms.Form):
    """A background paper beside a proposal."""

    title = forms.CharField(label=_("Title of the paper"), max_length=300)
    upload = forms.FileField(
        label=_("File"), allow_empty_file=True,
        help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument, picture or text."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    classification = forms.ChoiceField(label=_("Classification"), choices=Classification)
    audience = forms.ChoiceField(
        label=_("Audience"), choices=[one for one in Audience.choices if one[0] in ("named", "network")],
        initial=Audience.NETWORK,
        help_text=_("For named persons: secretariat, co-chairs and the people of the proposer."),
    )  # fmt: skip


class JudgeForm(forms.Form):
    """Whether it is of concern to the state, and why."""

    answer = forms.ChoiceField(
        label=_("Is it of concern to the state?"), choices=StateConcern, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Why"), required=False, max_length=1000, widget=_area(2))

    def __init__(self, *args, user=None, decision=None, **options):
        super().__init__(*args, **options)
        if decision is not None:
            self.initial.setdefault("answer", decision.concerns_state)


class RuleOnConcernForm(JudgeForm):
    """A co-chair's ruling: yes or no, with the reason."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["answer"].choices = [
            (one.value, one.label) for one in (StateConcern.YES, StateConcern.NO)
        ]
        self.fields["reason"].required = True


class ContestForm(forms.Form):
    """A member sees it otherwise; the co-chairs rule then."""

    organisation = OrganisationChoiceField(label=_("In whose name"))
    reason = forms.CharField(label=_("Why do you see it otherwise?"), max_length=1000, widget=_area(3))

    def __init__(self, *args, user=None, decision=None, **options):
        super().__init__(*args, **options)
        own = list(Standing.of(user).member_organisations)
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=own)
        if len(own) == 1:
            field.initial, field.widget = own[0], forms.HiddenInput()
