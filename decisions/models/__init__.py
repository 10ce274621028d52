from decisions.models.action_point import ActionPoint
from decisions.models.decision import Decision

__all__ = ("ActionPoint", "Decision")
