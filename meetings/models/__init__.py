from meetings.models.agenda import AgendaItem, AgendaRevision, Paper
from meetings.models.attendance import Attendance, Guest, Reply
from meetings.models.backlog import BacklogItem
from meetings.models.leave import LateLeave
from meetings.models.meeting import Meeting
from meetings.models.minutes import Minutes, MinutesApproval, MinutesEntry
from meetings.models.request import MeetingRequest, ShortNotice
from meetings.models.template import AgendaTemplate, TemplateItem

__all__ = (
    "AgendaItem",
    "AgendaRevision",
    "AgendaTemplate",
    "Attendance",
    "BacklogItem",
    "Guest",
    "LateLeave",
    "Meeting",
    "MeetingRequest",
    "Minutes",
    "MinutesApproval",
    "MinutesEntry",
    "Paper",
    "Reply",
    "ShortNotice",
    "TemplateItem",
)
