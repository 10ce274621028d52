"""Buttons of the decision's page: those of the state's part and of proposing."""

MOVES = {}
