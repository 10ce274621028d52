"""Finding a date: the life of a date poll, what is said of a date, and why a calendar could not be read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PollState(models.TextChoices):
    """The life of a date poll."""

    OPEN = "open", _("Dates are being sought")
    SETTLED = "settled", _("Date chosen")
    WITHDRAWN = "withdrawn", _("Withdrawn")


POLL_MAP = {
    PollState.OPEN: (PollState.SETTLED, PollState.WITHDRAWN),
    PollState.SETTLED: (),
    PollState.WITHDRAWN: (),
}


class Fit(models.TextChoices):
    """What an organisation or a co-chair's office says of one of the dates."""

    YES = "yes", _("Yes")
    IF_NEED_BE = "if-need-be", _("If need be")
    NO = "no", _("No")


class Problem(models.TextChoices):
    """Why the UNCT calendar could not be read."""

    ADDRESS = "address", _("The address is not one of the web: it must begin with https:// or http://.")
    UNREACHABLE = "unreachable", _("The server could not be reached.")
    PRIVATE = "private", _("The address leads into a private network, where the portal does not go.")
    SLOW = "slow", _("The server took too long.")
    LARGE = "large", _("The calendar is too large.")
    SERVER = "server", _("The server did not give the calendar.")
    NO_CALENDAR = "no-calendar", _("What came is not a calendar.")


class NoteState(models.TextChoices):
    """The life of a courtesy note."""

    DRAFT = "draft", _("Drafted")
    SENT = "sent", _("Sent")
    DISCARDED = "discarded", _("Discarded")


NOTE_MAP = {
    NoteState.DRAFT: (NoteState.SENT, NoteState.DISCARDED),
    NoteState.SENT: (),
    NoteState.DISCARDED: (),
}
