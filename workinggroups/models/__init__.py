from workinggroups.models.deliverable import Deliverable
from workinggroups.models.document import GroupDocument
from workinggroups.models.feed import GroupFeedKey
from workinggroups.models.group import WorkingGroup
from workinggroups.models.joining import JoinRequest
from workinggroups.models.note import GroupNote
from workinggroups.models.seat import Seat
from workinggroups.models.terms import TermsOfReference

__all__ = (
    "Deliverable",
    "GroupDocument",
    "GroupFeedKey",
    "GroupNote",
    "JoinRequest",
    "Seat",
    "TermsOfReference",
    "WorkingGroup",
)
