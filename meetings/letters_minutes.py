"""Letters about minutes: for review, reminders, approval, and the approved text (RULES R10.50, R10.54)."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.circulation.letters import Letter, Remark
from foundation.core.moments import moment
from foundation.core.templatetags.ui import in_language
from foundation.review.passages import count_of
from meetings import extract
from meetings.asked import partners_asked, recipients_asked
from meetings.exports_minutes import Unfrozen, announced_pdf, kept_pdf
from meetings.models import MinutesEntry
from meetings.states import FOR_REVIEW
from meetings.workflow.attendance import representation
from meetings.workflow.minutes import names_are_left, review_would_end, was_called_back
from meetings.workflow.sharing import sentences_of_records_inside
from members.letters import (
    co_chair_recipients,
    recipient,
    recipients_of,
    secretariat_recipients,
)
from workinggroups.recipients import who_leads


class AboutMinutes(Letter):
    """What all letters about one meeting's minutes share."""

    def __init__(self, minutes):
        self.about = self.minutes = minutes
        self.meeting = minutes.meeting
        self.thread = self.meeting.thread
        self.version = minutes.text.latest if minutes.text_id else None
        self._outside = None

    def recipients(self):
        """Members, co-chairs and the secretariat, one letter each."""
        return [*recipients_asked(self.minutes.meeting), *partners_asked(self.minutes.meeting)]

    def pdf_for(self, recipient):
        """The text as PDF; without its internal passages for a working group's partners."""
        if self._outside is None:
            self._outside = {one.identity for one in partners_asked(self.meeting)}
        sees = {"sees_internal": recipient.identity not in self._outside}
        if self.version is None or isinstance(self.version, Unfrozen):
            return announced_pdf(self.minutes, recipient.language, **sees)
        return kept_pdf(self.minutes, self.version, recipient.language, **sees)

    @property
    def url(self):
        """The address of the page that this letter is about."""
        return settings.SITE_URL + reverse("meetings:minutes", args=[self.meeting.slug])

    def link(self, recipient):
        """The minutes' page."""
        return self.url

    @property
    def symbol(self):
        """The symbol of the version in question."""
        return self.minutes.symbol or self.minutes.symbol_of(self.version)

    def context(self, recipient):
        """The names that all these letters use."""
        return {
            "meeting": self.meeting,
            "meeting_title": in_language(self.meeting, "title"),
            "symbol": self.symbol,
            "url": self.url,
            "review_ends": self.ends,
        }

    @property
    def ends(self):
        """The closing moment of the review."""
        return self.minutes.review_ends


class MinutesForReview(AboutMinutes):
    """The draft goes to the members: what they can do until when, and that silence is acceptance."""

    occasion = FOR_REVIEW
    occasion_label = gettext_lazy("Minutes for review")

    @property
    def edition(self):
        """Which version goes out."""
        return f"rev-{self.version.number if self.version else 0}"

    @property
    def ends(self):
        """The closing moment: frozen once the review is open, until then the one that it would get."""
        if self.minutes.state == "in-review" and not was_called_back(self.minutes):
            return self.minutes.review_ends
        return review_would_end()

    def title(self):
        """What the list of circulations calls it."""
        return _("Draft minutes for review: %(meeting)s") % {"meeting": in_language(self.meeting, "title")}

    def context(self, recipient):
        """With the reason of a co-chair when the review is opened again."""
        return super().context(recipient) | {"returned": self.minutes.returned}

    def attachments(self, recipient):
        """The PDF with its frame in the recipient's language."""
        return [self.pdf_for(recipient)]

    def remarks(self):
        """The check before it leaves (RULES R10.55, R6.34)."""
        said = [Remark("note", sentence) for sentence in representation(self.meeting).sentences]
        said += self._about_actions()
        if self.version is None:
            said += [Remark("stop", sentence) for sentence in names_are_left(self.minutes)]
        said += self._about_passages()
        said.append(
            Remark(
                "note",
                _("Silence until %(moment)s counts as acceptance; the letter says so.")
                % {"moment": moment(self.ends)},
            )
        )
        return said

    def _about_passages(self):
        text = self.version or Unfrozen(self.minutes)
        count = count_of(text)
        if count:
            words = ngettext(
                "%(count)d paragraph is an internal passage: members read it, readers from outside do not.",
                "%(count)d paragraphs are internal passages: members read them, readers from outside do not.",
                count,
            )
            yield Remark("note", words % {"count": count})
        for sentence in sentences_of_records_inside(self.minutes, text):
            yield Remark("warn", sentence)

    def _about_actions(self):
        entries = MinutesEntry.objects.filter(minutes=self.minutes)
        without = entries.filter(action_points__isnull=False).values_list(
            "action_points__text", "action_points__person", "action_points__due_on"
        )
        for text, person, due_on in without:
            short = text if len(text) < 60 else f"{text[:57]}…"
            if due_on is None:
                yield Remark("warn", _("The action point “%(text)s” has no due date.") % {"text": short})
            if person is None:
                yield Remark("warn", _("The action point “%(text)s” names no person.") % {"text": short})
        if not entries.exclude(html="").exists():
            yield Remark("warn", _("No notes are written, only decisions and action points."))


