"""Addresses of the board, and of what is escalated; `decisions.urls` takes them in."""

from django.urls import path

from decisions.views import board, escalating

urlpatterns: list = [
    path("decisions/boards/", board.board_list, name="board_list"),
    path("decisions/<int:pk>/board/", board.board, name="board"),
    path("decisions/<int:pk>/escalate/", escalating.decision_escalate, name="decision_escalate"),
    path("decisions/escalations/<int:pk>/", escalating.escalation, name="escalation"),
    path(
        "decisions/escalations/<int:pk>/send/", escalating.escalation_circulate, name="escalation_circulate"
    ),
    path(
        "decisions/escalations/<int:pk>/note-<str:language>.<str:extension>",
        escalating.escalation_file,
        name="escalation_file",
    ),
]
