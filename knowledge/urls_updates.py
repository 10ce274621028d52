"""Addresses of updates; part of `knowledge.urls`."""

from django.urls import path

from knowledge.views import updates

urlpatterns = [
    path("", updates.update_list, name="update_list"),
    path("new/", updates.update_new, name="update_new"),
    path("of/<slug:slug>/", updates.group_updates, name="group_updates"),
    path("<int:pk>/", updates.update, name="update"),
    path("<int:pk>/edit/", updates.update_edit, name="update_edit"),
    path("<int:pk>/withdraw/", updates.update_withdraw, name="update_withdraw"),
    path("<int:pk>/readers/", updates.update_readers, name="update_readers"),
    path("<int:pk>/move/<slug:move>/", updates.update_move, name="update_move"),
]
