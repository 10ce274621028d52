"""Addresses of the acts by which a statement goes out, and of the list of the press."""

from django.urls import path

from statements.views import press, publication

app_name = "publishing"
ROOM = "statements/<slug:slug>"
urlpatterns = [
    path(f"{ROOM}/publish/", publication.publish, name="publish"),
    path(f"{ROOM}/embargo/", publication.embargo, name="embargo"),
    path(f"{ROOM}/embargo/move/", publication.move_embargo, name="move_embargo"),
    path(f"{ROOM}/embargo/lift/", publication.lift_embargo, name="lift_embargo"),
    path(f"{ROOM}/corrigendum/", publication.corrigendum_propose, name="corrigendum_propose"),
    path(f"{ROOM}/corrigendum/agree/", publication.corrigendum_agree, name="corrigendum_agree"),
    path(f"{ROOM}/corrigendum/drop/", publication.corrigendum_drop, name="corrigendum_drop"),
    path(f"{ROOM}/retract/", publication.retract, name="retract"),
    path(f"{ROOM}/press-copy/", publication.press_copy, name="press_copy"),
    path("press/", press.press_list, name="press_list"),
    path("press/new/", press.press_new, name="press_new"),
    path("press/restore/", press.press_restore, name="press_restore"),
    path("press/<int:pk>/", press.press_edit, name="press_edit"),
    path("press/<int:pk>/remove/", press.press_remove, name="press_remove"),
]
