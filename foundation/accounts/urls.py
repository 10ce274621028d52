"""Addresses of invitations and of one's own settings."""

from django.urls import path

from foundation.accounts import views

app_name = "accounts"
urlpatterns = [
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("account/welcome/", views.welcome, name="welcome"),
    path("account/settings/", views.own_settings, name="settings"),
]
