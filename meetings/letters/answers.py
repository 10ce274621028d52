"""What the office answers to one person: on a meeting that was asked for, a declined item, a late paper.

Each says what was asked, what the answer is and why, and where it stands in the portal.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.circulation.letters import Letter
from foundation.core.moments import moment
from foundation.core.templatetags.ui import in_language
from meetings.states import LeaveState, RequestState
from members.letters import recipient, recipients_among


class Answer(Letter):
    """An answer in a few sentences, with a button to the page that it is about."""

    action_label = gettext_lazy("Open it in the portal")

    def context(self, someone):
        """Heading, sentences, button."""
        return {
            "heading": self.title(), "paragraphs": [one for one in self.paragraphs() if one],
            "action_url": self.link(someone), "action_label": self.action_label,
        }  # fmt: skip

    def paragraphs(self):
        """Return the sentences, in the language that is active."""
        raise NotImplementedError


class RequestAnswered(Answer):
    """The co-chairs' answer to a request for a meeting, and its date once that is planned (RULES R6.30)."""

    occasion = "meeting_request_answered"
    occasion_label = gettext_lazy("Answer to a request for a meeting")

    def __init__(self, asked):
        self.about = self.asked = asked
        self.thread = f"request-{asked.pk}"
        self.edition = asked.state

    def title(self):
        """Return what the list of circulations calls it."""
        if self.asked.state == RequestState.DECLINED:
            return _("The extraordinary meeting that you asked for: declined")
        if self.asked.state == RequestState.PLANNED:
            return _("%(symbol)s: the extraordinary meeting that you asked for is planned for %(when)s") % {
                "symbol": self.asked.meeting.symbol, "when": moment(self.asked.meeting.starts_at),
            }  # fmt: skip
        return _("The extraordinary meeting that you asked for: accepted")

    def recipients(self):
        """Who asked."""
        return [recipient(self.asked.requester, self.asked.organisation)]

    def paragraphs(self):
        """What was asked, and the answer."""
        asked = self.asked
        yield _("%(organisation)s asked for an extraordinary meeting: %(items)s.") % {
            "organisation": in_language(asked.organisation, "acronym"), "items": "; ".join(asked.titles),
        }  # fmt: skip
        if asked.state == RequestState.DECLINED:
            yield _("The Co-Chairs have declined it.")
            yield _("Reason: %(reason)s") % {"reason": asked.answer}
        elif asked.state == RequestState.PLANNED:
            yield _(
                "The meeting is being prepared for %(when)s. The invitation follows when it is convened."
            ) % {"when": moment(asked.meeting.starts_at)}
        else:
            yield _(
                "The Co-Chairs have accepted it. The secretariat plans the meeting and writes to you with its date."
            )


class BacklogItemDeclined(Answer):
    """The secretariat does not take an item that was proposed without a meeting; with the reason."""

    occasion = "backlog_item_answered"
    occasion_label = gettext_lazy("Answer to an item proposed for a later meeting")

    def __init__(self, item):
        self.about = self.item = item
        self.thread = f"backlog-{item.pk}"
        self.edition = item.state

    def title(self):
        """Return what the list of circulations calls it."""
        return _("Your item “%(title)s” was not taken") % {"title": in_language(self.item, "title")}

    def recipients(self):
        """Who proposed it."""
        proposer = self.item.proposer
        return [recipient(proposer, self.item.proposed_by or proposer.organisation)] if proposer else []

    def paragraphs(self):
        """That it is declined, and why."""
        yield _("The secretariat does not offer your item “%(title)s” to a meeting.") % {
            "title": in_language(self.item, "title")
        }
        yield _("Reason: %(reason)s") % {"reason": self.item.answer}
        yield _("You may propose it again when circumstances have changed.")


class LeaveAnswered(Answer):
    """A co-chair's answer about a late paper, to who asked for leave and to who handed the paper in (RULES R6.31)."""

    occasion = "late_paper_answered"
    occasion_label = gettext_lazy("Answer about a late paper")

    def __init__(self, leave):
        self.about = self.meeting = leave.paper.item.meeting
        self.leave = leave
        self.thread = self.meeting.thread
        self.edition = f"leave-{leave.pk}-{leave.state}"

    def title(self):
        """Return what the list of circulations calls it."""
        words = {"symbol": self.meeting.symbol, "title": self.leave.paper.title}
        if self.leave.state == LeaveState.GRANTED:
            return _("%(symbol)s: leave given for the late paper “%(title)s”") % words
        return _("%(symbol)s: leave refused for the late paper “%(title)s”") % words

    def recipients(self):
        """Who asked, and who handed the paper in."""
        users = {user.pk: user for user in (self.leave.asked_by, self.leave.paper.added_by)}
        people = [user.person for user in users.values() if getattr(user, "person", None)]
        return recipients_among(people) if people else []

    def link(self, someone):
        """The item's page is where a proposer finds the paper; the office finds its request."""
        paper = self.leave.paper
        if someone.user is not None and someone.user.has_perm("meetings.see_preparation"):
            path = reverse("meetings:paper_leave", args=[self.meeting.slug, paper.pk])
        else:
            path = self.meeting.get_absolute_url()
        return settings.SITE_URL + path

    def paragraphs(self):
        """What it means for the agenda."""
        words = {
            "title": self.leave.paper.title, "meeting": in_language(self.meeting, "title"),
            "name": in_language(self.leave.answered_by.person),
        }  # fmt: skip
        if self.leave.state == LeaveState.GRANTED:
            yield (
                _(
                    "%(name)s has given leave: the paper “%(title)s” goes out with the agenda of “%(meeting)s”, marked late."
                )
                % words
            )
        else:
            yield (
                _(
                    "%(name)s has refused leave: the paper “%(title)s” does not go out with the agenda of “%(meeting)s”."
                )
                % words
            )
            yield _("Reason: %(reason)s") % {"reason": self.leave.answer}
