"""Addresses of joint statements."""

from django.urls import path

from statements.views import clearance, signing, statements, texts

app_name = "statements"
urlpatterns = [
    path("", statements.statement_list, name="statement_list"),
    path("new/", statements.statement_new, name="statement_new"),
    path("<slug:slug>/", statements.statement, name="statement"),
    path("<slug:slug>/particulars/", statements.statement_edit, name="statement_edit"),
    path("<slug:slug>/return/", statements.statement_return, name="statement_return"),
    path("<slug:slug>/withdraw/", statements.statement_withdraw, name="statement_withdraw"),
    path("<slug:slug>/sign/", signing.sign, name="sign"),
    path("<slug:slug>/canonical.txt", signing.canonical_download, name="canonical"),
    path("<slug:slug>/clearance/request/", clearance.clearance_request, name="clearance_request"),
    path("<slug:slug>/clearance/request/letters/", clearance.clearance_letters, name="clearance_letters"),
    path("<slug:slug>/clearance/answer/", clearance.clearance_answer, name="clearance_answer"),
    path("<slug:slug>/clearance/record/", clearance.clearance_record, name="clearance_record"),
    path("<slug:slug>/clearance/hold/", clearance.clearance_hold, name="clearance_hold"),
    path("<slug:slug>/clearance/messages/<int:pk>/", clearance.clearance_message, name="clearance_message"),
    path("<slug:slug>/clearance/<slug:act>/", clearance.clearance_act, name="clearance_act"),
    path("<slug:slug>/text/<slug:language>/", texts.text, name="text"),
    path("<slug:slug>/text/<slug:language>/edit/", texts.text_edit, name="text_edit"),
    path("<slug:slug>/text/<slug:language>/take/", texts.wordings_take, name="wordings_take"),
    path("<slug:slug>/text/<slug:language>/<int:pk>/", texts.review_paragraph, name="review_paragraph"),
    path("<slug:slug>/text/<slug:language>/<int:pk>/comment/", texts.review_comment, name="review_comment"),
    path(
        "<slug:slug>/text/<slug:language>/<int:pk>/propose-wording/", texts.review_propose_wording,
        name="review_propose_wording",
    ),
    path("<slug:slug>/text/<slug:language>/<int:pk>/correct/", texts.review_correct, name="review_correct"),
    path(
        "<slug:slug>/text/<slug:language>/comments/<int:pk>/<slug:act>/", texts.review_comment_act,
        name="review_comment_act",
    ),
    path(
        "<slug:slug>/text/<slug:language>/proposals/<int:pk>/<slug:act>/", texts.review_proposal_act,
        name="review_proposal_act",
    ),
]  # fmt: skip
