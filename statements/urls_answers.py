"""Addresses behind the signed links of letters about clearances: they work without signing in (RULES R10.61)."""

from django.urls import path

from statements.views.answer_link import answer_clearance

app_name = "clearance_answers"
urlpatterns = [path("clearance/<str:token>/", answer_clearance, name="answer_clearance")]
