"""The addresses behind signed links in letters: they work without signing in (RULES R10.61)."""

from django.urls import path

from meetings.views.dates import answer_dates
from meetings.views.registration import registration, registration_paper
from meetings.views.rsvp import answer

app_name = "answers"
urlpatterns = [
    path("dates/<str:token>/", answer_dates, name="answer_dates"),
    path("registration/<str:token>/", registration, name="registration"),
    path("registration/<str:token>/papers/<int:pk>/", registration_paper, name="registration_paper"),
    path("<str:token>/", answer, name="answer"),
]
