from meetings.models.agenda import AgendaItem, AgendaRevision, Paper, PaperReading
from meetings.models.attendance import Attendance, Guest, Reply
from meetings.models.meeting import Meeting
from meetings.models.minutes import Minutes, MinutesApproval, MinutesEntry

__all__ = (
    "AgendaItem",
    "AgendaRevision",
    "Attendance",
    "Guest",
    "Meeting",
    "Minutes",
    "MinutesApproval",
    "MinutesEntry",
    "Paper",
    "PaperReading",
    "Reply",
)
