from meetings.models.agenda import AgendaItem, AgendaRevision, Paper, PaperReading
from meetings.models.attendance import Attendance, Guest, Reply
from meetings.models.cadence import Beside, DatePoll, PollAnswer, Slot, SlotWord, UnctMeeting, UnctSource
from meetings.models.courtesy import CourtesyNote
from meetings.models.meeting import Meeting
from meetings.models.minutes import Minutes, MinutesApproval, MinutesEntry

__all__ = (
    "AgendaItem",
    "AgendaRevision",
    "Attendance",
    "Beside",
    "CourtesyNote",
    "DatePoll",
    "Guest",
    "Meeting",
    "Minutes",
    "MinutesApproval",
    "MinutesEntry",
    "Paper",
    "PollAnswer",
    "PaperReading",
    "Reply",
    "Slot",
    "SlotWord",
    "UnctMeeting",
    "UnctSource",
)
