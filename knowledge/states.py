"""What the library keeps, for whom, and how far the text of a file was read (RULES R8.41, R8.45)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    """The kinds of documents that the Network exchanges."""

    STUDY = "study", _("Study")
    DATA_SET = "data-set", _("Data set")
    GUIDANCE = "guidance", _("Guidance")
    GOOD_PRACTICE = "good-practice", _("Good practice")
    PROJECT = "project", _("Project document")
    PRESENTATION = "presentation", _("Presentation")
    MEETING_PAPER = "meeting-paper", _("Meeting paper")
    TERMS_OF_REFERENCE = "terms-of-reference", _("Terms of reference")
    LEGAL = "legal", _("Legal or policy text")
    REPORT = "report", _("Report")
    STATEMENT = "statement", _("Statement")
    TEMPLATE = "template", _("Template")
    LINK = "link", _("Outside link")


class DocumentState(models.TextChoices):
    """Where a document is in its life."""

    DRAFT = "draft", _("Draft")
    KEPT = "kept", _("In the library")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")


_D = DocumentState
DOCUMENT_MAP = {
    _D.DRAFT: (_D.KEPT, _D.WITHDRAWN),
    _D.KEPT: (_D.SUPERSEDED, _D.WITHDRAWN),
    _D.SUPERSEDED: (_D.WITHDRAWN,),
    # Back to where it was: to the shelves, behind its successor, or to its drafting.
    _D.WITHDRAWN: (_D.KEPT, _D.SUPERSEDED, _D.DRAFT),
}
# What stands on the shelves; a superseded one says so and leads to its successor.
ON_THE_SHELVES = (_D.KEPT, _D.SUPERSEDED)


class LibraryAudience(models.TextChoices):
    """For whom a document is meant (RULES R8.41): apart from its classification; public only by release."""

    NAMED = "named", _("Named persons")
    GROUP = "group", _("One working group")
    NETWORK = "network", _("The Network")
    NETWORK_AND_STATE = "network-and-state", _("The Network and the state counterpart")
    PUBLIC = "public", _("Public")


class ReleaseState(models.TextChoices):
    """How far a document is on its way to the public: an act of its own (RULES R8.42)."""

    ASKED = "asked", _("The owner is asked")
    AGREED = "agreed", _("The owner agrees")
    DECLINED = "declined", _("The owner does not agree")
    CALLED_OFF = "called-off", _("Called off")
    RELEASED = "released", _("Released to the public")
    TAKEN_BACK = "taken-back", _("Internal again")


_R = ReleaseState
RELEASE_MAP = {
    # Released without an answer: the owner had its working days and said nothing.
    _R.ASKED: (_R.AGREED, _R.DECLINED, _R.RELEASED, _R.CALLED_OFF),
    _R.AGREED: (_R.DECLINED, _R.RELEASED, _R.CALLED_OFF),
    _R.RELEASED: (_R.TAKEN_BACK,),
    _R.DECLINED: (),
    _R.CALLED_OFF: (),
    _R.TAKEN_BACK: (),
}
# One at a time: these stand in the way of asking once more.
ON_THE_WAY = (_R.ASKED, _R.AGREED, _R.RELEASED)


class TextState(models.TextChoices):
    """How far the words of a file were read for the search."""

    WAITING = "waiting", _("Waiting to be read")
    READ = "read", _("Read")
    SCANNED = "scanned", _("Read by character recognition")
    EMPTY = "empty", _("Has no words")
    LOCKED = "locked", _("Protected by a password")
    FAILED = "failed", _("Could not be read")


class Access(models.TextChoices):
    """What somebody did with a confidential document (RULES R8.46)."""

    OPENED = "opened", _("Opened")
    DOWNLOADED = "downloaded", _("Downloaded")


class Gender(models.TextChoices):
    """The gender focus of a document."""

    WOMEN = "women", _("Women and girls")
    MEN = "men", _("Men and boys")
    BOTH = "both", _("Compares women and men")


class AgeFocus(models.TextChoices):
    """The age focus of a document."""

    CHILDREN = "children", _("Children")
    YOUTH = "youth", _("Youth")
    ADULTS = "adults", _("Adults")
    OLDER = "older", _("Older persons")


class UpdateKind(models.TextChoices):
    """What an update tells of."""

    ISSUE = "issue", _("Emerging issue")
    RESEARCH = "research", _("Research")
    ACTIVITY = "activity", _("Activity")


class UpdateState(models.TextChoices):
    """Where an update is in its life."""

    DRAFT = "draft", _("Draft")
    POSTED = "posted", _("Posted")
    DISCARDED = "discarded", _("Discarded")
    WITHDRAWN = "withdrawn", _("Withdrawn")


_U = UpdateState
UPDATE_MAP = {
    _U.DRAFT: (_U.POSTED, _U.DISCARDED),
    _U.DISCARDED: (_U.DRAFT,),
    _U.POSTED: (_U.WITHDRAWN,),
    _U.WITHDRAWN: (_U.POSTED,),
}
# An update is internal: it has no readers by name, and is not released.
UPDATE_AUDIENCES = (LibraryAudience.NETWORK, LibraryAudience.NETWORK_AND_STATE, LibraryAudience.GROUP)
