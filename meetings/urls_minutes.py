"""Addresses of attendance and minutes, under each meeting's own address."""

from django.urls import path

from meetings.views import attendance, extract, minutes, review, revision, sharing

MINUTES = "<slug:slug>/minutes"
urlpatterns = [
    path("<slug:slug>/attendance/", attendance.attendance, name="attendance"),
    path("<slug:slug>/attendance/record/", attendance.attendance_record, name="attendance_record"),
    path("<slug:slug>/attendance/<int:pk>/remove/", attendance.attendance_remove, name="attendance_remove"),
    path(f"{MINUTES}/", review.minutes, name="minutes"),
    path(f"{MINUTES}/begin/", minutes.minutes_begin, name="minutes_begin"),
    path(f"{MINUTES}/edit/", minutes.minutes_edit, name="minutes_edit"),
    path(f"{MINUTES}/items/<int:item>/save/", minutes.minutes_item_save, name="minutes_item_save"),
    path(f"{MINUTES}/items/<int:item>/seal/", minutes.minutes_item_seal, name="minutes_item_seal"),
    path(f"{MINUTES}/names-may-stay/", minutes.minutes_names_stay, name="minutes_names_stay"),
    path(
        f"{MINUTES}/items/<int:item>/decisions/",
        minutes.minutes_decision_record,
        name="minutes_decision_record",
    ),
    path(
        f"{MINUTES}/items/<int:item>/action-points/",
        minutes.minutes_action_record,
        name="minutes_action_record",
    ),
    path(
        f"{MINUTES}/items/<int:item>/<slug:kind>/form/",
        minutes.minutes_record_form,
        name="minutes_record_form",
    ),
    path(
        f"{MINUTES}/items/<int:item>/<slug:kind>/<int:pk>/edit/",
        minutes.minutes_record_edit,
        name="minutes_record_edit",
    ),
    path(
        f"{MINUTES}/items/<int:item>/<slug:kind>/<int:pk>/remove/",
        minutes.minutes_record_remove,
        name="minutes_record_remove",
    ),
    path(f"{MINUTES}/circulate/", minutes.minutes_circulate, name="minutes_circulate"),
    path("<slug:slug>/minutes.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path("<slug:slug>/minutes.docx", minutes.minutes_docx, name="minutes_docx"),
    path(f"{MINUTES}/extract/", extract.minutes_extract, name="minutes_extract"),
    path(
        f"{MINUTES}/extract/circulate/", extract.minutes_extract_circulate, name="minutes_extract_circulate"
    ),
    path("<slug:slug>/decisions.pdf", extract.minutes_extract_pdf, name="minutes_extract_pdf"),
    path("<slug:slug>/decisions.docx", extract.minutes_extract_docx, name="minutes_extract_docx"),
    path(f"{MINUTES}/changes/<int:number>/", review.minutes_changes, name="minutes_changes"),
    path(f"{MINUTES}/paragraphs/<int:pk>/", review.minutes_paragraph, name="minutes_paragraph"),
    path(f"{MINUTES}/paragraphs/<int:pk>/comment/", review.minutes_comment, name="minutes_comment"),
    path(
        f"{MINUTES}/paragraphs/<int:pk>/propose-wording/",
        review.minutes_propose_wording,
        name="minutes_propose_wording",
    ),
    path(f"{MINUTES}/paragraphs/<int:pk>/correct/", review.minutes_correct, name="minutes_correct"),
    path(f"{MINUTES}/comments/<int:pk>/<slug:act>/", review.minutes_comment_act, name="minutes_comment_act"),
    path(
        f"{MINUTES}/proposals/<int:pk>/<slug:act>/", review.minutes_proposal_act, name="minutes_proposal_act"
    ),
    path(
        f"{MINUTES}/paragraphs/<int:pk>/passage/<slug:act>/", sharing.minutes_passage, name="minutes_passage"
    ),
    path(f"{MINUTES}/share/", sharing.minutes_share, name="minutes_share"),
    path(f"{MINUTES}/share/circulate/", sharing.minutes_share_circulate, name="minutes_share_circulate"),
    path(
        f"{MINUTES}/share/<int:pk>/withdraw/", sharing.minutes_share_withdraw, name="minutes_share_withdraw"
    ),
    path(f"{MINUTES}/issue-revision/", revision.minutes_issue_revision, name="minutes_issue_revision"),
    path(f"{MINUTES}/close-review/", review.minutes_close_review, name="minutes_close_review"),
    path(f"{MINUTES}/ask-approval/", review.minutes_ask_approval, name="minutes_ask_approval"),
    path(f"{MINUTES}/approve/", review.minutes_approve, name="minutes_approve"),
    path(f"{MINUTES}/return-to-review/", review.minutes_return, name="minutes_return"),
    path(
        f"{MINUTES}/decisions/<int:pk>/declare-adopted/",
        review.minutes_declare_adopted,
        name="minutes_declare_adopted",
    ),
]
