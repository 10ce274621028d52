"""The address behind the link that stops letters with updates: it works without signing in (RULES R10.61)."""

from django.urls import path

from knowledge.views.updates_letter import updates_stop

app_name = "update_answers"
urlpatterns = [path("updates-letter/<str:token>/", updates_stop, name="updates_stop")]
