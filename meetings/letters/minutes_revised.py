"""The letter that announces the next version of minutes and where its words differ."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.circulation.letters import Remark
from foundation.core.templatetags.ui import in_language
from foundation.review.models import Proposal
from foundation.review.workflow import unanswered, unapplied
from meetings.access import letters_of_version
from meetings.exports_minutes import Unfrozen
from meetings.letters_minutes import AboutMinutes
from meetings.states import REVISED, MinutesState
from meetings.workflow.minutes import given_approvals, names_are_left
from meetings.workflow.names import names_in_comments


def waits_for_its_letter(minutes):
    """Whether the newest version is the secretariat's next letter: not made yet, or its letter never left."""
    if minutes.text_id is None or not minutes.is_open_for_answers:
        return False
    latest = minutes.text.latest
    if unapplied(minutes.text).exists():
        return True
    letters = set(letters_of_version(minutes, latest).values_list("state", flat=True))
    return latest.number > 0 and not letters - {"called-back"}


class MinutesRevised(AboutMinutes):
    """The members are told that there is a next version, which paragraphs changed, and where to compare.

    It says no word of the paragraphs: some of them are internal, and mail travels.
    """

    occasion = REVISED
    occasion_label = gettext_lazy("Next version of minutes")

    def __init__(self, minutes):
        super().__init__(minutes)
        settled = list(unapplied(minutes.text))
        self.is_issued = not settled
        if self.is_issued:
            settled = list(Proposal.objects.filter(applied_in=self.version).select_related("paragraph"))
        else:
            self.version = Unfrozen(minutes)
        self.numbers = sorted({row.paragraph.number for row in settled})
        self.edition = f"rev-{self.version.number}"

    @property
    def symbol(self):
        """The symbol of the version that is announced."""
        return self.minutes.symbol_of(self.version)

    def title(self):
        """What the list of circulations calls it."""
        return _("%(version)s of the minutes: %(meeting)s") % {
            "version": self.version, "meeting": in_language(self.meeting, "title"),
        }  # fmt: skip

    def attachments(self, recipient):
        """The PDF of the version; until it is made it only says its name."""
        return [self.pdf_for(recipient)]

    def context(self, recipient):
        """Which paragraphs changed, where the words are compared, and whether the review goes on."""
        numbers = [self.meeting.slug, self.version.number]
        return super().context(recipient) | {
            "version": self.version,
            "changed": _changed_in_words(self.numbers),
            "changes_url": settings.SITE_URL + reverse("meetings:minutes_changes", args=numbers),
            "is_closed": self.minutes.state == MinutesState.REVIEWED,
        }

    def remarks(self):
        """Names under the Chatham House Rule, approvals that lapse, and what is still open."""
        said = [] if self.is_issued else [Remark("stop", one) for one in names_are_left(self.minutes)]
        said += [Remark("warn", sentence) for sentence in comments_in_words(self.minutes)]
        if not self.is_issued and given_approvals(self.minutes):
            said.append(
                Remark("warn", _("A co-chair has approved the text as it was: that approval lapses."))
            )
        waiting = unanswered(self.minutes.text).count()
        if waiting:
            said.append(Remark("note", ngettext(
                "%(count)d proposed wording waits for an answer and is not in this version.",
                "%(count)d proposed wordings wait for an answer and are not in this version.", waiting,
            ) % {"count": waiting}))  # fmt: skip
        return said


def comments_in_words(minutes):
    """Comments on passages under the Chatham House Rule that name somebody, in sentences."""
    for one in names_in_comments(minutes):
        row = one["comment"]
        yield _(
            "The comment of %(voice)s on paragraph %(number)s, under the Chatham House Rule, names: %(names)s."
        ) % {"voice": row.voice_name, "number": row.paragraph.number, "names": ", ".join(one["names"])}


def _changed_in_words(numbers):
    if not numbers:
        return _("No word changed: this version was made so that the earlier approvals lapse.")
    return ngettext(
        "This paragraph has new wording: %(numbers)s.", "These paragraphs have new wording: %(numbers)s.",
        len(numbers),
    ) % {"numbers": ", ".join(map(str, numbers))}  # fmt: skip