class ReviewReminder(AboutMinutes):
    """To those who have not looked at the minutes yet: halfway, and a day before the end."""

    occasion = "review_reminder"
    occasion_label = gettext_lazy("Reminder to review minutes")
    is_reminder = True

    def __init__(self, minutes, which, whom):
        super().__init__(minutes)
        self.edition = f"{which}-{minutes.review_ends:%Y-%m-%d}"
        self.whom = whom

    def title(self):
        """What the list of circulations calls it."""
        return _("Reminder, draft minutes for review: %(meeting)s") % {
            "meeting": in_language(self.meeting, "title")
        }

    def recipients(self):
        """Only those who did not react."""
        return self.whom


class ApprovalRequested(AboutMinutes):
    """The review is closed and every proposal answered: the co-chairs are asked to approve."""

    occasion = "minutes_approval"
    occasion_label = gettext_lazy("Minutes for approval")

    @property
    def edition(self):
        """Which version is to be approved."""
        return f"approval-{self.version.number}"

    def title(self):
        """What the list of circulations calls it."""
        return _("Minutes for approval: %(meeting)s") % {"meeting": in_language(self.meeting, "title")}

    def recipients(self):
        """Both co-chairs and their officers-in-charge; for a group's minutes who leads it."""
        if self.meeting.group_id is not None:
            return who_leads(self.meeting.group)
        return co_chair_recipients()

    def attachments(self, recipient):
        """The text as it stands."""
        return [self.pdf_for(recipient)]


class ReviewClosed(AboutMinutes):
    """The secretariat is told that the review closed and what waits for an answer."""

    occasion = "review_closed"
    occasion_label = gettext_lazy("Review closed")

    def __init__(self, minutes, missing):
        super().__init__(minutes)
        self.missing = missing
        self.edition = f"closed-{self.version.number}"

    def title(self):
        """What the list of circulations calls it."""
        return _("Review of the minutes closed: %(meeting)s") % {
            "meeting": in_language(self.meeting, "title")
        }

    def recipients(self):
        """The secretariat."""
        return secretariat_recipients()

    def context(self, recipient):
        """With what is missing, in words."""
        return super().context(recipient) | {"missing": self.missing}


class MinutesApproved(AboutMinutes):
    """The approved text goes to all members."""

    occasion = "minutes_approved"
    occasion_label = gettext_lazy("Approved minutes")
    edition = "approved"

    def title(self):
        """What the list of circulations calls it."""
        return _("Approved minutes: %(meeting)s") % {"meeting": in_language(self.meeting, "title")}

    def attachments(self, recipient):
        """The approved PDF, the same bytes for everybody of one language."""
        return [self.pdf_for(recipient)]

    def context(self, recipient):
        """With the names of the co-chairs, and how many decisions and action points came of it."""
        decisions = sum(entry.decisions.count() for entry in self.minutes.entries.all())
        actions = sum(entry.action_points.count() for entry in self.minutes.entries.all())
        return super().context(recipient) | {
            "approvals": list(
                self.minutes.approvals.filter(text_hash=self.minutes.text_hash).select_related("person")
            ),
            "decision_count": ngettext("%(count)d decision", "%(count)d decisions", decisions)
            % {"count": decisions},
            "action_count": ngettext("%(count)d action point", "%(count)d action points", actions)
            % {"count": actions},
        }


