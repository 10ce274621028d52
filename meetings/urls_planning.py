"""Addresses of what is planned: the backlog, templates, and what the agenda editor offers."""

from django.urls import path

from meetings.views import backlog, late_papers, offers, requests, templates

urlpatterns = [
    path("backlog/", backlog.backlog, name="backlog"),
    path("backlog/new/", backlog.backlog_new, name="backlog_new"),
    path("backlog/<int:pk>/", backlog.backlog_item, name="backlog_item"),
    path("backlog/<int:pk>/decline/", backlog.backlog_decline, name="backlog_decline"),
    path("backlog/<int:pk>/withdraw/", backlog.backlog_withdraw, name="backlog_withdraw"),
    path("backlog/<int:pk>/reopen/", backlog.backlog_reopen, name="backlog_reopen"),
    path("templates/", templates.template_list, name="template_list"),
    path("templates/new/", templates.template_new, name="template_new"),
    path("templates/<int:pk>/", templates.template, name="template"),
    path("templates/<int:pk>/put-away/", templates.template_put_away, name="template_put_away"),
    path("templates/<int:pk>/take-out/", templates.template_take_out, name="template_take_out"),
    path("requests/new/", requests.request_new, name="request_new"),
    path("requests/<int:pk>/", requests.request_page, name="request"),
    path("requests/<int:pk>/plan/", requests.request_plan, name="request_plan"),
    path("requests/<int:pk>/accept/", requests.request_accept, name="request_accept"),
    path("requests/<int:pk>/decline/", requests.request_decline, name="request_decline"),
    path("requests/<int:pk>/withdraw/", requests.request_withdraw, name="request_withdraw"),
    path("<slug:slug>/agree-to-short-notice/", requests.meeting_short_notice, name="meeting_short_notice"),
    path("<slug:slug>/recommend/", requests.meeting_recommend, name="meeting_recommend"),
    path("<slug:slug>/agenda/start/", offers.agenda_start, name="agenda_start"),
    path("<slug:slug>/agenda/keep-as-template/", offers.agenda_keep, name="agenda_keep"),
    path("<slug:slug>/agenda/matters-arising/", offers.agenda_matters, name="agenda_matters"),
    path("<slug:slug>/agenda/offers/<slug:key>/take/", offers.offer_take, name="offer_take"),
    path("<slug:slug>/agenda/items/<int:pk>/carry-over/", backlog.item_carry_over, name="item_carry_over"),
    path(
        "<slug:slug>/agenda/items/<int:pk>/carry-over/undo/",
        backlog.item_carry_over_undo,
        name="item_carry_over_undo",
    ),
    path("<slug:slug>/papers/<int:pk>/leave/", late_papers.paper_leave, name="paper_leave"),
    path("<slug:slug>/papers/<int:pk>/leave/grant/", late_papers.paper_leave_grant, name="paper_leave_grant"),
    path(
        "<slug:slug>/papers/<int:pk>/leave/refuse/", late_papers.paper_leave_refuse, name="paper_leave_refuse"
    ),
]
