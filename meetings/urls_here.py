"""The address behind the code on the door: it works without signing in."""

from django.urls import path

from meetings.views.here import here

app_name = "door"
urlpatterns = [path("<str:token>/", here, name="here")]
