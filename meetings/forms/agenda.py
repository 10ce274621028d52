"""Agenda items, proposals and papers."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from foundation.documents.models import Audience, Classification
from knowledge.models import Document
from meetings.models import AgendaItem, Paper
from meetings.states import ItemKind
from members.forms import OrganisationChoiceField
from members.models import Organisation, Person


class ItemForm(forms.ModelForm):
    """Words of an agenda item; with `sent`, only the fields that were sent (autosave sends what changed)."""

    expected = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = AgendaItem
        fields = (
            "title", "kind", "minutes", "presenters", "presenting", "outside_presenter", "description",
            "expected_outcome", "is_open_to_guests", "title_ru", "title_ky", "secretariat_notes",
        )  # fmt: skip
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "secretariat_notes": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, sent=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["presenters"].queryset = Person.objects.filter(left_on__isnull=True)
        self.fields["presenting"].queryset = Organisation.objects.all()
        self.initial.setdefault("expected", self.instance.version)
        if sent is not None:
            for name in [name for name in self.fields if name not in (*sent, "expected")]:
                del self.fields[name]

    def _post_clean(self):
        """Leave the instance alone: the workflow changes it, under its lock."""

    @property
    def words(self):
        """What the workflow takes, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "expected"}

    @property
    def expected_version(self):
        """The version that the writer had read."""
        return self.cleaned_data["expected"]


class NewItemForm(forms.Form):
    """A new item: a title is enough; behind which item, or under which one."""

    title = forms.CharField(label=_("Title of the new item"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=ItemKind, required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=600, required=False)
    after = forms.ModelChoiceField(AgendaItem.objects.none(), required=False, widget=forms.HiddenInput)
    parent = forms.ModelChoiceField(AgendaItem.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("after", "parent"):
            self.fields[name].queryset = meeting.items.on_agenda()

    @property
    def words(self):
        """What was given; what was not takes the item's defaults."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class MoveForm(forms.Form):
    """Where an item goes: one step, or under a parent in front of another item."""

    direction = forms.ChoiceField(
        choices=[(name, name) for name in ("up", "down", "in", "out")], required=False
    )
    parent = forms.ModelChoiceField(AgendaItem.objects.none(), required=False)
    before = forms.ModelChoiceField(AgendaItem.objects.none(), required=False)

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("parent", "before"):
            self.fields[name].queryset = meeting.items.on_agenda()


class ProposalForm(forms.Form):
    """What a member proposes for the agenda."""

    organisation = OrganisationChoiceField(label=_("For which organisation"))
    title = forms.CharField(label=_("Title"), max_length=300)
    description = forms.CharField(
        label=_("Why should the Network deal with it?"), widget=forms.Textarea(attrs={"rows": 4})
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=ItemKind, initial=ItemKind.DISCUSSION)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=240, initial=15)
    paper = forms.FileField(
        label=_("Background paper"), required=False, allow_empty_file=True,
        help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument, picture or text."),
    )  # fmt: skip

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        if len(organisations) == 1:
            self.fields["organisation"].initial = organisations[0]
            self.fields["organisation"].widget = forms.HiddenInput()


class PaperForm(forms.ModelForm):
    """How a paper is called and for whom it is."""

    class Meta:
        model = Paper
        fields = ("title", "language", "classification", "audience")

    def _post_clean(self):
        """Leave the instance alone: the workflow changes it, under its lock."""


class LibraryPaperForm(forms.Form):
    """A document of the library, by its symbol."""

    symbol = forms.CharField(
        label=_("Symbol of the document"), max_length=80,
        help_text=_("It stands at the top of its page, for example UNMN-KG/2026/LIB/7."),
    )  # fmt: skip

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.user = user

    def clean_symbol(self):
        """A document that the reader may see."""
        symbol = self.cleaned_data["symbol"].strip()
        self.document = Document.objects.visible_to(self.user).on_the_shelves().filter(symbol=symbol).first()
        if self.document is None:
            raise forms.ValidationError(_("There is no document with this symbol in the library."))
        return symbol


class PaperUploadForm(forms.Form):
    """One file for an agenda item."""

    file = forms.FileField(label=_("File"), allow_empty_file=True)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)
    classification = forms.ChoiceField(label=_("Classification"), choices=Classification, required=False)
    audience = forms.ChoiceField(label=_("Audience"), choices=Audience, required=False)

    @property
    def words(self):
        """What was chosen; the rest takes the defaults."""
        return {name: value for name, value in self.cleaned_data.items() if value and name != "file"}
