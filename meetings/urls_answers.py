"""The addresses behind signed links in letters: they work without signing in (RULES R10.61)."""

from django.urls import path

from meetings.views.dates import answer_dates
from meetings.views.rsvp import answer

app_name = "answers"
urlpatterns = [
    path("dates/<str:token>/", answer_dates, name="answer_dates"),
    path("<str:token>/", answer, name="answer"),
]
