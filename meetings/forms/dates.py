"""Forms about dates: UNCT meetings, their calendar, offered dates and what suits."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateInput, TimeInput
from foundation.core.moments import clock, moment, span
from foundation.core.working_days import BISHKEK
from meetings.forms.meetings import TimeFields
from meetings.models import CourtesyNote, UnctMeeting
from meetings.states import MeetingKind
from meetings.states_cadence import Fit
from members.calendar import close_of_business, working_day_after
from members.models import Parameter

DATES_SHOWN = 6


class UnctMeetingForm(forms.Form):
    """One date of the UNCT, kept by hand."""

    title = forms.CharField(label=_("Title"), max_length=200, initial="UN Country Team")
    day = forms.DateField(label=_("Day"), widget=DateInput())
    starts = forms.TimeField(label=_("Begins at"), widget=TimeInput(), help_text=_("Bishkek time (UTC+6)"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)

    @classmethod
    def of(cls, unct, data=None):
        """The form filled in with a date that is there."""
        local = timezone.localtime(unct.starts_at)
        initial = {"title": unct.title, "day": local.date(), "starts": f"{local:%H:%M}", "place": unct.place}
        return cls(data, initial=initial)

    @property
    def facts(self):
        """What the workflow takes."""
        given = self.cleaned_data
        starts_at = datetime.combine(given["day"], given["starts"], BISHKEK)
        return {"title": given["title"], "starts_at": starts_at, "place": given["place"]}


class UnctSourceForm(forms.Form):
    """From where the dates are read."""

    address = forms.URLField(
        label=_("Address of the calendar"), required=False, max_length=500, assume_scheme="https",
        help_text=_("An address that ends in .ics or is offered as “iCal”. Empty: the dates are kept by hand."),
    )  # fmt: skip
    only_with = forms.CharField(
        label=_("Only meetings whose title contains"), required=False, max_length=100,
        help_text=_("For example UNCT, where the calendar holds other meetings too."),
    )  # fmt: skip

    def clean_address(self):
        """Only addresses of the web."""
        address = self.cleaned_data["address"]
        if address and not address.startswith(("https://", "http://")):
            raise forms.ValidationError(_("The address must begin with https:// or http://."))
        return address


class BesideForm(forms.Form):
    """Beside which UNCT meeting ours stands."""

    unct = forms.ModelChoiceField(
        UnctMeeting.objects.none(), label=_("UNCT meeting"), required=False, empty_label=_("None")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unct"].queryset = UnctMeeting.objects.ahead()
        self.fields["unct"].label_from_instance = _label_of_unct


def _label_of_unct(unct):
    return f"{unct.title}: {moment(unct.starts_at)}"


class MoveOursForm(TimeFields):
    """The new time of our meeting, and why: those who were invited will read it."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ("day", "starts", "length", "day_off_is_meant", "reason")


class OfferDatesForm(forms.Form):
    """The dates that are offered, and until when members answer."""

    kind = forms.ChoiceField(label=_("Kind"), choices=MeetingKind)
    title = forms.CharField(label=_("For which meeting"), max_length=200)
    title_ru = forms.CharField(label=_("For which meeting, in Russian"), max_length=200, required=False)
    title_ky = forms.CharField(label=_("For which meeting, in Kyrgyz"), max_length=200, required=False)
    minutes_long = forms.IntegerField(
        label=_("Length in minutes"), min_value=15, max_value=600, initial=120,
        widget=forms.NumberInput(attrs={"step": 15}),
    )  # fmt: skip
    closes_on = forms.DateField(label=_("Answers until"), widget=DateInput())
    note = forms.CharField(
        label=_("Note to the members"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        closing = clock(close_of_business(timezone.localdate()))
        self.fields["closes_on"].help_text = _("At %(hour)s Bishkek time on that day.") % {"hour": closing}
        self.fields["closes_on"].initial = working_day_after(
            timezone.localdate(), Parameter.value_of("date_poll_wd")
        )
        for number in range(1, DATES_SHOWN + 1):
            self.fields[f"day_{number}"] = forms.DateField(
                label=_("Date %(number)s") % {"number": number}, required=False, widget=DateInput()
            )
            self.fields[f"starts_{number}"] = forms.TimeField(
                label=_("Begins at"), required=False, widget=TimeInput(), initial="10:00"
            )

    @property
    def rows(self):
        """Day and hour of each date, as bound fields."""
        return [(self[f"day_{number}"], self[f"starts_{number}"]) for number in range(1, DATES_SHOWN + 1)]

    def clean(self):
        """A day wants its hour."""
        cleaned = super().clean()
        for number in range(1, DATES_SHOWN + 1):
            if cleaned.get(f"day_{number}") and not cleaned.get(f"starts_{number}"):
                self.add_error(f"starts_{number}", _("Say at which hour the meeting would begin."))
        return cleaned

    @property
    def facts(self):
        """What the workflow takes."""
        given = self.cleaned_data
        slots = [
            datetime.combine(given[f"day_{number}"], given[f"starts_{number}"], BISHKEK)
            for number in range(1, DATES_SHOWN + 1) if given.get(f"day_{number}")
        ]  # fmt: skip
        return {
            "kind": given["kind"], "title": given["title"], "title_ru": given["title_ru"], "title_ky": given["title_ky"],
            "minutes_long": given["minutes_long"],
            "note": given["note"], "closes_at": close_of_business(given["closes_on"]), "slots": slots,
        }  # fmt: skip


class SuitsForm(forms.Form):
    """What one organisation or office says of each date."""

    note = forms.CharField(label=_("Note to the secretariat"), required=False, max_length=300)

    def __init__(self, *args, slots, voice, **kwargs):
        super().__init__(*args, **kwargs)
        self.slots = slots
        for slot in slots:
            self.fields[f"slot_{slot.pk}"] = forms.ChoiceField(
                choices=Fit, widget=forms.RadioSelect, label=_label_of_slot(slot),
                initial=voice.word_on(slot) or None,
                error_messages={"required": _("Say whether this date suits.")},
            )  # fmt: skip
        self.order_fields([*(f"slot_{slot.pk}" for slot in slots), "note"])
        if voice.answer is not None:
            self.fields["note"].initial = voice.answer.note

    @property
    def words(self):
        """What the workflow takes: slot → word."""
        return {slot.pk: self.cleaned_data[f"slot_{slot.pk}"] for slot in self.slots}


def _label_of_slot(slot):
    return span(slot.starts_at, slot.starts_at + timedelta(minutes=slot.poll.minutes_long))


class CourtesyForm(forms.ModelForm):
    """The words of a courtesy note, and to whom it goes."""

    class Meta:
        model = CourtesyNote
        fields = ("addressee", "address", "language", "subject", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}
