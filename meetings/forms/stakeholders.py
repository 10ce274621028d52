"""Forms about stakeholders: the list, its terms, and those whom a stakeholder sends."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateInput
from meetings.models import Registrant, Stakeholder
from meetings.models.stakeholder import MOST_SEATS
from meetings.workflow.meeting import possible_guests
from members.calendar import close_of_business
from members.forms import OrganisationChoiceField

PARTS = ("name", "contact", "email", "language")
MOST_LINES = 200


class TermsForm(forms.Form):
    """Until when stakeholders register, and for how many places."""

    closes_on = forms.DateField(
        label=_("Registration is open until (18:00 Bishkek time)"), widget=DateInput()
    )
    capacity = forms.IntegerField(label=_("Places for stakeholders"), min_value=1, max_value=2000)
    seats = forms.IntegerField(label=_("Places for each organisation"), min_value=1, max_value=MOST_SEATS)

    @classmethod
    def of(cls, terms, data=None):
        """The form filled in with the terms in force."""
        closes_on = timezone.localtime(terms.closes_at).date()
        return cls(data, initial={"closes_on": closes_on, "capacity": terms.capacity, "seats": terms.seats})

    @property
    def facts(self):
        """What the workflow takes."""
        given = self.cleaned_data
        closes_at = close_of_business(given["closes_on"])
        return {"closes_at": closes_at, "capacity": given["capacity"], "seats": given["seats"]}


class CorrectStakeholderForm(forms.ModelForm):
    """The entry of one that is on the list."""

    class Meta:
        model = Stakeholder
        fields = PARTS
        labels = {"name": _("Name of the organisation, as it stands in its letter")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True

    def validate_constraints(self):
        """The workflow says in words what stands twice."""


class StakeholderForm(CorrectStakeholderForm):
    """One stakeholder: an organisation of the directory, or one that is typed for this meeting."""

    organisation = OrganisationChoiceField(
        required=False, label=_("Organisation of the directory"), empty_label=_("Not in the directory")
    )
    field_order = ("organisation", *PARTS)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = possible_guests()
        self.fields["name"].required = self.fields["email"].required = False

    def clean(self):
        """What is not typed comes from the directory; without it, name and address are needed."""
        cleaned = super().clean()
        body = cleaned.get("organisation")
        if body is not None:
            cleaned["name"] = cleaned.get("name") or body.name
            cleaned["email"] = cleaned.get("email") or body.email
        for name, sentence in (
            ("name", _("Choose an organisation, or write its name.")),
            ("email", _("The directory knows no address of this organisation: write one.")),
        ):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return cleaned


class PasteForm(forms.Form):
    """Many lines at once, as they stand in a spreadsheet or a letter."""

    lines = forms.CharField(
        label=_("One line for each organisation"),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_("organisation; contact person; e-mail address; language (en, ru or ky). "
                    "Columns copied from a spreadsheet are understood as well."),
    )  # fmt: skip

    def clean_lines(self):
        """Take each line apart; every line that is wrong is named, and the text stays in the form."""
        rows, wrong = [], []
        lines = [(number, line) for number, line in enumerate(self.cleaned_data["lines"].splitlines(), 1)]
        lines = [(number, line) for number, line in lines if line.strip()]
        for number, line in lines[:MOST_LINES]:
            try:
                rows.append(_row(line))
            except ValidationError as error:
                words = {"number": number, "sentence": " ".join(error.messages)}
                wrong.append(gettext("Line %(number)s: %(sentence)s") % words)
        if len(lines) > MOST_LINES:
            wrong.append(gettext("At most %(count)s lines can be pasted at once.") % {"count": MOST_LINES})
        if wrong:
            raise ValidationError(wrong)
        return rows


def _row(line):
    parts = [part.strip() for part in (line.split("\t") if "\t" in line else line.split(";"))]
    parts += [""] * (4 - len(parts))
    name, contact, email, language = parts[:4]
    if not name or not email:
        raise ValidationError(
            gettext("write the organisation, the contact person, the address and the language.")
        )
    try:
        validate_email(email)
    except ValidationError as error:
        sentence = gettext("“%(address)s” is not an e-mail address.") % {"address": email}
        raise ValidationError(sentence) from error
    language = language.lower() or "ru"
    if language not in dict(settings.LANGUAGES):
        raise ValidationError(
            gettext("the language is en, ru or ky, not “%(language)s”.") % {"language": language}
        )
    return {"name": name[:200], "contact": contact[:200], "email": email, "language": language}


class RegistrantForm(forms.ModelForm):
    """One person whom a stakeholder sends; a line without any word is left out."""

    class Meta:
        model = Registrant
        fields = ("name", "function", "interpretation", "access_needs")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        self.fields["interpretation"].choices = [("", _("No interpretation needed")), *settings.LANGUAGES]

    def clean(self):
        """Words about a person need the name."""
        cleaned = super().clean()
        if any(cleaned.get(name) for name in self._meta.fields[1:]) and not cleaned.get("name"):
            self.add_error("name", _("Write the name of this person, or empty the line."))
        return cleaned

    def validate_constraints(self):
        """A line is checked with its stakeholder, by the workflow."""


class AnswerNoteForm(forms.Form):
    """A word to the secretariat."""

    note = forms.CharField(label=_("Note to the secretariat"), max_length=300, required=False)


class RegistrationForms:
    """All that a stakeholder fills in: a form for each seat, and a note."""

    def __init__(self, stakeholder, seats, data=None):
        before = {row.seat: row for row in stakeholder.registrants.all()}
        seats = max(seats, len(before))
        self.people = [
            RegistrantForm(data, instance=before.get(seat), prefix=f"seat-{seat}")
            for seat in range(1, seats + 1)
        ]
        self.note = AnswerNoteForm(data, initial={"note": stakeholder.note})

    def is_valid(self):
        """Whether everything can be taken; every form is asked, so that each shows what is wrong in it."""
        checked = [form.is_valid() for form in (*self.people, self.note)]
        return all(checked)

    @property
    def words(self):
        """What the workflow takes."""
        people = [form.cleaned_data for form in self.people if form.cleaned_data.get("name")]
        return {"people": people, "note": self.note.cleaned_data["note"]}
