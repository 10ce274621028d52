from meetings.models.agenda import AgendaItem, AgendaRevision, Paper, PaperReading
from meetings.models.attendance import Attendance, Guest, Reply
from meetings.models.backlog import BacklogItem
from meetings.models.cadence import Beside, DatePoll, PollAnswer, Slot, SlotWord, UnctMeeting, UnctSource
from meetings.models.courtesy import CourtesyNote
from meetings.models.leave import LateLeave
from meetings.models.meeting import Meeting
from meetings.models.minutes import Minutes, MinutesApproval, MinutesEntry
from meetings.models.request import MeetingRequest, ShortNotice
from meetings.models.room import Arrival, BoardPack, Briefing, ItemInTheRoom, Sitting, Stretch
from meetings.models.sharing import MinutesShare
from meetings.models.stakeholder import Registrant, Registration, Stakeholder
from meetings.models.template import AgendaTemplate, TemplateItem

__all__ = (
    "AgendaItem",
    "AgendaRevision",
    "AgendaTemplate",
    "Arrival",
    "Attendance",
    "BacklogItem",
    "Beside",
    "BoardPack",
    "Briefing",
    "CourtesyNote",
    "DatePoll",
    "Guest",
    "ItemInTheRoom",
    "LateLeave",
    "Meeting",
    "MeetingRequest",
    "Minutes",
    "MinutesApproval",
    "MinutesEntry",
    "MinutesShare",
    "Paper",
    "PaperReading",
    "PollAnswer",
    "Registrant",
    "Registration",
    "Reply",
    "ShortNotice",
    "Sitting",
    "Slot",
    "SlotWord",
    "Stakeholder",
    "Stretch",
    "TemplateItem",
    "UnctMeeting",
    "UnctSource",
)
