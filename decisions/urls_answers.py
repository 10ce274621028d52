"""Addresses behind the signed links of letters about rounds: they work without signing in (RULES R10.61)."""

from django.urls import path

from decisions.views.answer_link import answer_round

app_name = "round_answers"
urlpatterns = [path("round/<str:token>/", answer_round, name="answer_round")]
