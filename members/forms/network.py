"""The list's filter, the days of the Network's calendar, and its parameters."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateInput
from members.models import Holiday
from members.states import Part

PARAMETER_LABELS = {
    "meeting_notice_wd": _("Notice of a quarterly meeting, working days before"),
    "call_for_items_wd": _("Call for agenda items, working days before"),
    "draft_agenda_wd": _("Draft agenda, working days before"),
    "papers_wd": _("Papers, working days before"),
    "final_agenda_wd": _("Final agenda, working days before"),
    "extraordinary_notice_wd": _("Notice of an extraordinary meeting, working days before"),
    "minutes_draft_wd": _("Draft minutes, working days after"),
    "minutes_comment_wd": _("Time to comment on minutes, working days"),
    "minutes_final_wd": _("Approved minutes, working days after the comments"),
    "member_list_every_days": _("Member list circulated every so many days"),
    "call_back_minutes": _("Time to call letters back, minutes"),
    "action_remind_before_days": _("Reminder of an action point, days before it is due"),
    "action_remind_after_days": _("Reminder of an action point, days after it was due"),
    "action_tell_co_chairs_after_days": _("Co-chairs told of a late action point, days after it was due"),
    "silence_default_wd": _("Silence on a routine matter, working days"),
    "silence_policy_wd": _("Silence on a policy text or an annual plan, working days"),
    "silence_urgent_wd": _("Silence on an urgent matter, working days"),
    "silence_short_wd": _("Silence after the objector's own wording, working days"),
    "silence_min_hours": _("Shortest silence, hours"),
    "silence_told_hours": _("Co-chairs told before a silence opens, hours"),
    "silence_remind_percent": _("First reminder in a silence, per cent of its time"),
    "silence_remind_hours": _("Last reminder in a silence, hours before the deadline"),
    "state_reply_wd": _("Time of the state counterpart to reply, working days"),
    "clearance_hours": _("Clearance of a statement, hours"),
    "clearance_urgent_hours": _("Clearance of an urgent statement, hours"),
    "clearance_remind_hours": _("Reminder in a clearance, hours before its end"),
    "signing_minutes": _("Fresh sign-in of a co-chair before signing, minutes"),
    "release_answer_wd": _("Time of an owner to object to the release of its document, working days"),
    "update_edit_days": _("Time in which the words of a posted update can be changed, days"),
    "gate_list_days": _("Names for the gate deleted, days after the meeting"),
    "group_stale_days": _("Working group marked as quiet after so many days without activity"),
    "group_end_notice_days": _("Reminder before a working group ends, days"),
    "group_review_wd": _("Time to comment on terms of reference of a group, working days"),
    "date_poll_wd": _("Time to answer which dates suit, working days"),
    "close_of_business_hour": _("Hour at which the day of a deadline closes, Bishkek time"),
    "representation_percent": _("Representation for decisions: more than so many per cent of the members"),
    "representation_co_chairs": _("Representation for decisions: how many of the two co-chairs' offices"),
}


class ListForm(forms.Form):
    """Which part of the list, and as of which day."""

    q = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    part = forms.ChoiceField(label=_("Part"), required=False, choices=[("", _("All")), *Part.choices])
    on = forms.DateField(label=_("As of"), required=False, widget=DateInput)


class HolidayForm(forms.ModelForm):
    """One day of the calendar."""

    class Meta:
        model = Holiday
        fields = ("day", "name", "name_ru", "name_ky", "is_observed", "no_deadline_may_end", "is_estimated")
        widgets = {"day": DateInput}
        help_texts = {
            "no_deadline_may_end": _("Deadlines that would end on it move to the next working day."),
            "is_estimated": _("Orozo Ait and Kurman Ait are fixed late."),
        }

    def validate_unique(self):
        """The workflow answers for a day that is there already, with its sentence."""
