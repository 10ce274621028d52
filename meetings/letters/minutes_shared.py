"""The letter by which approved minutes are shared with an organisation from outside."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.circulation.letters import Remark
from foundation.core.templatetags.ui import in_language
from foundation.documents.files import not_stored
from foundation.review.passages import count_of
from meetings.exports_minutes import PDF, kept_pdf, minutes_pdf, name_of
from meetings.letters_minutes import AboutMinutes
from meetings.workflow.sharing import sentences_of_records_inside
from members.letters import recipients_of


class MinutesShared(AboutMinutes):
    """Approved minutes go to organisations from outside, with the mark in place of each internal passage."""

    occasion = "minutes_shared"
    occasion_label = gettext_lazy("Minutes shared outside the Network")
    edition = "shared"

    # Set when it leaves: the document is kept then; before, the preview only announces it.
    is_leaving = False

    def __init__(self, minutes, organisations):
        super().__init__(minutes)
        # A thread of its own: members' letters are not answered from outside (RULES R10.54).
        self.thread = f"{self.meeting.thread}-shared"
        self.organisations = list(organisations)
        self.internal_count = count_of(self.version)
        self._files = {}

    def title(self):
        """What the list of circulations calls it."""
        return _("Minutes shared outside the Network: %(meeting)s") % {
            "meeting": in_language(self.meeting, "title")
        }

    def recipients(self):
        """Those who represent the organisations."""
        return recipients_of(*self.organisations) if self.organisations else []

    def attachments(self, recipient):
        """The edition for outside, the same bytes for everybody of one language."""
        language = recipient.language
        if self.is_leaving:
            return [kept_pdf(self.minutes, self.version, language, sees_internal=False)]
        if language not in self._files:
            name = name_of(self.minutes, self.version, language, "pdf", sees_internal=False)
            self._files[language] = not_stored(
                name, PDF, lambda: minutes_pdf(self.minutes, self.version, language, sees_internal=False)
            )
        return [self._files[language]]

    def context(self, recipient):
        """With how many passages are left out."""
        return super().context(recipient) | {
            "internal_count": self.internal_count,
            "left_out": left_out_in_words(self.internal_count),
        }

    def remarks(self):
        """What leaves the Network, and what does not."""
        names = ", ".join(str(one) for one in self.organisations)
        said = [Remark("warn", _("This goes outside the Network, to %(names)s.") % {"names": names})]
        said.append(Remark("note", left_out_in_words(self.internal_count)))
        reached = {one.organisation_name for one in self.recipients()}
        if not reached:
            said.append(
                Remark("stop", _("Nobody represents the chosen organisation. Enter a focal point first."))
            )
        said += [
            Remark("warn", sentence) for sentence in sentences_of_records_inside(self.minutes, self.version)
        ]
        return said


def left_out_in_words(count):
    """How many internal passages the readers from outside do not get."""
    if not count:
        return _("The minutes have no internal passage: everything in them is read outside.")
    return ngettext(
        "%(count)d internal passage is left out; its paragraph number stays.",
        "%(count)d internal passages are left out; their paragraph numbers stay.",
        count,
    ) % {"count": count}
