"""What is written in rounds of consultation: by members, by the secretariat, by the co-chairs."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.forms import ReasonField
from decisions.states import RECORDED, AnswerKind, Channel, ConsentTo, Period
from decisions.workflow.reading import DOES, DOES_IN_CLEARANCE, SAYS, kinds_open_to
from decisions.workflow.rounds import CONSENT_NEEDED, deadline_of, is_objectors_wording, usual_period
from foundation.core.forms import DateTimeInput
from foundation.core.moments import moment
from foundation.core.templatetags.ui import in_language
from members.models import Parameter, Representation


def _area(rows):
    return forms.Textarea(attrs={"rows": rows})


class AnswerForm(forms.Form):
    """What a member says. Which fields an answer needs is the workflow's to say; nothing typed is lost."""

    kind = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)
    part = forms.CharField(
        label=_("Which part of the text"),
        max_length=200,
        required=False,
        help_text=_("Empty: the whole text."),
    )
    words = forms.CharField(label=_("Reason or words"), max_length=8000, required=False, widget=_area(4))
    wording = forms.CharField(
        label=_("The text as you could accept it"), max_length=20000, required=False, widget=_area(8),
        help_text=_("Change the words in place. Everybody sees the difference by word."),
    )  # fmt: skip

    def __init__(self, *args, round_, seat=None, **options):
        super().__init__(*args, **options)
        self.round_ = round_
        self.fields["kind"].choices = [(kind, SAYS[kind]) for kind in kinds_open_to(round_, seat)]
        # Whether words are needed depends on the answer, and is said below the field: “optional” would be wrong.
        self.fields["words"].is_asked_sometimes = True
        if round_.is_clearance:
            # Other words are proposed paragraph by paragraph, where the statement is read.
            del self.fields["part"], self.fields["wording"]
        else:
            self.fields["wording"].initial = round_.version.text

    @property
    def choices(self):
        """The answers with what each does, for the page to draw."""
        chosen = self["kind"].value()
        return [
            {"value": value, "label": label, "does": self._does(value), "is_chosen": value == chosen}
            for value, label in self.fields["kind"].choices
        ]

    def _does(self, kind):
        return DOES_IN_CLEARANCE.get(kind, DOES[kind]) if self.round_.is_clearance else DOES[kind]

    def clean(self):
        """Only an objection has a wording, and only if it differs from the text that is asked about."""
        data = super().clean()
        if self.round_.is_clearance:
            return data
        wording = (data.get("wording") or "").strip()
        if data.get("kind") != AnswerKind.OBJECTION or wording == self.round_.version.text.strip():
            data["wording"] = ""
        if data.get("kind") not in (AnswerKind.RESERVATION, AnswerKind.DISSOCIATION):
            data["part"] = ""
        return data


class RecordForm(AnswerForm):
    """An answer as the secretariat was told it: by whom, how, when, with the message."""

    who = forms.ModelChoiceField(
        label=_("Who said it"), queryset=Representation.objects.none(),
        help_text=_("The focal points and alternates of the members that are asked."),
    )  # fmt: skip
    channel = forms.ChoiceField(
        label=_("How it came"), choices=[(channel, Channel(channel).label) for channel in RECORDED]
    )
    received_at = forms.DateTimeField(
        label=_("When it came"), widget=DateTimeInput, help_text=_("Bishkek time (UTC+6).")
    )
    message = forms.FileField(
        label=_("The message as it came"), required=False,
        help_text=_("Needed for an answer by e-mail: the message as a file (EML, MSG or PDF)."),
    )  # fmt: skip
    field_order = ("who", "channel", "received_at", "message", "kind", "part", "words", "wording")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        asked = self.round_.seats.values("organisation")
        rows = Representation.objects.on().filter(organisation__in=asked)
        self.fields["who"].queryset = rows.select_related("person", "organisation").order_by(
            "organisation__acronym", "-role"
        )
        self.fields["who"].label_from_instance = lambda row: (
            f"{in_language(row.organisation, 'acronym')}: {row.person} ({row.get_role_display()})"
        )
        self.fields["received_at"].initial = timezone.localtime()


class PrepareForm(forms.Form):
    """How long the members have, and what is said to them; each period with its deadline in full."""

    takes_context = True
    period = forms.ChoiceField(label=_("Period"), widget=forms.RadioSelect)
    period_reason = forms.CharField(
        label=_("Why the period is shorter"), max_length=1000, required=False, widget=_area(2),
        help_text=_("For the urgent and the short period. Both co-chairs have to agree to it."),
    )  # fmt: skip
    message = forms.CharField(
        label=_("Message to the members"), max_length=4000, required=False, widget=_area(4),
        help_text=_("It stands above the text in the letter and on the page. It is frozen with the text."),
    )  # fmt: skip

    def __init__(self, *args, decision, user=None, **options):
        super().__init__(*args, **options)
        self.fields["period"].choices = [(one, Period(one).label) for one in self._periods(decision)]
        self.fields["period"].initial = usual_period(decision)

    def _periods(self, decision):
        own = [usual_period(decision), Period.DEFAULT, Period.POLICY, Period.URGENT]
        if is_objectors_wording(decision):
            own.insert(0, Period.SHORT)
        return list(dict.fromkeys(own))

    @property
    def choices(self):
        """Each period with the deadline that it gives: once both agree at once, or after the hours of the co-chairs."""
        now = timezone.now()
        later = now + timedelta(hours=Parameter.value_of("silence_told_hours"))
        chosen = self["period"].value()
        return [
            {
                "value": value, "label": label, "is_chosen": value == chosen,
                "needs_consent": value in CONSENT_NEEDED, "opens": moment(now), "ends": moment(deadline_of(value, now)),
                "opens_later": moment(later), "ends_later": moment(deadline_of(value, later)),
            }
            for value, label in self.fields["period"].choices
        ]  # fmt: skip


class ConsentForm(forms.Form):
    """To what a co-chair agrees; what is asked for depends on the round."""

    to = forms.ChoiceField(label=_("I agree to"), choices=ConsentTo.choices, widget=forms.HiddenInput)


class RoundReasonForm(forms.Form):
    """A reason that stays with the round."""

    reason = ReasonField()


class ExtendForm(forms.Form):
    """More time for everybody."""

    working_days = forms.IntegerField(label=_("Working days more"), min_value=1, max_value=20, initial=2)
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=_area(2))


class AnswerChoiceForm(forms.Form):
    """Which answer a button belongs to."""

    answer = forms.IntegerField(widget=forms.HiddenInput)


class ReviseForm(forms.Form):
    """The next text, beside the one that was objected to."""

    text = forms.CharField(label=_("Text"), widget=_area(12), max_length=20000)
    reason = forms.CharField(
        label=_("What changed and why"), max_length=1000, required=False, widget=_area(2),
        help_text=_("It stays in the history."),
    )  # fmt: skip
