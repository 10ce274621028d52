"""Addresses of the portal. The demo's routes exist in demo mode only."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("unmn.home.urls")),
    path("account/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("foundation.accounts.urls")),
    path("circulations/", include("foundation.circulation.urls")),
    path("members/", include("members.urls")),
    path("", include("decisions.urls")),
    path("meetings/", include("meetings.urls")),
]
if settings.DEMO:
    urlpatterns += [
        path("", include("unmn.demo.urls")),
        path("styleguide/", include("unmn.demo.styleguide")),
    ]
