"""Addresses of what working groups have around their meetings."""

from django.urls import path

from meetings.views import groups

urlpatterns = [
    path("of/<slug:slug>/", groups.group_meetings, name="group_meetings"),
    path("of/<slug:slug>/new/", groups.group_meeting_new, name="group_meeting_new"),
    path("of/<slug:slug>/report/", groups.group_report_new, name="group_report_new"),
    path("<slug:slug>/letters/<int:pk>/call-back/", groups.letter_call_back, name="letter_call_back"),
]
