from members.models.appointment import Appointment
from members.models.confirmation import EntryConfirmation, MemberListIssue
from members.models.feed import FeedKey, SecretAddress
from members.models.handover import Handover
from members.models.network import Holiday, Parameter
from members.models.organisation import Organisation, Participation, Succession
from members.models.person import Person
from members.models.representation import Representation

__all__ = (
    "Appointment",
    "EntryConfirmation",
    "FeedKey",
    "Handover",
    "Holiday",
    "MemberListIssue",
    "Organisation",
    "Parameter",
    "Participation",
    "Person",
    "Representation",
    "SecretAddress",
    "Succession",
)
