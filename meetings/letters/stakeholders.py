"""Letters to stakeholders of the Annual Network Meeting, always apart from the members' (RULES R6.35, R10.54).

Each carries the stakeholder's own signed link; none leads to a page that wants an account.
"""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.circulation.letters import Recipient
from foundation.circulation.models import Delivery
from foundation.circulation.states import CirculationState
from foundation.core.templatetags.ui import in_language
from meetings import preflight
from meetings.letters.base import MeetingLetter
from meetings.models import Stakeholder
from meetings.states import MeetingState
from meetings.states_annual import StakeholderState
from meetings.workflow.registration import deleted_on, link_token
from meetings.workflow.stakeholders import registration_of

STAKEHOLDERS = "stakeholders"


def registration_url(stakeholder):
    """The address of a stakeholder's own page."""
    return settings.SITE_URL + reverse("answers:registration", args=[link_token(stakeholder)])


class StakeholderLetter(MeetingLetter):
    """What letters to stakeholders have in common: one contact person for each organisation, and its link."""

    def __init__(self, meeting):
        super().__init__(meeting, to=STAKEHOLDERS)
        self.terms = registration_of(meeting)
        self._rows = None

    def rows(self):
        """The stakeholders to whom it goes."""
        return Stakeholder.objects.filter(meeting=self.meeting).invited()

    def recipients(self):
        """Their contact persons."""
        if self._rows is None:
            self._rows = {f"stakeholder-{row.pk}": row for row in self.rows().select_related("meeting")}
        return [
            Recipient(row.contact or row.name, row.email, row.language, row.name, key=key)
            for key, row in self._rows.items()
        ]

    def context(self, someone):
        """Facts of the meeting, the link, the deadline and the places; when the names are deleted."""
        stakeholder = self._rows[someone.key]
        return {
            "meeting": self.meeting, "heading": in_language(self.meeting, "title"),
            "stakeholder": stakeholder, "registration_url": registration_url(stakeholder),
            "terms": self.terms, "deleted_on": deleted_on(self.meeting),
        }  # fmt: skip

    def calendar_event(self, someone):
        """The same event as everybody's, with the page that a stakeholder can open."""
        event = super().calendar_event(someone)
        return type(event)(**{**event.__dict__, "url": registration_url(self._rows[someone.key])})

    def remarks(self):
        """That it goes outside the Network, and to whom."""
        bodies = ", ".join(sorted(one.organisation_name for one in self.recipients()))
        sentence = _(
            "This goes outside the Network, to %(names)s. Each gets a link of its own, to the items and papers "
            "that are open to guests."
        )  # fmt: skip
        return [preflight.note(sentence % {"names": bodies})] if bodies else []


class StakeholderInvitation(StakeholderLetter):
    """Invited to the Annual Network Meeting, with the link by which one registers or declines."""

    occasion = "stakeholder_invitation"
    occasion_label = gettext_lazy("Invitation of stakeholders")

    def __init__(self, meeting):
        super().__init__(meeting)
        # A new date is a new invitation.
        self.edition = f"invitation-{timezone.localtime(meeting.starts_at):%Y%m%dT%H%M}"

    def title(self):
        """Return what the list of circulations calls it."""
        return _("Invitation of stakeholders: %(meeting)s") % {"meeting": in_language(self.meeting, "title")}

    def rows(self):
        """Those who have not got this invitation yet."""
        return super().rows().exclude(email__in=self.invited_addresses())

    def invited_addresses(self):
        """The addresses to which the invitation to this date went, or is about to go."""
        rows = Delivery.objects.filter(
            circulation__about_type=ContentType.objects.get_for_model(self.meeting),
            circulation__about_id=self.meeting.pk, circulation__occasion=self.occasion,
            circulation__edition=self.edition,
        )  # fmt: skip
        rows = rows.exclude(circulation__state=CirculationState.CALLED_BACK)
        return set(rows.values_list("address", flat=True))

    def remarks(self):
        """Also: its date, that registration is still open, and that stakeholders would see an agenda."""
        found = preflight.of_meeting(self.meeting) + super().remarks()
        if self.terms.closes_at < timezone.now():
            found.append(preflight.stop(_("Registration is closed. Set a later deadline first.")))
        if not self.meeting.items.on_agenda().filter(is_open_to_guests=True).exists():
            found.append(preflight.warn(_("No item of the agenda is open to guests: they would see none.")))
        return found


class StakeholderReminder(StakeholderInvitation):
    """A reminder to the stakeholders who were invited and are silent, and to nobody else."""

    occasion = "stakeholder_reminder"
    occasion_label = gettext_lazy("Reminder to stakeholders")
    is_reminder = True
    is_sequenced = False

    def title(self):
        """Return what the list of circulations calls it."""
        return _("Reminder to stakeholders: %(meeting)s") % {"meeting": in_language(self.meeting, "title")}

    def rows(self):
        """The silent ones that have their invitation."""
        invited = StakeholderInvitation(self.meeting).invited_addresses()
        rows = Stakeholder.objects.filter(meeting=self.meeting, state=StakeholderState.INVITED)
        return rows.filter(email__in=invited)

    def calendar_event(self, someone):
        """The calendar has it already."""
        return


class StakeholderNews(StakeholderLetter):
    """The meeting is cancelled or put off: the stakeholders who were invited are told."""

    occasion = "stakeholder_news"
    occasion_label = gettext_lazy("News for stakeholders")
    method = "CANCEL"
    status = "CANCELLED"

    def __init__(self, meeting):
        super().__init__(meeting)
        self.edition = f"news-{meeting.state}"

    def title(self):
        """Return what the list of circulations calls it."""
        words = {"meeting": in_language(self.meeting, "title")}
        if self.meeting.state == MeetingState.CANCELLED:
            return _("Cancelled, to stakeholders: %(meeting)s") % words
        return _("Postponed, to stakeholders: %(meeting)s") % words

    def rows(self):
        """All that have had an invitation."""
        return super().rows().filter(email__in=StakeholderInvitation(self.meeting).invited_addresses())


OF_STAKEHOLDERS = {
    "invitation": (StakeholderInvitation, (MeetingState.CONVENED,)),
    "reminder": (StakeholderReminder, (MeetingState.CONVENED,)),
    "news": (StakeholderNews, (MeetingState.CANCELLED, MeetingState.POSTPONED)),
}
