"""Forms about meetings, their agenda and the answers to invitations; each one feeds one workflow function."""

from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateInput, TimeInput
from foundation.core.moments import day as say_day
from foundation.core.working_days import BISHKEK
from foundation.documents.models import Audience, Classification
from meetings.models import AgendaItem, Guest, Meeting, Paper
from meetings.states import Answer, ItemKind, ItemState, Mode
from meetings.workflow.meeting import possible_guests
from members.calendar import is_working_day, working_day_after
from members.forms import OrganisationChoiceField, PersonChoiceField
from members.models import Appointment, Organisation, Parameter, Person
from members.states import CO_CHAIR_OFFICES



class TimeFields(forms.Form):
    """Day, hour and length of a meeting, which become `starts_at` and `ends_at`."""

    day = forms.DateField(label=_("Day"), widget=DateInput())
    starts = forms.TimeField(label=_("Begins at"), widget=TimeInput(), help_text=_("Bishkek time (UTC+6)"))
    length = forms.IntegerField(
        label=_("Length in minutes"), min_value=15, max_value=600,
        widget=forms.NumberInput(attrs={"step": 15}),
    )  # fmt: skip
    day_off_is_meant = forms.BooleanField(
        label=_("Yes, the meeting is meant to be on a day on which the offices are closed"), required=False
    )

    def clean(self):
        """Make the two instants; a day on which the offices are closed wants a tick."""
        cleaned = super().clean()
        day, starts, length = cleaned.get("day"), cleaned.get("starts"), cleaned.get("length")
        if not (day and starts and length):
            return cleaned
        if not is_working_day(day):
            self.asks_about_day_off = True
            if not cleaned.get("day_off_is_meant"):
                self.add_error("day", gettext(
                    "The offices are closed on %(day)s. Choose another day, or tick the box below."
                ) % {"day": say_day(day)})  # fmt: skip
        cleaned["starts_at"] = datetime.combine(day, starts, BISHKEK)
        cleaned["ends_at"] = cleaned["starts_at"] + timedelta(minutes=length)
        return cleaned

    def hide_day_off(self):
        """Leave the tick out until somebody chooses a day on which the offices are closed."""
        if not getattr(self, "asks_about_day_off", False):
            self.fields["day_off_is_meant"].widget = forms.HiddenInput()

    @property
    def times(self):
        """The two instants."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at")}


class MeetingForm(TimeFields, forms.ModelForm):
    """The facts of a meeting."""

    chair = PersonChoiceField(required=False, label=_("Chair"))
    requested_by = OrganisationChoiceField(
        required=False, label=_("Requested by"),
        help_text=_("A member may ask for a meeting at any time."),
    )  # fmt: skip

    field_order = (
        "kind", "title", "day", "starts", "length", "day_off_is_meant", "mode", "place", "online_url", "beside",
        "chair", "language", "is_chatham_house", "requested_by", "title_ru", "title_ky",
    )  # fmt: skip

    class Meta:
        model = Meeting
        fields = (
            "kind", "title", "title_ru", "title_ky", "mode", "place", "online_url", "beside", "chair",
            "language", "is_chatham_house", "requested_by",
        )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["online_url"].assume_scheme = "https"
        self.fields["requested_by"].queryset = Organisation.objects.members()
        if self.instance.pk:
            starts = timezone.localtime(self.instance.starts_at)
            self.initial |= {
                "day": starts.date(), "starts": starts.time(), "length": self.instance.minutes_long,
            }  # fmt: skip
            self.fields["kind"].disabled = True

    def clean(self):
        """An online meeting needs its room, or a note that it will follow; a place is for rooms."""
        cleaned = super().clean()
        if cleaned.get("mode") == Mode.IN_PERSON and not cleaned.get("place"):
            self.add_error("place", _("Say where the meeting is held."))
        return cleaned

    @property
    def facts(self):
        """What the workflow takes."""
        return {name: self.cleaned_data[name] for name in self._meta.fields} | self.times


def suggested_facts():
    """Sensible beginnings of a new quarterly meeting: a working day in due time, 10:00, two hours."""
    day = working_day_after(timezone.localdate(), Parameter.value_of("meeting_notice_wd") + 1)
    chair = Appointment.objects.on().filter(office__in=CO_CHAIR_OFFICES).order_by("office").first()
    return {
        "day": day, "starts": "10:00", "length": 120, "mode": Mode.HYBRID, "language": "en",
        "chair": chair.person_id if chair else None,
    }  # fmt: skip


class ReasonForm(forms.Form):
    """Why; the people concerned will read it."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("The recipients will read it.")
    )


