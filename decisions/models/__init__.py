from decisions.models.action_point import ActionPoint, ActionReminder, Evidence
from decisions.models.decision import Decision

__all__ = ("ActionPoint", "ActionReminder", "Decision", "Evidence")
