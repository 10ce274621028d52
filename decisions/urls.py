"""Addresses of the register of decisions and of action points."""

from django.urls import path

from decisions import urls_board, urls_register, urls_rounds, urls_state
from decisions.views import action_points, decisions, moves

app_name = "decisions"
urlpatterns = [
    *urls_rounds.urlpatterns,
    *urls_state.urlpatterns,
    *urls_register.urlpatterns,
    *urls_board.urlpatterns,
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("action-points/", action_points.action_point_list, name="action_point_list"),
    path("action-points.xlsx", action_points.action_point_list_xlsx, name="action_point_list_xlsx"),
    path("action-points.pdf", action_points.action_point_list_pdf, name="action_point_list_pdf"),
    path("action-points/overview/", action_points.action_point_overview, name="action_point_overview"),
    path(
        "action-points/<int:pk>/evidence/<int:evidence_pk>/",
        action_points.action_point_evidence,
        name="action_point_evidence",
    ),
    path("action-points/<int:pk>/", action_points.action_point, name="action_point"),
    path("action-points/<int:pk>/<slug:move>/", action_points.action_point_move, name="action_point_move"),
    # The last of all: whatever has no page of its own is the name of a move.
    path("decisions/<int:pk>/<slug:move>/", moves.decision_move, name="decision_move"),
]
