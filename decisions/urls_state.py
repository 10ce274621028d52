"""Addresses of proposals, their papers, and the part of the state."""

from django.urls import path

from decisions.views import proposing, state_track

STATE = "decisions/<int:pk>/state"
urlpatterns = [
    path("decisions/new/", proposing.decision_new, name="decision_new"),
    path("decisions/<int:pk>/edit/", proposing.decision_edit, name="decision_edit"),
    path("decisions/<int:pk>/papers/new/", proposing.paper_new, name="decision_paper_new"),
    path("decisions/<int:pk>/papers/<int:paper_pk>/", proposing.decision_paper, name="decision_paper"),
    path(
        "decisions/<int:pk>/papers/<int:paper_pk>/remove/",
        proposing.paper_remove,
        name="decision_paper_remove",
    ),
    path("decisions/<int:pk>/concern/<slug:word>/", proposing.decision_concern, name="decision_concern"),
    path(f"{STATE}/new/", state_track.state_new, name="state_consultation_new"),
    path(f"{STATE}/<int:spk>/", state_track.state_consultation, name="state_consultation"),
    path(f"{STATE}/<int:spk>/letter.docx", state_track.letter_docx, name="state_consultation_letter_docx"),
    path(f"{STATE}/<int:spk>/letter.pdf", state_track.letter_pdf, name="state_consultation_letter_pdf"),
    path(f"{STATE}/<int:spk>/reply/", state_track.reply_file, name="state_consultation_reply"),
    path(f"{STATE}/<int:spk>/<slug:move>/", state_track.state_move, name="state_consultation_move"),
    path(f"{STATE}/declare/", state_track.declare_after_state, name="declare_after_state"),
]
