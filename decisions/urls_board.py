"""Addresses of the board and of the co-chairs; `decisions.urls` takes them in."""

from django.urls import path

from decisions.views import board

urlpatterns: list = [
    path("decisions/boards/", board.board_list, name="board_list"),
    path("decisions/<int:pk>/board/", board.board, name="board"),
]
