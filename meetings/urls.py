"""Addresses of meetings; those of attendance and minutes, and of the room, are in files of their own."""

from django.urls import path

from meetings.urls_annual import urlpatterns as annual
from meetings.urls_cadence import urlpatterns as cadence
from meetings.urls_groups import urlpatterns as groups
from meetings.urls_minutes import urlpatterns as minutes
from meetings.urls_planning import urlpatterns as planning
from meetings.urls_room import urlpatterns as room
from meetings.views import agenda, circulate, meetings, papers, proposals, rsvp

app_name = "meetings"
urlpatterns = [
    path("", meetings.meeting_list, name="meeting_list"),
    path("new/", meetings.meeting_new, name="meeting_new"),
    *cadence,
    *planning,
    *annual,
    *groups,
    path("<slug:slug>/", meetings.meeting, name="meeting"),
    path("<slug:slug>/edit/", meetings.meeting_edit, name="meeting_edit"),
    path("<slug:slug>/convene/", meetings.meeting_convene, name="meeting_convene"),
    path("<slug:slug>/postpone/", meetings.meeting_postpone, name="meeting_postpone"),
    path("<slug:slug>/convene-again/", meetings.meeting_convene_again, name="meeting_convene_again"),
    path("<slug:slug>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("<slug:slug>/hold/", meetings.meeting_hold, name="meeting_hold"),
    path("<slug:slug>/guests/new/", meetings.guest_new, name="guest_new"),
    path("<slug:slug>/guests/<int:pk>/withdraw/", meetings.guest_withdraw, name="guest_withdraw"),
    path("<slug:slug>/agenda/", circulate.agenda, name="agenda"),
    path("<slug:slug>/agenda.pdf", circulate.agenda_pdf, name="agenda_pdf"),
    path("<slug:slug>/agenda.docx", circulate.agenda_docx, name="agenda_docx"),
    path("<slug:slug>/agenda.ics", circulate.agenda_ics, name="agenda_ics"),
    path(
        "<slug:slug>/agenda/circulate/guests/",
        circulate.agenda_circulate_guests,
        name="agenda_circulate_guests",
    ),
    path("<slug:slug>/agenda/circulate/<slug:edition>/", circulate.agenda_circulate, name="agenda_circulate"),
    path("<slug:slug>/letters/<slug:occasion>/", circulate.meeting_circulate, name="meeting_circulate"),
    path("<slug:slug>/agenda/edit/", agenda.agenda_edit, name="agenda_edit"),
    path("<slug:slug>/agenda/standing-items/", agenda.standing_items, name="standing_items"),
    path("<slug:slug>/agenda/items/", agenda.agenda_items, name="agenda_items"),
    path("<slug:slug>/agenda/items/new/", agenda.item_new, name="item_new"),
    path("<slug:slug>/agenda/items/<int:pk>/", agenda.item_edit, name="item_edit"),
    path("<slug:slug>/agenda/items/<int:pk>/move/", agenda.item_move, name="item_move"),
    path("<slug:slug>/agenda/items/<int:pk>/remove/", agenda.item_remove, name="item_remove"),
    path("<slug:slug>/agenda/items/<int:pk>/restore/", agenda.item_restore, name="item_restore"),
    path("<slug:slug>/agenda/items/<int:pk>/papers/new/", papers.paper_new, name="paper_new"),
    path(
        "<slug:slug>/agenda/items/<int:pk>/papers/library/",
        papers.paper_from_library,
        name="paper_from_library",
    ),
    path("<slug:slug>/papers/read/", papers.papers_read, name="papers_read"),
    path("<slug:slug>/papers/<int:pk>/", papers.paper, name="paper"),
    path("<slug:slug>/papers/<int:pk>/edit/", papers.paper_edit, name="paper_edit"),
    path("<slug:slug>/papers/<int:pk>/remove/", papers.paper_remove, name="paper_remove"),
    path("<slug:slug>/papers/<int:pk>/restore/", papers.paper_restore, name="paper_restore"),
    path("<slug:slug>/propose/", proposals.item_propose, name="item_propose"),
    path("<slug:slug>/proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("<slug:slug>/proposals/<int:pk>/accept/", proposals.item_accept, name="item_accept"),
    path("<slug:slug>/proposals/<int:pk>/decline/", proposals.item_decline, name="item_decline"),
    path("<slug:slug>/proposals/<int:pk>/withdraw/", proposals.item_withdraw, name="item_withdraw"),
    path("<slug:slug>/rsvp/", rsvp.rsvp, name="rsvp"),
    path("<slug:slug>/rsvp/record/", rsvp.rsvp_record, name="rsvp_record"),
    *minutes,
    *room,
]
