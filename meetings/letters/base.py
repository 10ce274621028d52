"""What all letters about a meeting have in common."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.circulation import calendar
from foundation.circulation.letters import CalendarEvent, Letter
from foundation.core.links import sign_link
from foundation.core.templatetags.ui import in_language
from meetings import preflight
from meetings.asked import bodies_asked, partners_asked, recipients_asked
from meetings.states import MeetingState
from members.letters import recipients_of
from members.models import Organisation, Representation

MEMBERS, GUESTS = "members", "guests"


class MeetingLetter(Letter):
    """What all letters about a meeting have in common: to whom, in which thread, in which calendar."""

    method = "REQUEST"
    status = "CONFIRMED"
    is_sequenced = True

    def __init__(self, meeting, *, to=MEMBERS):
        self.about = self.meeting = meeting
        self.thread = meeting.thread
        self.to = to
        self._organisations = None

    def recipients(self):
        """All members, the co-chairs and the secretariat; or the guests' representatives."""
        if self.to == MEMBERS:
            return recipients_asked(self.meeting)
        guests = Organisation.objects.filter(invitations__meeting=self.meeting)
        invited = recipients_of(*guests) if guests else []
        return list({one.identity: one for one in [*partners_asked(self.meeting), *invited]}.values())

    def organisation_of(self, someone):
        """The organisation for which a recipient may answer the invitation, or None."""
        if self._organisations is None:
            self._organisations = self._load_organisations()
        return self._organisations.get(someone.user.pk) if someone.user else None

    def _load_organisations(self):
        rows = Representation.objects.on().select_related("organisation", "person")
        guests = Organisation.objects.filter(invitations__meeting=self.meeting)
        asked = bodies_asked(self.meeting) if self.to == MEMBERS or self.meeting.group_id else guests
        rows = rows.filter(organisation__in=asked, person__user__isnull=False)
        answering = {row.person.user_id: row.organisation for row in rows}
        if self.meeting.group_id:
            seats = self.meeting.group.seats.on().filter(person__user__isnull=False)
            answering |= {
                row.person.user_id: row.organisation for row in seats.select_related("organisation", "person")
            }
        return answering

    def answer_url(self, someone):
        """The signed link by which a recipient answers for its organisation (RULES R10.61)."""
        organisation = self.organisation_of(someone)
        if organisation is None or self.meeting.state != MeetingState.CONVENED:
            return ""
        token = sign_link(
            "rsvp", self.meeting.ends_at, meeting=self.meeting.pk, organisation=organisation.pk,
            user=someone.user.pk,
        )  # fmt: skip
        return settings.SITE_URL + reverse("answers:answer", args=[token])

    def context(self, someone):
        """Facts of the meeting, and the link for the answer."""
        return {
            "meeting": self.meeting, "heading": in_language(self.meeting, "title"),
            "meeting_url": settings.SITE_URL + self.meeting.get_absolute_url(),
            "answer_url": self.answer_url(someone), "organisation": self.organisation_of(someone),
            "is_guest": self.to == GUESTS,
        }  # fmt: skip

    def calendar_event(self, someone):
        """One UID for the meeting's whole life; SEQUENCE rises with each letter that carries it."""
        meeting = self.meeting
        return CalendarEvent(
            uid=calendar.uid("meeting", meeting.pk), sequence=meeting.calendar_sequence, method=self.method,
            status=self.status, starts_at=meeting.starts_at, ends_at=meeting.ends_at,
            summary=in_language(meeting, "title"), description=self.description(someone),
            location=meeting.place or meeting.online_url,
            url=settings.SITE_URL + meeting.get_absolute_url(),
        )  # fmt: skip

    def description(self, someone):
        """What the calendar entry says beside time and place."""
        lines = [self.meeting.symbol]
        if self.meeting.online_url:
            lines.append(_("Online room: %(address)s") % {"address": self.meeting.online_url})
        return "\n".join(lines)

    def remarks(self):
        """What to look at before it leaves (RULES R10.55)."""
        return preflight.of_meeting(self.meeting) + preflight.of_recipients(self, self.to == GUESTS)
