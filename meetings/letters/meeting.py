"""Letters about the meeting itself: invitation, postponement, cancellation, reminder."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.core.templatetags.ui import in_language
from meetings import preflight
from meetings.asked import bodies_asked
from meetings.letters.base import GUESTS, MEMBERS, MeetingLetter
from meetings.workflow.circulated import latest_revision
from meetings.workflow.papers import papers_due
from meetings.workflow.planning import INVITATION, was_circulated
from meetings.workflow.rsvp import who_owes_an_answer
from members.letters import recipients_of
from members.models import Parameter


class MeetingInvitation(MeetingLetter):
    """The meeting is convened, or convened again with a new date."""

    occasion = INVITATION
    occasion_label = gettext_lazy("Invitation to a meeting")
    edition = "invitation"

    def title(self):
        """Return what the list of circulations calls it."""
        return _("Invitation: %(meeting)s") % {"meeting": in_language(self.meeting, "title")}

    def context(self, someone):
        """With the dates that members need for what they prepare."""
        day = timezone.localtime(self.meeting.starts_at).date()
        return super().context(someone) | {
            "papers_due": papers_due(self.meeting), "is_new_date": bool(self.meeting.reason),
            "propose_url": settings.SITE_URL + reverse("meetings:item_propose", args=[self.meeting.slug]),
            "day": day, "notice": Parameter.value_of("meeting_notice_wd"),
        }  # fmt: skip


class MeetingPostponed(MeetingLetter):
    """The meeting is put off; it leaves the calendars until its new date is known."""

    occasion = "meeting_postponed"
    occasion_label = gettext_lazy("Meeting postponed")
    edition = "postponed"
    method = "CANCEL"
    status = "CANCELLED"

    def title(self):
        """Return what the list of circulations calls it."""
        return _("Postponed: %(meeting)s") % {"meeting": in_language(self.meeting, "title")}

    def remarks(self):
        """What to look at before it leaves."""
        return preflight.of_recipients(self, self.to == GUESTS)


class MeetingCancelled(MeetingPostponed):
    """The meeting does not take place."""

    occasion = "meeting_cancelled"
    occasion_label = gettext_lazy("Meeting cancelled")
    edition = "cancelled"

    def title(self):
        """Return what the list of circulations calls it."""
        return _("Cancelled: %(meeting)s") % {"meeting": in_language(self.meeting, "title")}


class ReplyReminder(MeetingLetter):
    """A reminder to those whose organisation has not answered the invitation, and to nobody else."""

    occasion = "reply_reminder"
    occasion_label = gettext_lazy("Reminder to answer an invitation")
    edition = "reminder"
    is_reminder = True
    is_sequenced = False

    def title(self):
        """Return what the list of circulations calls it."""
        return _("Reminder to answer the invitation: %(meeting)s") % {
            "meeting": in_language(self.meeting, "title")
        }

    def recipients(self):
        """Focal points and alternates of members that owe an answer."""
        owing = who_owes_an_answer(self.meeting)
        members = set(bodies_asked(self.meeting).values_list("pk", flat=True))
        of_members = self.to == MEMBERS
        wanted = [row for row in owing if (row.pk in members) == of_members]
        return recipients_of(*wanted) if wanted else []

    def calendar_event(self, someone):
        """The calendar has it already."""
        return

    def remarks(self):
        """Who owes an answer, by name; nobody is reminded of an invitation that has not left."""
        if not was_circulated(self.meeting, INVITATION) and not latest_revision(self.meeting):
            return [preflight.stop(_("The invitation has not been circulated yet. Circulate it first."))]
        owing = [str(row) for row in who_owes_an_answer(self.meeting)]
        return (
            [preflight.note(_("Not answered yet: %(names)s.") % {"names": ", ".join(owing)})] if owing else []
        )
