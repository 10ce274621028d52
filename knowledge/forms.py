"""What people write about documents of the library."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateInput
from foundation.core.templatetags.ui import in_language
from foundation.core.workflow import Refused
from foundation.documents.models import Classification
from knowledge import lists
from knowledge.models import Document
from knowledge.states import AgeFocus, DocumentKind, DocumentState, LibraryAudience
from knowledge.workflow.documents import FOR_WHOM, refuse_unfit
from members.forms import OrganisationChoiceField, PersonChoiceField
from members.forms.directory import VersionedForm
from members.models import Organisation
from members.standing import Standing
from workinggroups.models import WorkingGroup

INTERNAL_AUDIENCES = [pair for pair in LibraryAudience.choices if pair[0] != LibraryAudience.PUBLIC]
NUMBERS = ("network_objectives", "gcm_objectives", "sdgs")
LISTED = ("themes", *NUMBERS, "sdg_targets", "oblasts", "corridors", "populations")
WORDS = (
    "kind", "title", "title_ru", "title_ky", "abstract", "abstract_ru", "abstract_ky", "authors", "reference",
    "issued_on", "address",
)  # fmt: skip


def _area(rows):
    return forms.Textarea(attrs={"rows": rows})


def owners_for(user):
    """The organisations in whose name somebody adds documents: their own; for the secretariat any."""
    standing = Standing.of(user)
    rows = Organisation.objects.all()
    return rows if standing.is_secretariat else rows.filter(pk__in=standing.member_organisations)


def groups_for(user):
    """The working groups for which somebody may mean a document."""
    standing, rows = Standing.of(user), WorkingGroup.objects.active()
    return rows if standing.is_secretariat else rows.filter(pk__in=list(standing.groups))


def _listed(name):
    coerce = int if name in NUMBERS else str
    return forms.TypedMultipleChoiceField(
        label=Document._meta.get_field(name).verbose_name, required=False, coerce=coerce,
        choices=lambda: lists.choices(name), widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class GroupChoiceField(forms.ModelChoiceField):
    """A working group, by its name in the reader's language."""

    def label_from_instance(self, obj):
        """The name."""
        return in_language(obj)


