"""Addresses of rounds of consultation; `decisions.urls` takes them in."""

from django.urls import path

from decisions.views import answers, revising, rounds

urlpatterns: list = [
    path("decisions/<int:pk>/rounds/prepare/", rounds.round_prepare, name="round_prepare"),
    path("decisions/<int:pk>/revise/", revising.decision_revise, name="decision_revise"),
    path("decisions/<int:pk>/redline/", revising.redline_of, name="redline"),
    path("decisions/<int:pk>/compare/", revising.compare, name="compare"),
    path("decisions/<int:pk>/rounds/<int:number>/", rounds.round_page, name="round"),
    path("decisions/<int:pk>/rounds/<int:number>/open/", rounds.round_open, name="round_open"),
    path("decisions/<int:pk>/rounds/<int:number>/answer/", answers.round_answer, name="round_answer"),
    path("decisions/<int:pk>/rounds/<int:number>/record/", answers.record, name="record_answer"),
    path(
        "decisions/<int:pk>/rounds/<int:number>/messages/<int:answer>/",
        answers.answer_message,
        name="answer_message",
    ),
    path("decisions/<int:pk>/rounds/<int:number>/<slug:move>/", rounds.round_move, name="round_move"),
    path("confirmation/<slug:slug>/", answers.confirmation_wish, name="confirmation_wish"),
]
