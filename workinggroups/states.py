"""The lives of a working group, of a wish to join it, of its terms of reference and of what it delivers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GroupKind(models.TextChoices):
    """For how long a group works."""

    PERMANENT = "permanent", _("Permanent")
    AD_HOC = "ad-hoc", _("Ad hoc")


class GroupState(models.TextChoices):
    """Where a working group is in its life."""

    PROPOSED = "proposed", _("Proposed")
    ACTIVE = "active", _("Active")
    NOT_ESTABLISHED = "not-established", _("Not established")
    CLOSED = "closed", _("Closed")


_G = GroupState
GROUP_MAP = {
    _G.PROPOSED: (_G.ACTIVE, _G.NOT_ESTABLISHED),
    _G.ACTIVE: (_G.CLOSED,),
    _G.NOT_ESTABLISHED: (_G.PROPOSED,),
    _G.CLOSED: (_G.ACTIVE,),
}
# Groups that came into being: what others than those who prepare them read about.
ESTABLISHED = (_G.ACTIVE, _G.CLOSED)


class GroupRole(models.TextChoices):
    """What an organisation and its person are in a group."""

    LEAD = "lead", _("Lead")
    CO_LEAD = "co-lead", _("Co-lead")
    MEMBER = "member", _("Member")
    PARTNER = "partner", _("Partner")
    OBSERVER = "observer", _("Observer")


LEADING = (GroupRole.LEAD, GroupRole.CO_LEAD)
# The stronger comes first: who has two seats counts with the stronger one.
RANK = {role: number for number, role in enumerate(GroupRole)}


class Origin(models.TextChoices):
    """How somebody came into a group."""

    INVITATION = "invitation", _("By invitation")
    REQUEST = "request", _("By request")
    DECISION = "decision", _("By decision")


class JoinState(models.TextChoices):
    """What became of a request to join, or of an invitation."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


JOIN_MAP = {
    JoinState.OPEN: (JoinState.ACCEPTED, JoinState.DECLINED, JoinState.WITHDRAWN),
    JoinState.ACCEPTED: (),
    JoinState.DECLINED: (),
    JoinState.WITHDRAWN: (),
}


class TermsState(models.TextChoices):
    """Where the terms of reference of a group stand."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in-review", _("Under review")
    AGREED = "agreed", _("Agreed")


TERMS_MAP = {
    TermsState.DRAFT: (TermsState.IN_REVIEW,),
    TermsState.IN_REVIEW: (TermsState.AGREED, TermsState.DRAFT),
    TermsState.AGREED: (TermsState.DRAFT,),
}


class DeliverableState(models.TextChoices):
    """What became of a product that a group owes."""

    PLANNED = "planned", _("Planned")
    DELIVERED = "delivered", _("Delivered")
    DROPPED = "dropped", _("Dropped")


_D = DeliverableState
DELIVERABLE_MAP = {
    _D.PLANNED: (_D.DELIVERED, _D.DROPPED),
    _D.DELIVERED: (_D.PLANNED,),
    _D.DROPPED: (_D.PLANNED,),
}


class GroupAudience(models.TextChoices):
    """For whom something in a group's space is meant (RULES R8.41, R8.44)."""

    GROUP = "group", _("The group and its partners")
    GROUP_MEMBERS = "group-members", _("The group without its partners")
    NETWORK = "network", _("The group and the Network")
