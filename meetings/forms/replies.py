"""Answers to the invitation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Guest
from meetings.states import Answer, Mode
from members.forms import OrganisationChoiceField, PersonChoiceField
from members.models import Organisation, Person


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
        self.fields["attendee"].queryset = Person.objects.filter(
            organisation=organisation, left_on__isnull=True
        ).select_related("organisation")


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
