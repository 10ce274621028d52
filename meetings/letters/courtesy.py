"""The courtesy note as a letter, to one person."""

from django.db import transaction
from django.utils.translation import gettext_lazy

from foundation.circulation.letters import Letter, Recipient
from foundation.circulation.workflow import circulate
from meetings import preflight
from meetings.workflow.courtesy import send_note
from members.models import Parameter


class CourtesyLetter(Letter):
    """What the secretariat wrote, to the head of the agency alone."""

    occasion = "courtesy_note"
    occasion_label = gettext_lazy("Courtesy note")

    def __init__(self, note):
        self.about = self.courtesy = note
        self.thread = self.edition = f"courtesy-{note.pk}"

    def title(self):
        """Return what the list of circulations calls it."""
        return self.courtesy.subject

    def recipients(self):
        """The addressee."""
        one = self.courtesy
        return [Recipient(one.addressee, one.address, one.language, str(one.organisation), key=self.thread)]

    def context(self, someone):
        """The words as they were written."""
        return {"courtesy": self.courtesy, "heading": self.courtesy.subject}

    def remarks(self):
        """Without an address it cannot go."""
        found = (
            []
            if self.courtesy.address
            else [preflight.stop(str(gettext_lazy("The e-mail address is missing.")))]
        )
        return found + preflight.of_recipients(self, to_guests=False)


def circulate_courtesy(note, *, by, cover=""):
    """Send the note: its state and its letter in one transaction. Returns the `Circulation`."""
    with transaction.atomic():
        send_note(note, by=by)
        minutes = Parameter.value_of("call_back_minutes")
        return circulate(CourtesyLetter(note), by=by, note=cover, hold_minutes=minutes)
