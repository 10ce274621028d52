"""Addresses of the public: what was published, and the page that checks it."""

from django.urls import path

from statements.views import check, public
from statements.views.feeds import StatementFeed

app_name = "public"
urlpatterns = [
    path("published/", public.statements, name="statements"),
    path("published/<slug:slug>.pdf", public.statement_pdf, name="statement_pdf"),
    path("published/in/<str:language>/", public.statement_list, name="statement_list"),
    path("published/in/<str:language>/feed.atom", StatementFeed(), name="feed"),
    path("published/<slug:slug>/", public.statement, name="statement"),
    path("published/<slug:slug>/<str:language>/", public.statement_in, name="statement_in"),
    path("check/", check.check, name="check_any"),
    path("check/<path:reference>/", check.check, name="check"),
]
