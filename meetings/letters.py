"""Letters about meetings and their agenda: invitation, agenda, reminder, postponement, cancellation, answers.

Members get theirs in one mailing, guests in a mailing apart with their own items and papers only (RULES R10.54).
Private notes of the secretariat are in none of them: letters show the frozen revision.
"""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.circulation import calendar
from foundation.circulation.letters import CalendarEvent, Letter
from foundation.circulation.workflow import circulate
from foundation.core.links import sign_link
from foundation.core.templatetags.ui import in_language
from meetings import preflight
from meetings.exports import keep_agenda
from meetings.models import AgendaRevision
from meetings.states import Edition, MeetingState
from meetings.workflow.circulated import (
    change_in_words,
    edition_title,
    issue_agenda,
    items_open_to,
    latest_revision,
    lines_of,
    raise_sequence,
    unissued,
)
from meetings.workflow.papers import papers_due
from meetings.workflow.planning import INVITATION
from meetings.workflow.rsvp import who_owes_an_answer
from members.letters import recipient, recipients_of, recipients_of_members
from members.models import Organisation, Parameter, Representation

MEMBERS, GUESTS = "members", "guests"
WHEN = {
    "invitation": (MeetingState.CONVENED,), "reminder": (MeetingState.CONVENED,),
    "postponed": (MeetingState.POSTPONED,), "cancelled": (MeetingState.CANCELLED,),
}  # fmt: skip


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
            return recipients_of_members()
        guests = Organisation.objects.filter(invitations__meeting=self.meeting)
        return recipients_of(*guests) if guests else []

    def organisation_of(self, someone):
        """The organisation for which a recipient may answer the invitation, or None."""
        if self._organisations is None:
            self._organisations = self._load_organisations()
        return self._organisations.get(someone.user.pk) if someone.user else None

    def _load_organisations(self):
        rows = Representation.objects.on().select_related("organisation", "person")
        if self.to == MEMBERS:
            asked = Organisation.objects.members()
        else:
            asked = Organisation.objects.filter(invitations__meeting=self.meeting)
        rows = rows.filter(organisation__in=asked, person__user__isnull=False)
        return {row.person.user_id: row.organisation for row in rows}

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


class MeetingInvitation(MeetingLetter):
    """The meeting is convened, or convened again with a new date."""

    occasion = INVITATION
    occasion_label = gettext_lazy("Invitation to a meeting")
    edition = "invitation"

    def title(self):
        """Return what the list of circulations calls it."""
        return _("Invitation: %(meeting)s") % {"meeting": self.meeting}

    def context(self, someone):
        """With the dates that members need for what they prepare."""
        day = timezone.localtime(self.meeting.starts_at).date()
        return super().context(someone) | {
            "papers_due": papers_due(self.meeting), "is_new_date": bool(self.meeting.reason),
            "propose_url": settings.SITE_URL + reverse("meetings:item_propose", args=[self.meeting.slug]),
            "day": day, "notice": Parameter.value_of("meeting_notice_wd"),
        }  # fmt: skip


class AgendaCirculated(MeetingLetter):
    """The agenda, draft, final or revised; a revised one says what changed."""

    occasion = "agenda_circulated"
    occasion_label = gettext_lazy("Agenda")

    def __init__(self, meeting, revision, *, to=MEMBERS):
        super().__init__(meeting, to=to)
        self.revision = revision
        self.edition = revision.rendition_edition

    def title(self):
        """Return what the list of circulations calls it."""
        words = {"edition": edition_title(self.revision), "meeting": self.meeting}
        if self.to == GUESTS:
            return _("%(edition)s for the guests: %(meeting)s") % words
        return _("%(edition)s: %(meeting)s") % words

    def _only(self, someone):
        if self.to == MEMBERS:
            return None
        organisation = self.organisation_of(someone) or _guest_of(someone)
        return items_open_to(organisation.pk, self.meeting) if organisation else set()

    def context(self, someone):
        """The items that this recipient gets, and what changed since the revision before."""
        changes = self.revision.changes if self.to == MEMBERS else []
        return super().context(someone) | {
            "revision": self.revision, "edition_title": edition_title(self.revision),
            "lines": lines_of(self.revision, only=self._only(someone), papers=self._papers()),
            "changes": [change_in_words(change) for change in changes],
            "agenda_url": settings.SITE_URL + reverse("meetings:agenda", args=[self.meeting.slug]),
            "paper_base": settings.SITE_URL + f"/meetings/{self.meeting.slug}/papers/",
        }  # fmt: skip

    def _papers(self):
        if self.to == MEMBERS:
            return None
        return preflight.papers_for_guests(self.revision)

    def attachments(self, someone):
        """The agenda in the recipient's language; guests get one with their own items."""
        guest = None
        if self.to == GUESTS:
            guest = self.organisation_of(someone) or _guest_of(someone)
        return [keep_agenda(self.revision, someone.language, guest=guest)]

    def remarks(self):
        """What to look at before it leaves (RULES R10.55)."""
        if self.to == GUESTS:
            return preflight.of_recipients(self, to_guests=True)
        return preflight.of_agenda(self.meeting, self.revision) + super().remarks()

    def description(self, someone):
        """Title and number of each item, as the calendar shows them."""
        lines = [super().description(someone), ""]
        shown = lines_of(self.revision, only=self._only(someone), papers=set())
        lines += [f"{line['starts']}  {line['number']}. {line['heading']}" for line in shown]
        return "\n".join(lines)


