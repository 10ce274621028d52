"""The address behind the signed link of an invitation: it works without signing in (RULES R10.61)."""

from django.urls import path

from workinggroups.views.joining import answer_group

app_name = "group_answers"
urlpatterns = [path("group/<str:token>/", answer_group, name="answer_group")]
