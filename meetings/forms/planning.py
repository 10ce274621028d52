"""What waits for a meeting, and templates of agendas."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateInput
from meetings.models import AgendaTemplate, BacklogItem, MeetingRequest, TemplateItem
from members.forms import OrganisationChoiceField
from members.models import Organisation


class BacklogForm(forms.ModelForm):
    """What somebody proposes without a meeting."""

    organisation = OrganisationChoiceField(label=_("For which organisation"))
    field_order = ("organisation", "title", "description", "kind", "minutes")

    class Meta:
        model = BacklogItem
        fields = ("title", "description", "kind", "minutes")
        labels = {"description": _("Why should the Network deal with it?")}
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        if len(organisations) == 1:
            self.fields["organisation"].initial = organisations[0]
            self.fields["organisation"].widget = forms.HiddenInput()
        if not organisations:
            # A secretariat officer enters it in nobody's name.
            self.fields["organisation"].required = False
            self.fields["organisation"].widget = forms.HiddenInput()


class ReportForm(forms.ModelForm):
    """What a working group brings back to the Network."""

    class Meta:
        model = BacklogItem
        fields = ("title", "description", "kind", "minutes", "title_ru", "title_ky")
        labels = {
            "title": _("What the group reports, in one sentence"),
            "description": _("What the Network should know, and what it is asked"),
        }
        widgets = {"description": forms.Textarea(attrs={"rows": 6})}

    def _post_clean(self):
        """Leave the instance alone: the workflow makes it."""


class TemplateForm(forms.ModelForm):
    """Name and kind of a template."""

    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = AgendaTemplate
        fields = ("name", "kind")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("expected", self.instance.version)

    def _post_clean(self):
        """Leave the instance alone: the workflow changes it, under its lock."""


class TemplateItemForm(forms.ModelForm):
    """One item of a template; a line without a title is left out."""

    place = forms.IntegerField(label=_("Place"), min_value=1, required=False)
    field_order = ("place", "title", "kind", "minutes", "title_ru", "title_ky", "is_sub_item", "generated")

    class Meta:
        model = TemplateItem
        fields = ("title", "title_ru", "title_ky", "kind", "minutes", "is_sub_item", "generated")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["minutes"].required = False

    def _post_clean(self):
        """Leave the instance alone: the workflow writes the items anew."""


TemplateItemFormSet = forms.formset_factory(TemplateItemForm, extra=3, can_delete=True, max_num=60)


def items_of(formset):
    """What stands in the lines of a template, in the order of their places."""
    lines = []
    for at, form in enumerate(formset.forms, start=1):
        data = form.cleaned_data
        if data.get("DELETE") or not data.get("title"):
            continue
        words = {name: data.get(name) for name in TemplateItemForm.Meta.fields}
        words["minutes"] = words["minutes"] or 0
        lines.append((data.get("place") or at, at, words))
    found = [words for _place, _at, words in sorted(lines, key=lambda line: line[:2])]
    if found:
        found[0]["is_sub_item"] = False
    return found


class TemplateNameForm(forms.Form):
    """How a template is called that is made of an agenda."""

    name = forms.CharField(label=_("Name of the template"), max_length=120)


class RequestForm(forms.ModelForm):
    """Why the Network should meet, and about what."""

    organisation = OrganisationChoiceField(label=_("For which organisation"))
    field_order = ("organisation", "reason", "items", "wished_for")

    class Meta:
        model = MeetingRequest
        fields = ("reason", "items", "wished_for")
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 4}), "items": forms.Textarea(attrs={"rows": 4}),
            "wished_for": DateInput(),
        }  # fmt: skip

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        if len(organisations) == 1:
            self.fields["organisation"].initial = organisations[0]
            self.fields["organisation"].widget = forms.HiddenInput()

    def _post_clean(self):
        """Leave the instance alone: the workflow makes it."""


class RecommendationForm(forms.Form):
    """One recommendation of the annual meeting."""

    title = forms.CharField(label=_("Recommendation"), max_length=300)
    description = forms.CharField(
        label=_("Why, and for whom"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )


class LeaveForm(forms.Form):
    """Why a late paper should still go out."""

    reason = forms.CharField(
        label=_("Why is it late, and why can it not wait?"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A co-chair reads it."),
    )  # fmt: skip


def organisations_of(standing):
    """The organisations in whose name somebody may propose."""
    return Organisation.objects.filter(pk__in=standing.member_organisations)