class MeetingPostponed(MeetingLetter):
    """The meeting is put off; it leaves the calendars until its new date is known."""

    occasion = "meeting_postponed"
    occasion_label = gettext_lazy("Meeting postponed")
    edition = "postponed"
    method = "CANCEL"
    status = "CANCELLED"

    def title(self):
        """Return what the list of circulations calls it."""
        return _("Postponed: %(meeting)s") % {"meeting": self.meeting}

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
        return _("Cancelled: %(meeting)s") % {"meeting": self.meeting}


class ReplyReminder(MeetingLetter):
    """A reminder to those whose organisation has not answered the invitation, and to nobody else."""

    occasion = "reply_reminder"
    occasion_label = gettext_lazy("Reminder to answer an invitation")
    edition = "reminder"
    is_reminder = True
    is_sequenced = False

    def title(self):
        """Return what the list of circulations calls it."""
        return _("Reminder to answer the invitation: %(meeting)s") % {"meeting": self.meeting}

    def recipients(self):
        """Focal points and alternates of members that owe an answer."""
        owing = who_owes_an_answer(self.meeting)
        members = set(Organisation.objects.members().values_list("pk", flat=True))
        of_members = self.to == MEMBERS
        wanted = [row for row in owing if (row.pk in members) == of_members]
        return recipients_of(*wanted) if wanted else []

    def calendar_event(self, someone):
        """The calendar has it already."""
        return

    def remarks(self):
        """Who owes an answer, by name."""
        owing = [str(row) for row in who_owes_an_answer(self.meeting)]
        return [preflight.note(_("Not answered yet: %(names)s.") % {"names": ", ".join(owing)})] if owing else []


class ItemAnswered(MeetingLetter):
    """The secretariat's answer to a proposed item, to the person who proposed it."""

    occasion = "agenda_item_answered"
    occasion_label = gettext_lazy("Answer to a proposed item")
    is_sequenced = False

    def __init__(self, item):
        super().__init__(item.meeting)
        self.item = item
        self.edition = f"item-{item.pk}-{item.state}"

    def title(self):
        """Return what the list of circulations calls it."""
        return _("Answer to a proposed item: %(title)s") % {"title": self.item.title}

    def recipients(self):
        """The proposer alone."""
        return [recipient(self.item.proposer)] if self.item.proposer_id else []

    def context(self, someone):
        """The item and its answer."""
        url = reverse("meetings:proposal", args=[self.meeting.slug, self.item.pk])
        return super().context(someone) | {"item": self.item, "proposal_url": settings.SITE_URL + url}

    def calendar_event(self, someone):
        """No date changes by this."""
        return


def circulate_agenda(meeting, *, by, edition, note=""):
    """Issue the agenda as the next revision and circulate it, to the members and apart from them to the guests.

    Returns the list of `Circulation`s, the members' first.
    """
    with transaction.atomic():
        revision = issue_agenda(meeting, by=by, edition=edition)
        mailings = [AgendaCirculated(meeting, revision)]
        if meeting.guests.exists():
            mailings.append(AgendaCirculated(meeting, revision, to=GUESTS))
        made = [
            circulate(letter, by=by, note=note, hold_minutes=_minutes_to_call_back())
            for letter in mailings if letter.recipients()
        ]  # fmt: skip
        AgendaRevision.objects.filter(pk=revision.pk).update(circulation=made[0] if made else None)
    return made


def circulate_letter(letter, *, by, note=""):
    """Circulate a letter about a meeting; calendars take it as the newest. Returns the `Circulation`."""
    with transaction.atomic():
        if letter.is_sequenced:
            raise_sequence(letter.meeting, by=by)
        return circulate(letter, by=by, note=note, hold_minutes=_minutes_to_call_back())


def answer_proposer(item, *, by):
    """Tell the proposer at once what became of the item; nobody is told where no proposer is known."""
    if item.proposer_id:
        circulate(ItemAnswered(item), by=by, at_once=True)


def agenda_letters(meeting, edition):
    """The mailings of an agenda as they would go now: with the revision that is not issued yet."""
    revision = unissued(meeting, Edition(edition))
    letters = [AgendaCirculated(meeting, revision)]
    if meeting.guests.exists():
        letters.append(AgendaCirculated(meeting, revision, to=GUESTS))
    return letters


def agenda_for_guests(meeting):
    """The agenda in force, for guests who were invited after it went out."""
    return AgendaCirculated(meeting, latest_revision(meeting), to=GUESTS)


def letter_of(occasion, meeting, *, to=MEMBERS):
    """The letter of an occasion named in an address, or None."""
    found = {
        "invitation": MeetingInvitation, "postponed": MeetingPostponed, "cancelled": MeetingCancelled,
        "reminder": ReplyReminder,
    }.get(occasion)  # fmt: skip
    return found(meeting, to=to) if found else None


def _minutes_to_call_back():
    return Parameter.value_of("call_back_minutes")


def _guest_of(someone):
    """The guest organisation of a recipient without an account."""
    return Organisation.objects.filter(people__slug=someone.key, invitations__isnull=False).first()
