"""Letters about the agenda: circulated to members and guests; the answer to a proposed item."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.core.templatetags.ui import in_language
from meetings import preflight
from meetings.exports import keep_agenda
from meetings.letters.base import GUESTS, MEMBERS, MeetingLetter
from meetings.workflow.circulated import (
    change_in_words,
    edition_title,
    items_open_to,
    lines_of,
)
from members.letters import recipient
from members.models import Organisation


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
        words = {"edition": edition_title(self.revision), "meeting": in_language(self.meeting, "title")}
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


def _guest_of(someone):
    """The guest organisation of a recipient without an account."""
    return Organisation.objects.filter(people__slug=someone.key, invitations__isnull=False).first()
