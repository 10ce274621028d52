"""Letters about meetings and their agenda: invitation, agenda, reminder, postponement, cancellation, answers.

Members get theirs in one mailing, guests in a mailing apart with their own items and papers only (RULES R10.54).
Private notes of the secretariat are in none of them: letters show the frozen revision.
"""

from meetings.letters.agenda import AgendaCirculated, ItemAnswered
from meetings.letters.answers import BacklogItemDeclined, LeaveAnswered, RequestAnswered
from meetings.letters.base import GUESTS, MEMBERS, MeetingLetter
from meetings.letters.courtesy import CourtesyLetter
from meetings.letters.dates import DateChosen, DatesOffered, DatesReminder
from meetings.letters.mailings import (
    WHEN,
    agenda_for_guests,
    agenda_letters,
    answer_about_leave,
    answer_backlog_proposer,
    answer_proposer,
    answer_requester,
    circulate_agenda,
    circulate_letter,
    letter_of,
)
from meetings.letters.meeting import MeetingCancelled, MeetingInvitation, MeetingPostponed, ReplyReminder
from meetings.letters.minutes_revised import MinutesRevised
from meetings.letters.minutes_shared import MinutesShared
from meetings.letters.stakeholders import StakeholderInvitation, StakeholderNews, StakeholderReminder

__all__ = (
    "GUESTS",
    "MEMBERS",
    "WHEN",
    "AgendaCirculated",
    "BacklogItemDeclined",
    "CourtesyLetter",
    "DateChosen",
    "DatesOffered",
    "DatesReminder",
    "ItemAnswered",
    "LeaveAnswered",
    "MeetingCancelled",
    "MeetingInvitation",
    "MeetingLetter",
    "MeetingPostponed",
    "MinutesRevised",
    "MinutesShared",
    "ReplyReminder",
    "RequestAnswered",
    "StakeholderInvitation",
    "StakeholderNews",
    "StakeholderReminder",
    "agenda_for_guests",
    "agenda_letters",
    "answer_about_leave",
    "answer_backlog_proposer",
    "answer_proposer",
    "answer_requester",
    "circulate_agenda",
    "circulate_letter",
    "letter_of",
)
