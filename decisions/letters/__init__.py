"""Letters about action points (`action_points`), rounds of consultation (`rounds`) and the state (`state`)."""

from decisions.letters.action_points import ActionsReminded, DueDateAnswered, DueDateAsked, address_of

__all__ = ("ActionsReminded", "DueDateAnswered", "DueDateAsked", "address_of")
