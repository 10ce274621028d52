"""The letter that carries the note of an escalation to the PMT or the UNCT (RULES R4.23)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.escalation_note import kept_note
from decisions.states import EscalatedTo
from foundation.circulation.letters import Letter, Recipient, Remark
from members.recipients import pmt_recipients


class EscalationNote(Letter):
    """To who reads for the PMT, and to whom the sender adds; the note goes along, and nobody's position."""

    occasion = "escalation_note"
    occasion_label = gettext_lazy("Note of escalation")

    def __init__(self, escalation):
        self.about = self.escalation = escalation
        self.decision = escalation.decision
        self.thread = f"decision-{escalation.decision_id}"
        self.edition = str(escalation.number)

    def title(self):
        """What the list of circulations calls it."""
        return _("Note of escalation: %(decision)s") % {"decision": self.decision}

    def recipients(self):
        """The readers for the PMT where it is asked, and the one who was added."""
        people = pmt_recipients() if self.escalation.to == EscalatedTo.PMT else []
        one = self.escalation
        if one.added_address:
            people.append(
                Recipient(name=one.added_name, address=one.added_address, language=one.added_language)
            )
        return people

    def attachments(self, recipient):
        """The kept note: in the reader's language where it was made in it, else in English, else as it is."""
        found = next(
            (one for one in (kept_note(self.escalation, recipient.language), kept_note(self.escalation, "en")) if one),
            kept_note(self.escalation, None),
        )  # fmt: skip
        return [found.stored_file] if found else []

    def context(self, recipient):
        """What is asked, about what, until when."""
        may_open = recipient.user is not None
        return {
            "decision": self.decision, "escalation": self.escalation, "reference": self.decision.reference,
            "url": self.link(recipient) if may_open else "",
        }  # fmt: skip

    def remarks(self):
        """The check before it leaves (RULES R10.55)."""
        said = []
        if self.escalation.added_address:
            said.append(
                Remark("warn", _("%(name)s (%(address)s) is not in the directory: the note leaves the Network. Look at it once more.")
                % {"name": self.escalation.added_name, "address": self.escalation.added_address})
            )  # fmt: skip
        others = [one.name for one in self.recipients() if kept_note(self.escalation, one.language) is None]
        if others:
            said.append(
                Remark("warn", _("%(names)s get the note in another language than their own: it was not made in it.")
                % {"names": ", ".join(others)})
            )  # fmt: skip
        if self.escalation.sent_at is not None:
            said.append(Remark("warn", _("This note was sent before.")))
        return said
