from meetings.models.agenda import AgendaItem, AgendaRevision, Paper
from meetings.models.attendance import Attendance, Guest, Reply
from meetings.models.meeting import Meeting
from meetings.models.minutes import Minutes, MinutesApproval, MinutesEntry
from meetings.models.room import Arrival, BoardPack, Briefing, ItemInTheRoom, Sitting, Stretch

__all__ = (
    "AgendaItem",
    "AgendaRevision",
    "Arrival",
    "Attendance",
    "BoardPack",
    "Briefing",
    "Guest",
    "ItemInTheRoom",
    "Meeting",
    "Minutes",
    "MinutesApproval",
    "MinutesEntry",
    "Paper",
    "Reply",
    "Sitting",
    "Stretch",
)
