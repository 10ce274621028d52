"""The lives of a meeting, of an agenda item, and of minutes (RULES R6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingKind(models.TextChoices):
    """The kinds of meetings that the Terms of Reference know."""

    QUARTERLY = "quarterly", _("Quarterly meeting")
    EXTRAORDINARY = "extraordinary", _("Extraordinary meeting")
    ANNUAL = "annual", _("Annual Network Meeting")
    GROUP = "working-group", _("Meeting of a working group")


class Mode(models.TextChoices):
    """How a meeting is held."""

    IN_PERSON = "in-person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("Hybrid")


class MeetingState(models.TextChoices):
    """Where a meeting is in its life."""

    DRAFT = "draft", _("In preparation")
    CONVENED = "convened", _("Convened")
    POSTPONED = "postponed", _("Postponed")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


_M = MeetingState
MEETING_MAP = {
    _M.DRAFT: (_M.CONVENED, _M.CANCELLED),
    _M.CONVENED: (_M.POSTPONED, _M.HELD, _M.CANCELLED),
    _M.POSTPONED: (_M.CONVENED, _M.CANCELLED),
    _M.HELD: (),
    _M.CANCELLED: (),
}


# What calendars are told (RFC 5545): a meeting in preparation is not agreed yet.
CALENDAR_STATUS = {
    _M.DRAFT: "TENTATIVE", _M.CONVENED: "CONFIRMED", _M.HELD: "CONFIRMED", _M.POSTPONED: "CANCELLED",
    _M.CANCELLED: "CANCELLED",
}  # fmt: skip


class ItemKind(models.TextChoices):
    """What an agenda item asks of the members."""

    INFORMATION = "information", _("For information")
    DISCUSSION = "discussion", _("For discussion")
    DECISION = "decision", _("For decision")


class ItemState(models.TextChoices):
    """Where an agenda item is: offered, on the agenda, or off it."""

    PROPOSED = "proposed", _("Proposed")
    ON_AGENDA = "on-agenda", _("On the agenda")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


_I = ItemState
ITEM_MAP = {
    _I.PROPOSED: (_I.ON_AGENDA, _I.DECLINED, _I.WITHDRAWN),
    _I.ON_AGENDA: (_I.WITHDRAWN,),
    _I.DECLINED: (_I.ON_AGENDA,),
    _I.WITHDRAWN: (_I.ON_AGENDA,),
}


class Generated(models.TextChoices):
    """Items that write themselves (RULES R10.58)."""

    MATTERS_ARISING = "matters-arising", _("Matters arising")
    PREVIOUS_MINUTES = "previous-minutes", _("Minutes of the previous meeting")


class BacklogOrigin(models.TextChoices):
    """Where an item that waits for a meeting comes from."""

    PROPOSAL = "proposal", _("Proposed to the backlog")
    CARRIED_OVER = "carried-over", _("Carried over")
    RECOMMENDATION = "recommendation", _("Recommendation of the annual meeting")
    REPORT_BACK = "report-back", _("Report of a working group")


class BacklogState(models.TextChoices):
    """Whether an item of the backlog is offered to the next meeting; "taken" is derived from the agendas."""

    OPEN = "open", _("Waiting for a meeting")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


_B = BacklogState
BACKLOG_MAP = {
    _B.OPEN: (_B.DECLINED, _B.WITHDRAWN),
    _B.DECLINED: (_B.OPEN,),
    _B.WITHDRAWN: (_B.OPEN,),
}


class RequestState(models.TextChoices):
    """What became of a member's request for an extraordinary meeting (RULES R6.30)."""

    ASKED = "asked", _("Waiting for the co-chairs")
    ACCEPTED = "accepted", _("Accepted")
    PLANNED = "planned", _("Meeting in preparation")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


_R = RequestState
REQUEST_MAP = {
    _R.ASKED: (_R.ACCEPTED, _R.DECLINED, _R.WITHDRAWN),
    _R.ACCEPTED: (_R.PLANNED, _R.WITHDRAWN),
    _R.PLANNED: (),
    _R.DECLINED: (),
    _R.WITHDRAWN: (),
}


class LeaveState(models.TextChoices):
    """Whether a co-chair gave leave to circulate a late paper."""

    ASKED = "asked", _("Leave asked")
    GRANTED = "granted", _("Leave granted")
    REFUSED = "refused", _("Leave refused")


LEAVE_MAP = {
    LeaveState.ASKED: (LeaveState.GRANTED, LeaveState.REFUSED),
    LeaveState.GRANTED: (),
    LeaveState.REFUSED: (LeaveState.ASKED,),
}


class Edition(models.TextChoices):
    """How an agenda was circulated."""

    DRAFT = "draft", _("Draft agenda")
    FINAL = "final", _("Final agenda")
    REVISED = "revised", _("Revised agenda")


class Answer(models.TextChoices):
    """What an organisation answers to an invitation."""

    IN_PERSON = "in-person", _("Attends in person")
    ONLINE = "online", _("Attends online")
    APOLOGY = "apology", _("Sends apologies")


class Presence(models.TextChoices):
    """How an organisation was at a meeting (RULES R6.32)."""

    PRESENT = "present", _("Present")
    ALTERNATE = "alternate", _("Represented by the alternate")
    REMOTE = "remote", _("Online")
    APOLOGY = "apology", _("Apologies")
    ABSENT = "absent", _("Absent")
    GUEST = "guest", _("Guest")


WAS_THERE = (Presence.PRESENT, Presence.ALTERNATE, Presence.REMOTE, Presence.GUEST)


# The letters by which minutes come into the members' hands; their folders of templates.
FOR_REVIEW, REVISED = "minutes_for_review", "minutes_revised"


class MinutesState(models.TextChoices):
    """Where minutes are between the notes and the approval (RULES R6.33)."""

    DRAFT = "draft", _("Draft minutes")
    IN_REVIEW = "in-review", _("Under review")
    REVIEWED = "reviewed", _("Review closed")
    APPROVED = "approved", _("Approved minutes")


_N = MinutesState
MINUTES_MAP = {
    _N.DRAFT: (_N.IN_REVIEW,),
    _N.IN_REVIEW: (_N.REVIEWED,),
    _N.REVIEWED: (_N.APPROVED, _N.IN_REVIEW),
    _N.APPROVED: (),
}


class PackState(models.TextChoices):
    """How far the making of a board pack is."""

    QUEUED = "queued", _("Waiting to be made")
    MAKING = "making", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be made")