class PostponeForm(TimeFields):
    """Why the meeting is put off, and its new date where it is known already."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("The members will read it.")
    )
    field_order = ("reason", "day", "starts", "length", "day_off_is_meant")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("day", "starts", "length"):
            self.fields[name].required = False
        self.fields["day"].label = _("New day")
        self.fields["day"].help_text = _("Leave it empty when the new date is not known yet.")

    @property
    def has_new_date(self):
        """Whether the meeting can be convened again at once."""
        return "starts_at" in self.cleaned_data

    @property
    def new_times(self):
        """The new instants, or nothing."""
        return self.times if self.has_new_date else {}


class ConveneAgainForm(TimeFields):
    """The new time of a postponed meeting."""


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
        label=_("Background paper"), required=False,
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


class PaperUploadForm(forms.Form):
    """One file for an agenda item."""

    file = forms.FileField(label=_("File"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)
    classification = forms.ChoiceField(label=_("Classification"), choices=Classification, required=False)
    audience = forms.ChoiceField(label=_("Audience"), choices=Audience, required=False)

    @property
    def words(self):
        """What was chosen; the rest takes the defaults."""
        return {name: value for name, value in self.cleaned_data.items() if value and name != "file"}


class GuestForm(forms.Form):
    """Which organisation is invited, and to which items."""

    organisation = OrganisationChoiceField(label=_("Organisation"))
    items = forms.ModelMultipleChoiceField(
        AgendaItem.objects.none(), label=_("Items for which it is invited"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without a choice it is invited to the items that are open to guests."),
    )  # fmt: skip

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = possible_guests()
        self.fields["items"].queryset = meeting.items.filter(state=ItemState.ON_AGENDA).order_by("position")


class ReplyForm(forms.Form):
    """An organisation's answer to the invitation."""

    answer = forms.ChoiceField(label=_("Answer"), choices=Answer, widget=forms.RadioSelect)
    attendee = PersonChoiceField(
        label=_("Who attends"), required=False, empty_label=_("I attend myself"),
        help_text=_("Choose another person of your organisation, if you do not come yourself."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note to the secretariat"), max_length=300, required=False,
        help_text=_("For example the name of somebody who is not in the list."),
    )  # fmt: skip

    def __init__(self, *args, meeting, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        answers = {Mode.IN_PERSON: Answer.ONLINE, Mode.ONLINE: Answer.IN_PERSON}
        impossible = answers.get(Mode(meeting.mode))
        self.fields["answer"].choices = [pair for pair in Answer.choices if pair[0] != impossible]
        self.fields["attendee"].queryset = (
            Person.objects.filter(organisation=organisation, left_on__isnull=True).select_related("organisation")
        )


class RecordReplyForm(ReplyForm):
    """An answer that the secretariat was told; for an organisation that was asked."""

    organisation = OrganisationChoiceField(label=_("Organisation"))

    def __init__(self, *args, meeting, **kwargs):
        asked = Organisation.objects.members() | Organisation.objects.filter(
            pk__in=Guest.objects.filter(meeting=meeting).values("organisation")
        )
        super().__init__(*args, meeting=meeting, organisation=None, **kwargs)
        del self.fields["attendee"]
        self.fields["organisation"].queryset = asked
        self.order_fields(["organisation", "answer", "note"])