class DocumentForm(VersionedForm):
    """What a document is, for whom, and what it is about."""

    owner = OrganisationChoiceField(label=_("Owner organisation"))
    audience = forms.ChoiceField(
        label=_("For whom it is"), choices=INTERNAL_AUDIENCES, widget=forms.RadioSelect,
        initial=LibraryAudience.NETWORK,
        help_text=_("Everything is internal. Making a document public is an act of its own, on its page."),
    )  # fmt: skip
    group = GroupChoiceField(
        WorkingGroup.objects.none(), label=_("Working group"), required=False, empty_label=_("None"),
        help_text=_("For “one working group”: its members and partners read the document."),
    )  # fmt: skip
    themes = _listed("themes")
    network_objectives = _listed("network_objectives")
    gcm_objectives = _listed("gcm_objectives")
    sdgs = _listed("sdgs")
    sdg_targets = _listed("sdg_targets")
    oblasts = _listed("oblasts")
    corridors = _listed("corridors")
    populations = _listed("populations")
    ages = forms.MultipleChoiceField(
        label=_("Age focus"), required=False, choices=AgeFocus.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Document
        fields = (
            *WORDS, "owner", "classification", "audience", "group", *LISTED, "ages", "gender"
        )  # fmt: skip
        widgets = {
            "issued_on": DateInput, "abstract": _area(4), "abstract_ru": _area(4), "abstract_ky": _area(4),
            "classification": forms.RadioSelect,
        }  # fmt: skip
        help_texts = {
            "classification": _("How much harm it would do if others read it; the default is unclassified."),
            "address": _("For an outside link. It opens in the reader's browser; the portal keeps no copy."),
        }

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.user = user
        self.fields["owner"].queryset = owners_for(user)
        self.fields["group"].queryset = groups_for(user)
        if self.instance.pk and self.instance.state != DocumentState.DRAFT:
            for name in FOR_WHOM:
                del self.fields[name]
        if not self.instance.pk:
            del self.fields["version"]

    def clean(self):
        """Say beside the field what does not go together (RULES R8.41)."""
        words = super().clean()
        if words.get("kind") == DocumentKind.LINK and not words.get("address"):
            self.add_error("address", _("Give the address of the outside link."))
        if "audience" in self.fields and words.get("audience") and words.get("classification"):
            try:
                refuse_unfit(words["classification"], words["audience"], words.get("group"))
            except Refused as refusal:
                field = "group" if words["audience"] == LibraryAudience.GROUP else "audience"
                self.add_error(field, str(refusal))
        return words

    def _post_clean(self):
        """Leave the instance alone: the workflow changes it, under its lock."""

    def based_on(self, version):
        """The same words once more, to be saved over `version`."""
        data = self.data.copy()
        data[self.add_prefix("version")] = str(version)
        return type(self)(data, instance=self.instance, user=self.user)

    def fields_named(self, *names):
        """The bound fields of these names that this form has."""
        return [self[name] for name in names if name in self.fields]

    @property
    def about_words(self):
        """What it is, in words."""
        return self.fields_named("file", "language", *WORDS)

    @property
    def about_readers(self):
        """For whom it is."""
        return self.fields_named("owner", "classification", "audience", "group")

    @property
    def about_topics(self):
        """What it is about: long lists, each folded until something in it is chosen."""
        return [
            {"field": bound, "is_open": bool(bound.value() or bound.errors)}
            for bound in self.fields_named(*LISTED, "ages", "gender")
        ]


class NewDocumentForm(DocumentForm):
    """A new document: its file as well."""

    file = forms.FileField(
        label=_("File"), required=False, help_text=_("Not for an outside link: give its address instead.")
    )
    language = forms.ChoiceField(label=_("Language of the file"), choices=settings.LANGUAGES, initial="en")

    def clean(self):
        """A document has something to read."""
        words = super().clean()
        if not words.get("file") and not words.get("address") and "file" not in self.errors:
            self.add_error("file", _("Choose a file, or give the address of an outside link."))
        return words


class VersionForm(forms.Form):
    """A file that is added to a document: a new text, a correction, or another language."""

    what = forms.ChoiceField(
        label=_("What it is"), widget=forms.RadioSelect,
        choices=[
            ("language", _("The present text in another language")),
            ("revise", _("A new version of the text (Rev.)")),
            ("correct", _("A correction of a mistake (Corr.)")),
        ],
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    file = forms.FileField(label=_("File"))
    is_translation = forms.BooleanField(label=_("It is a translation"), required=False)
    note = forms.CharField(
        label=_("What changed"), required=False, max_length=2000, widget=_area(2),
        help_text=_("For a new version or a correction: readers decide by it whether to read it again."),
    )  # fmt: skip

    def clean(self):
        """A change is told in words."""
        words = super().clean()
        if words.get("what") in ("revise", "correct") and not words.get("note", "").strip():
            self.add_error(
                "note", _("Say in a sentence what changed: readers decide by it whether to read it again.")
            )
        return words


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=_area(2))


class SuccessorForm(forms.Form):
    """Which document takes the place of this one."""

    symbol = forms.CharField(
        label=_("Symbol of the successor"), max_length=80,
        help_text=_("It stands at the top of its page, for example UNMN-KG/2026/LIB/7."),
    )  # fmt: skip

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.user = user

    def clean_symbol(self):
        """A document that the reader may see."""
        symbol = self.cleaned_data["symbol"].strip()
        found = Document.objects.visible_to(self.user).on_the_shelves().filter(symbol=symbol).first()
        if found is None:
            raise forms.ValidationError(_("There is no document with this symbol in the library."))
        self.successor = found
        return symbol


class ClassificationForm(forms.Form):
    """Another classification, and why."""

    classification = forms.ChoiceField(label=_("Classification"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=_area(2), required=False,
        help_text=_("Needed where the classification is lowered."),
    )  # fmt: skip

    def __init__(self, *args, document, may_lower, **options):
        super().__init__(*args, **options)
        order = list(Classification.values)
        now = order.index(document.classification)
        self.fields["classification"].choices = [
            (value, label)
            for value, label in Classification.choices
            if order.index(value) > now or (may_lower and order.index(value) < now)
        ]


class AudienceForm(forms.Form):
    """For whom it is from now on."""

    audience = forms.ChoiceField(
        label=_("For whom it is"), choices=INTERNAL_AUDIENCES, widget=forms.RadioSelect
    )
    group = GroupChoiceField(
        WorkingGroup.objects.none(), label=_("Working group"), required=False, empty_label=_("None")
    )

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.fields["group"].queryset = groups_for(user)


class ReaderForm(forms.Form):
    """Who may read it, by name."""

    person = PersonChoiceField(label=_("Person"))


class ReleaseForm(forms.Form):
    """Why it should be public, and by which decision."""

    why = forms.CharField(label=_("Why it should be public"), max_length=2000, widget=_area(3))
    decided_by = forms.CharField(
        label=_("Decision of the Network"), max_length=200, required=False,
        help_text=_("Papers of a meeting are released by a decision: its symbol."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """What the owner says to it."""

    answer = forms.CharField(
        label=_("Words to the secretariat"), max_length=2000, widget=_area(2), required=False
    )


class DeclineForm(forms.Form):
    """Why the owner does not agree."""

    answer = forms.CharField(label=_("Why the document stays internal"), max_length=2000, widget=_area(2))


class NothingForm(forms.Form):
    """A question that needs no more than a yes."""