class ActionAssigned(AboutMinutes):
    """The person named by an action point is told what is theirs, one letter for all that one person has."""

    occasion = "action_assigned"
    occasion_label = gettext_lazy("Action point")
    edition = "assigned"

    def __init__(self, minutes, person, actions):
        super().__init__(minutes)
        self.person = person
        self.actions = actions

    def title(self):
        """What the list of circulations calls it."""
        return _("Action points from the %(meeting)s: %(person)s") % {
            "meeting": self.meeting,
            "person": self.person,
        }

    def recipients(self):
        """The one person."""
        return [recipient(self.person)]

    def context(self, recipient):
        """With the action points and the address of each."""
        return super().context(recipient) | {
            "actions": [
                {
                    "action": action,
                    "url": settings.SITE_URL + reverse("decisions:action_point", args=[action.pk]),
                }
                for action in self.actions
            ]
        }


class DecisionsExtracted(AboutMinutes):
    """The extract of decisions goes to each organisation that has to act; each reads its own first."""

    occasion = "decisions_extract"
    occasion_label = gettext_lazy("Extract of decisions")

    # Set when it leaves: the document is kept then; before, the preview only announces it.
    is_leaving = False

    def __init__(self, minutes):
        super().__init__(minutes)
        self.sections = extract.sections_of(minutes)
        self.edition = extract.edition_of(minutes, self.sections)
        self._owners = {}
        self._files = {}

    def title(self):
        """What the list of circulations calls it."""
        return _("Extract of decisions: %(meeting)s") % {"meeting": in_language(self.meeting, "title")}

    def recipients(self):
        """The focal points and alternates of each organisation that leads a decision or owes an action."""
        found = {}
        for organisation in extract.owners_of(self.sections):
            for one in recipients_of(organisation):
                found.setdefault(one.identity, one)
                self._owners.setdefault(one.identity, set()).add(organisation.pk)
        return list(found.values())

    @property
    def symbol(self):
        """The symbol of the extract."""
        return extract.symbol_of(self.minutes)

    def link(self, recipient):
        """The page of the extract."""
        return settings.SITE_URL + reverse("meetings:minutes_extract", args=[self.meeting.slug])

    def attachments(self, recipient):
        """The extract as PDF, the same bytes for everybody of one language."""
        make = extract.kept_extract if self.is_leaving else extract.announced_extract
        key = (self.is_leaving, recipient.language)
        if key not in self._files:
            self._files[key] = make(self.minutes, recipient.language, self.sections)
        return [self._files[key]]

    def context(self, recipient):
        """What the reader's organisation has to do, and how much more there is."""
        own = self._owners.get(recipient.identity, set())
        decisions = [row for section in self.sections for row in section.decisions]
        actions = [row for section in self.sections for row in section.actions]
        mine = [row for row in decisions if row.lead_id in own]
        owed = [row for row in actions if row.owner_id in own]
        return super().context(recipient) | {
            "own_decisions": mine,
            "own_actions": [
                {"action": row, "url": settings.SITE_URL + reverse("decisions:action_point", args=[row.pk])}
                for row in owed
            ],
            "other_decisions": len(decisions) - len(mine),
            "other_actions": len(actions) - len(owed),
            "url": self.link(recipient),
        }

    def remarks(self):
        """What is to be looked at: a draft, and what nobody was made responsible for."""
        said = []
        if self.minutes.is_draft:
            said.append(Remark("note", _("These minutes are not approved yet: each page says DRAFT.")))
        without = [row.title for section in self.sections for row in section.decisions if row.lead is None]
        if without:
            said.append(
                Remark(
                    "warn",
                    _("No lead organisation, so nobody gets a letter about it: %(titles)s.")
                    % {"titles": "; ".join(without)},
                )
            )
        return said
