from meetings.models.agenda import AgendaItem, AgendaRevision, Paper, PaperReading
from meetings.models.attendance import Attendance, Guest, Reply
from meetings.models.cadence import Beside, DatePoll, PollAnswer, Slot, SlotWord, UnctMeeting, UnctSource
from meetings.models.courtesy import CourtesyNote
from meetings.models.meeting import Meeting
from meetings.models.minutes import Minutes, MinutesApproval, MinutesEntry
from meetings.models.room import Arrival, BoardPack, Briefing, ItemInTheRoom, Sitting, Stretch

__all__ = (
    "AgendaItem",
    "AgendaRevision",
    "Arrival",
    "Attendance",
    "Beside",
    "CourtesyNote",
    "DatePoll",
    "BoardPack",
    "Briefing",
    "Guest",
    "ItemInTheRoom",
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
    "Sitting",
    "Stretch",
)
