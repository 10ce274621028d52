"""What people write about groups."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateInput
from foundation.documents.models import Classification
from members.forms import OrganisationChoiceField, PersonChoiceField
from members.forms.directory import VersionedForm
from members.models import Organisation, Person
from workinggroups.models import Deliverable, GroupDocument, GroupNote, TermsOfReference, WorkingGroup
from workinggroups.objectives import objective_choices
from workinggroups.states import GroupAudience, GroupKind, GroupRole, GroupState


def _area(rows):
    return forms.Textarea(attrs={"rows": rows})


class ListForm(forms.Form):
    """Which groups are listed."""

    q = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *GroupState.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *GroupKind.choices])
    only = forms.ChoiceField(
        label=_("Only"), required=False,
        choices=[("", _("All")), ("mine", _("Those in which I sit")), ("quiet", _("Quiet ones"))],
    )  # fmt: skip


class GroupForm(VersionedForm):
    """The facts of a group; the end of one that works has an act of its own."""

    objectives = forms.TypedMultipleChoiceField(
        label=_("Objectives of the Network that it serves"), required=False, coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    class Meta:
        model = WorkingGroup
        fields = (
            "name", "name_ru", "name_ky", "acronym", "kind", "ends_on", "ends_event", "purpose", "purpose_ru",
            "purpose_ky", "objectives", "mailing_name",
        )  # fmt: skip
        widgets = {
            "ends_on": DateInput, "purpose": _area(3), "purpose_ru": _area(3), "purpose_ky": _area(3),
            "kind": forms.RadioSelect,
        }  # fmt: skip
        help_texts = {"ends_on": _("For an ad hoc group: its last day, or the day expected for its event.")}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["objectives"].choices = objective_choices()
        if self.instance.pk and self.instance.state == GroupState.ACTIVE:
            for name in ("kind", "ends_on", "ends_event"):
                del self.fields[name]

    def clean(self):
        """Say beside the field where a group ends that should not, or does not that should."""
        words = super().clean()
        ends = words.get("ends_on") or words.get("ends_event")
        if words.get("kind") == GroupKind.AD_HOC and not ends:
            self.add_error(
                "ends_on", _("An ad hoc group ends: give its last day, or the event with which it ends.")
            )
        if words.get("kind") == GroupKind.PERMANENT and ends:
            self.add_error("kind", _("A permanent group has no end. Choose “ad hoc”, or take the end away."))
        return words


class ProposalForm(GroupForm):
    """A group that is proposed: its facts, and who would lead it."""

    lead_person = PersonChoiceField(
        label=_("Lead"),
        required=False,
        help_text=_("A person of a member of the Network; can be named later."),
    )
    proposed_by = OrganisationChoiceField(label=_("Proposed by"), required=False)

    def __init__(self, *args, organisations, **options):
        super().__init__(*args, **options)
        del self.fields["version"]
        people = Person.objects.filter(organisation__in=Organisation.objects.members(), left_on__isnull=True)
        self.fields["lead_person"].queryset = people.select_related("organisation").order_by(
            "organisation__acronym", "name"
        )
        self.fields["proposed_by"].queryset = organisations
        if not organisations:
            del self.fields["proposed_by"]
        elif len(organisations) == 1:
            self.fields["proposed_by"].initial = organisations[0]
            self.fields["proposed_by"].widget = forms.HiddenInput()


class DecisionForm(forms.Form):
    """By which decision, and on which day."""

    decided_by = forms.CharField(
        label=_("Decision"), max_length=200, help_text=_("Its symbol, for example UNMN-KG/2026/DEC/4.")
    )
    on = forms.DateField(label=_("On"), widget=DateInput, initial=timezone.localdate)


class ReopenForm(forms.Form):
    """By which decision a group works again, and why."""

    decided_by = forms.CharField(label=_("Decision"), max_length=200)
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=_area(2))


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=_area(2))


class NothingForm(forms.Form):
    """A question that needs no more than a yes."""


class MoveEndForm(forms.Form):
    """Another end, and why."""

    ends_on = forms.DateField(label=_("New last day"), widget=DateInput)
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=_area(2))


class ReportForm(forms.Form):
    """The final report."""

    file = forms.FileField(label=_("Final report"), help_text=_("PDF or Word."))


class SeatForm(forms.Form):
    """Who sits in the group, as what, from when to when."""

    organisation = OrganisationChoiceField(label=_("Organisation"))
    person = PersonChoiceField(
        label=_("Person"), required=False, help_text=_("Empty: whoever represents the organisation.")
    )
    role = forms.ChoiceField(label=_("Role"), choices=GroupRole.choices, initial=GroupRole.MEMBER)
    starts_on = forms.DateField(label=_("From"), widget=DateInput, initial=timezone.localdate)
    ends_on = forms.DateField(label=_("Until"), widget=DateInput, required=False)


class EndSeatForm(ReasonForm):
    """The last day of a seat, and why."""

    on = forms.DateField(label=_("Last day"), widget=DateInput, initial=timezone.localdate)
    field_order = ("on", "reason")


class LeadForm(forms.Form):
    """Who takes over the lead, and when."""

    person = PersonChoiceField(label=_("New lead"))
    on = forms.DateField(label=_("From"), widget=DateInput, initial=timezone.localdate)
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=_area(2), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        people = Person.objects.filter(organisation__in=Organisation.objects.members(), left_on__isnull=True)
        self.fields["person"].queryset = people.select_related("organisation").order_by(
            "organisation__acronym", "name"
        )


class JoinForm(forms.Form):
    """Why somebody wants to take part."""

    organisation = OrganisationChoiceField(label=_("For which organisation"))
    reason = forms.CharField(
        label=_("Why your organisation wants to take part"), max_length=2000, widget=_area(3),
        help_text=_("Who runs the group reads this."),
    )  # fmt: skip

    def __init__(self, *args, organisations, **options):
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = organisations
        if len(organisations) == 1:
            self.fields["organisation"].initial = organisations[0]
            self.fields["organisation"].widget = forms.HiddenInput()


class InviteForm(forms.Form):
    """Whom the group asks, as what."""

    person = PersonChoiceField(label=_("Person"))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in GroupRole if role != GroupRole.LEAD],
        initial=GroupRole.MEMBER,
        help_text=_("Bodies outside of the Network take part as partners or observers, or co-lead."),
    )
    reason = forms.CharField(
        label=_("Words to the invited person"), max_length=2000, widget=_area(3), required=False
    )


class DocumentForm(forms.ModelForm):
    """What a document is, and for whom."""

    owner = OrganisationChoiceField(label=_("Owner organisation"), required=False)

    class Meta:
        model = GroupDocument
        fields = ("title", "note", "language", "owner", "audience", "classification")
        widgets = {"note": _area(2)}

    def __init__(self, *args, is_partner=False, **options):
        super().__init__(*args, **options)
        self.fields["classification"].choices = [
            pair for pair in Classification.choices if pair[0] != Classification.STRICTLY_CONFIDENTIAL
        ]
        if is_partner:
            del self.fields["audience"], self.fields["classification"]

    def _post_clean(self):
        """Leave the instance alone: the workflow changes it, under its lock."""


class UploadForm(DocumentForm):
    """A new document: its file, and what it is."""

    file = forms.FileField(label=_("File"))
    field_order = ("file", "title", "note", "language", "owner", "audience", "classification")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Empty: the name of the file.")


class DeliverableForm(VersionedForm):
    """A product, its owner and its day."""

    owner = OrganisationChoiceField(label=_("Owner organisation"))
    person = PersonChoiceField(label=_("Person"), required=False)

    class Meta:
        model = Deliverable
        fields = ("title", "title_ru", "title_ky", "owner", "person", "due_on")
        widgets = {"due_on": DateInput}

    def __init__(self, *args, group, **options):
        super().__init__(*args, **options)
        seated = group.seats.on()
        self.fields["owner"].queryset = Organisation.objects.filter(pk__in=seated.values("organisation"))
        people = Person.objects.filter(pk__in=seated.values("person"))
        self.fields["person"].queryset = people.select_related("organisation").order_by(
            "organisation__acronym", "name"
        )
        if self.instance.pk:
            del self.fields["due_on"]
        else:
            del self.fields["version"]

    def based_on(self, version):
        """The same words once more, to be saved over `version`."""
        data = self.data.copy()
        data[self.add_prefix("version")] = str(version)
        return type(self)(data, instance=self.instance, group=self.instance.group)


class MoveDayForm(forms.Form):
    """Another day, and why."""

    due_on = forms.DateField(label=_("New day"), widget=DateInput)
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=_area(2))


class DeliverForm(forms.Form):
    """What shows that it is there."""

    evidence = forms.CharField(
        label=_("Where it is found"), max_length=4000, widget=_area(2), required=False,
        help_text=_("Words, a link, a symbol."),
    )  # fmt: skip
    document = forms.ModelChoiceField(
        GroupDocument.objects.none(), label=_("Or a document of the group"), required=False
    )

    def __init__(self, *args, documents, **options):
        super().__init__(*args, **options)
        self.fields["document"].queryset = documents


class NoteForm(forms.ModelForm):
    """A letter to the group."""

    class Meta:
        model = GroupNote
        fields = ("title", "body", "audience")
        widgets = {"body": _area(10), "audience": forms.RadioSelect}
        help_texts = {"body": _("An empty line begins a new paragraph.")}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["audience"].choices = [
            pair for pair in GroupAudience.choices if pair[0] != GroupAudience.NETWORK
        ]

    def _post_clean(self):
        """Leave the instance alone: the workflow changes it, under its lock."""


class TermsForm(VersionedForm):
    """The draft of the terms of reference."""

    class Meta:
        model = TermsOfReference
        fields = ("draft",)
        widgets = {"draft": _area(24)}
        help_texts = {
            "draft": _("An empty line begins a new paragraph; a line that begins with # is a heading.")
        }
