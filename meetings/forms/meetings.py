"""Facts and dates of a meeting, reasons, guests."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateInput, TimeInput
from foundation.core.moments import day as say_day
from foundation.core.working_days import BISHKEK
from meetings.models import AgendaItem, Meeting
from meetings.states import ItemState, MeetingKind, Mode
from meetings.workflow.meeting import possible_guests
from members.calendar import is_working_day, working_day_after
from members.forms import OrganisationChoiceField, PersonChoiceField
from members.models import Appointment, Organisation, Parameter
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


OF_THE_NETWORK = ("beside", "beside_ru", "beside_ky", "requested_by")


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
        "beside_ru", "beside_ky",
    )  # fmt: skip

    class Meta:
        model = Meeting
        fields = (
            "kind", "title", "title_ru", "title_ky", "mode", "place", "online_url", "beside", "beside_ru",
            "beside_ky", "chair",
            "language", "is_chatham_house", "requested_by",
        )  # fmt: skip

    def __init__(self, *args, group=None, **kwargs):
        super().__init__(*args, **kwargs)
        group = group or self.instance.group
        kinds = [
            (kind.value, kind.label) for kind in MeetingKind if (kind == MeetingKind.GROUP) == bool(group)
        ]
        self.fields["kind"].choices = kinds
        if group:
            # What is the Network's own: the UNCT beside it, and members that ask for a meeting.
            for name in OF_THE_NETWORK:
                self.fields[name].widget = forms.HiddenInput()
                self.fields[name].disabled = True
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

    @property
    def facts_of_group(self):
        """What the workflow takes for a meeting of a working group."""
        left_out = {"kind", *OF_THE_NETWORK}
        return {name: value for name, value in self.facts.items() if name not in left_out}


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
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The recipients will read it."),
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

    def clean(self):
        """Ask for the hour and the length of a day that is known: a new date is taken whole or not at all."""
        cleaned = super().clean()
        if cleaned.get("day"):
            for name in ("starts", "length"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned

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
