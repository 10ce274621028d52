from decisions.models.action_point import ActionPoint, ActionReminder, Evidence
from decisions.models.answer import Answer, Confirmation, ConfirmationWish
from decisions.models.decision import Decision, StateJudgement, TextVersion
from decisions.models.escalation import Escalation
from decisions.models.register import BackgroundPaper, Corrigendum, Explanation
from decisions.models.round import Extension, Round, RoundConsent, SentReminder
from decisions.models.seat import Seat
from decisions.models.state_track import StateConsultation, StateFollowUp, StateRuling

__all__ = (
    "ActionPoint",
    "ActionReminder",
    "Answer",
    "BackgroundPaper",
    "Confirmation",
    "ConfirmationWish",
    "Corrigendum",
    "Decision",
    "Escalation",
    "Evidence",
    "Explanation",
    "Extension",
    "Round",
    "RoundConsent",
    "Seat",
    "SentReminder",
    "StateConsultation",
    "StateFollowUp",
    "StateJudgement",
    "StateRuling",
    "TextVersion",
)
