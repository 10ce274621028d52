"""Addresses of the portal. The demo's routes exist in demo mode only."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

from foundation.accounts.views import choose_language

urlpatterns = [
    path("", include("unmn.home.urls")),
    path("", include("finding.urls")),
    # The address of an account is the directory's: the secretariat changes it there.
    path("account/email/", RedirectView.as_view(pattern_name="accounts:settings")),
    path("account/", include("allauth.urls")),
    path("i18n/setlang/", choose_language, name="set_language"),
    path("", include("foundation.accounts.urls")),
    path("circulations/", include("foundation.circulation.urls")),
    path("members/", include("members.urls")),
    path("groups/", include("workinggroups.urls")),
    path("library/", include("knowledge.urls")),
    path("answer/", include("workinggroups.urls_answers")),
    path("answer/", include("knowledge.urls_answers")),
    path("", include("decisions.urls")),
    path("statements/", include("statements.urls")),
    path("answer/", include("statements.urls_answers")),
    path("meetings/", include("meetings.urls")),
    path("answer/", include("decisions.urls_answers")),
    path("answer/", include("meetings.urls_answers")),
    path("here/", include("meetings.urls_here")),
    path("", include("statements.urls_public")),
    path("", include("statements.urls_publishing")),
]
if settings.DEMO:
    urlpatterns += [
        path("", include("unmn.demo.urls")),
        path("styleguide/", include("unmn.demo.styleguide")),
    ]
