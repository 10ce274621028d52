"""The life of a proposed wording."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProposalState(models.TextChoices):
    """What became of a proposed wording."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    MERGED = "merged", _("Merged")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


PROPOSAL_MAP = {
    ProposalState.OPEN: (
        ProposalState.ACCEPTED, ProposalState.MERGED, ProposalState.DECLINED, ProposalState.WITHDRAWN,
    ),
    ProposalState.ACCEPTED: (),
    ProposalState.MERGED: (),
    ProposalState.DECLINED: (ProposalState.OPEN,),
    ProposalState.WITHDRAWN: (),
}  # fmt: skip
