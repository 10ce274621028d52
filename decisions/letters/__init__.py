"""Letters about action points (`action_points`) and about rounds of consultation (`rounds`)."""

from decisions.letters.action_points import ActionsReminded, DueDateAnswered, DueDateAsked, address_of

__all__ = ("ActionsReminded", "DueDateAnswered", "DueDateAsked", "address_of")
