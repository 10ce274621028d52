"""What people write in an update, and how the list of updates is narrowed."""

import re

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Refused
from foundation.documents.models import Classification
from knowledge.access import speaks_for_members
from knowledge.forms import GroupChoiceField, groups_for, owners_for
from knowledge.models import Document, Update
from knowledge.models.update import LONGEST
from knowledge.states import UPDATE_AUDIENCES, LibraryAudience, UpdateKind
from knowledge.workflow.updates import FOR_WHOM, refuse_readers
from members.forms import OrganisationChoiceField
from members.forms.directory import VersionedForm
from members.models import Organisation
from members.standing import Standing
from workinggroups.models import WorkingGroup

CLASSIFICATIONS = [pair for pair in Classification.choices if pair[0] != Classification.STRICTLY_CONFIDENTIAL]
AUDIENCES = [(value.value, value.label) for value in UPDATE_AUDIENCES]
WORDS = ("kind", "language", "title", "text", "symbols")


def writes_for(user):
    """The organisations in whose name somebody writes: those of members, or else their own."""
    if speaks_for_members.test(user):
        return owners_for(user)
    return Organisation.objects.filter(pk=Standing.of(user).organisation_id)


class _ForWhom(forms.Form):
    """For whom an update is; who writes in a group from outside has the choice of the group alone."""

    classification = forms.ChoiceField(
        label=_("Classification"), choices=CLASSIFICATIONS, widget=forms.RadioSelect,
        initial=Classification.UNCLASSIFIED,
        help_text=_("How much harm it would do if others read it; the default is unclassified."),
    )  # fmt: skip
    audience = forms.ChoiceField(
        label=_("For whom it is"), choices=AUDIENCES, widget=forms.RadioSelect, initial=LibraryAudience.NETWORK,
        help_text=_("Everything is internal; an update is never public."),
    )  # fmt: skip
    group = GroupChoiceField(
        WorkingGroup.objects.none(), label=_("Working group"), required=False, empty_label=_("None"),
        help_text=_("For “one working group”: its members and partners read the update."),
    )  # fmt: skip

    def narrow(self, user):
        """Offer what this writer may choose."""
        self.fields["group"].queryset = groups_for(user)
        if not speaks_for_members.test(user):
            self.fields["audience"].choices = [pair for pair in AUDIENCES if pair[0] == LibraryAudience.GROUP]
            self.fields["classification"].choices = CLASSIFICATIONS[:1]
            self.initial |= {"audience": LibraryAudience.GROUP, "classification": Classification.UNCLASSIFIED}

    def refuse(self, user, owner):
        """Say beside the field what does not go together."""
        words = self.cleaned_data
        if owner is None or not {"audience", "classification", "group"} <= set(words):
            return
        if words["audience"] != LibraryAudience.GROUP:
            words["group"] = None
        try:
            refuse_readers(
                user, owner=owner, classification=words["classification"], audience=words["audience"],
                group=words["group"],
            )  # fmt: skip
        except Refused as refusal:
            needs_group = words["audience"] == LibraryAudience.GROUP and words["group"] is None
            self.add_error("group" if needs_group else "audience", str(refusal))


class UpdateForm(_ForWhom, VersionedForm):
    """An update; once it is posted, its words alone."""

    owner = OrganisationChoiceField(label=_("In the name of"))
    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    symbols = forms.CharField(
        label=_("Documents of the library"), required=False, max_length=600,
        help_text=_("Their symbols, apart by commas. Each reader sees those that they may open, and no others."),
    )  # fmt: skip
    field_order = (*WORDS, "owner", "classification", "audience", "group")

    class Meta:
        model = Update
        fields = ("kind", "language", "title", "text", "owner", "classification", "audience", "group")
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}
        help_texts = {
            "text": _(
                "A few lines: what is new, and why it matters to others. An empty line begins a paragraph."
            ),
        }
        error_messages = {
            "title": {"required": _("Give the update a title, so that others see what it is about.")},
            "text": {
                "required": _("Write at least a line."),
                "max_length": _(
                    "An update has %(limit_value)d characters at most. Put longer texts into the library."
                ),
            },
        }

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.user = user
        self.fields["text"].widget.attrs["maxlength"] = str(LONGEST)
        self.fields["owner"].queryset = writes_for(user)
        self.narrow(user)
        if self.instance.pk:
            mine = Document.objects.visible_to(user).filter(updates=self.instance)
            self.initial["symbols"] = ", ".join(mine.order_by("symbol").values_list("symbol", flat=True))
        else:
            del self.fields["version"]
        if self.instance.pk and self.instance.is_posted:
            for name in FOR_WHOM:
                del self.fields[name]

    def clean_symbols(self):
        """The documents of these symbols. What is not there and what one may not see are refused alike."""
        found, rows = [], Document.objects.visible_to(self.user).on_the_shelves()
        for symbol in filter(None, re.split(r"[\s,;]+", self.cleaned_data["symbols"])):
            document = rows.filter(symbol__iexact=symbol).first()
            if document is None:
                raise forms.ValidationError(
                    _("There is no document %(symbol)s in the library. Look at the symbol on its page."),
                    params={"symbol": symbol},
                )
            found.append(document)
        return found

    def clean(self):
        """For whom it is goes together, and is the writer's to choose."""
        words = super().clean()
        if "audience" in self.fields:
            self.refuse(self.user, self.cleaned_data.get("owner"))
        return words

    def _post_clean(self):
        """Leave the instance alone: the workflow changes it, under its lock."""

    def values(self):
        """The fields as written, with the documents themselves."""
        found = super().values()
        found["documents"] = found.pop("symbols")
        return found

    def differences(self, current):
        """Where the row as it is now differs from what was written; the documents are compared by the eye."""
        found = []
        for name, mine in self.values().items():
            theirs = mine if name == "documents" else getattr(current, name)
            if theirs != mine:
                found.append({"label": self.fields[name].label, "theirs": theirs, "mine": mine})
        return found

    def based_on(self, version):
        """The same words once more, to be saved over `version`."""
        data = self.data.copy()
        data[self.add_prefix("version")] = str(version)
        return type(self)(data, user=self.user, instance=self.instance)

    @property
    def about_words(self):
        """The fields that say what is new."""
        return [self[name] for name in WORDS]

    @property
    def about_readers(self):
        """The fields that say in whose name, and for whom."""
        return [
            self[name] for name in ("owner", "classification", "audience", "group") if name in self.fields
        ]


class UpdateReadersForm(_ForWhom):
    """Another audience or classification of what was posted."""

    def __init__(self, *args, user, update, **options):
        initial = {name: getattr(update, name) for name in ("classification", "audience", "group")}
        super().__init__(*args, initial=initial, **options)
        self.user, self.update = user, update
        self.narrow(user)

    def clean(self):
        """For whom it is goes together, and is the writer's to choose."""
        words = super().clean()
        self.refuse(self.user, self.update.owner)
        return words


class UpdateListForm(forms.Form):
    """Narrowing the list: only what is among the reader's own updates is offered."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *UpdateKind.choices])
    owner = OrganisationChoiceField(label=_("Organisation"), required=False, empty_label=_("All"))
    state = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("What was posted")), ("withdrawn", _("Withdrawn ones"))],
    )

    def __init__(self, *args, seen, **options):
        super().__init__(*args, **options)
        owners = Organisation.objects.filter(pk__in=seen.values("owner"))
        self.fields["owner"].queryset = owners.order_by("acronym", "name")
