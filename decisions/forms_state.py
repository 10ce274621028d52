"""What the secretariat and the co-chairs enter about the letter to the state and its answer."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models.state_track import LETTER_LANGUAGES
from decisions.states import Ruling, SentBy, StateOutcome
from foundation.core.forms import DateInput
from members.forms import OrganisationChoiceField
from members.models import Organisation
from members.states import OrganisationKind, Part


def _area(rows):
    return forms.Textarea(attrs={"rows": rows})


def _day(label, **options):
    return forms.DateField(label=label, widget=DateInput, **options)


class LetterForm(forms.Form):
    """The letter while it is a draft."""

    language = forms.ChoiceField(label=_("Language of the letter"), choices=LETTER_LANGUAGES)
    addressee = forms.CharField(
        label=_("Addressee"), required=False, max_length=300,
        help_text=_("In the language of the letter, as the greeting begins with it. It may stay open."),
    )  # fmt: skip
    asking = forms.CharField(
        label=_("What is asked"), required=False, max_length=4000, widget=_area(4),
        help_text=_("In the language of the letter. Left empty, it asks for comments or objections."),
    )  # fmt: skip

    def __init__(self, *args, consultation=None, **options):
        super().__init__(*args, **options)
        if consultation is not None:
            for name, kept in (("language", "language"), ("addressee", "addressee"), ("asking", "request")):
                self.initial.setdefault(name, getattr(consultation, kept))


class NewLetterForm(LetterForm):
    """A new letter, to the body that is the counterpart today, or to another state body (RULES R5.29)."""

    counterpart = OrganisationChoiceField(
        label=_("State counterpart"),
        help_text=_(
            "The counterpart of today comes first. The record keeps the name that the body has today, whatever "
            "becomes of it."
        ),
    )  # fmt: skip
    field_order = ("counterpart", "language", "addressee", "asking")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        counterparts = Organisation.objects.with_part(Part.STATE_COUNTERPART)
        field = self.fields["counterpart"]
        field.queryset = (
            Organisation.objects.filter(kind=OrganisationKind.STATE_BODY) | counterparts
        ).distinct()
        field.initial = counterparts.first()


class SentForm(forms.Form):
    """The signed letter left."""

    letter_number = forms.CharField(label=_("Outgoing number"), max_length=60)
    sent_on = _day(_("Sent on"), initial=timezone.localdate)
    sent_by = forms.ChoiceField(label=_("Way of sending"), choices=SentBy)
    reply_due_on = _day(
        _("Reply due on"), required=False,
        help_text=_("Left empty, it is counted in working days as the Network decided."),
    )  # fmt: skip


class SendingCorrectionForm(SentForm):
    """What was entered about the sending, put right; the reason stays in the history."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=_area(2))

    def __init__(self, *args, consultation, **options):
        super().__init__(*args, **options)
        for name in ("letter_number", "sent_on", "sent_by", "reply_due_on"):
            self.initial[name] = getattr(consultation, name)


class ReplyForm(forms.Form):
    """What the state answered."""

    received_on = _day(_("Reply received on"), initial=timezone.localdate)
    their_number = forms.CharField(label=_("Their number"), max_length=60, required=False)
    outcome = forms.ChoiceField(label=_("Outcome"), choices=StateOutcome, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("What the reply says"), required=False, max_length=8000, widget=_area(4),
        help_text=_("Needed where the state has comments or asks for changes."),
    )  # fmt: skip
    upload = forms.FileField(label=_("Reply as it came"), required=False, allow_empty_file=True)


class FollowUpForm(forms.Form):
    """A reminder, a call or a visit."""

    on = _day(_("On"), initial=timezone.localdate)
    what = forms.CharField(label=_("What was done and heard"), max_length=4000, widget=_area(3))


class RulingForm(forms.Form):
    """What a co-chair rules, with the reason."""

    ruling = forms.ChoiceField(label=_("Ruling"), choices=Ruling, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=_area(3))


def shape_of(form, consultation, *args, **options):
    """A bound or empty form of one of these shapes."""
    if issubclass(form, LetterForm | SendingCorrectionForm):
        options["consultation"] = consultation
    return form(*args, **options)
