"""Addresses of dates: UNCT meetings, polls, and who was at which meeting. Fixed words come before slugs."""

from django.urls import path

from meetings.views import cadence, dates, representation

urlpatterns = [
    path("unct/", cadence.unct_list, name="unct_list"),
    path("unct/new/", cadence.unct_new, name="unct_new"),
    path("unct/calendar/", cadence.unct_source, name="unct_source"),
    path("unct/<int:pk>/edit/", cadence.unct_edit, name="unct_edit"),
    path("unct/<int:pk>/drop/", cadence.unct_drop, name="unct_drop"),
    path("dates/new/", dates.date_poll_new, name="date_poll_new"),
    path("dates/<int:pk>/", dates.date_poll, name="date_poll"),
    path("dates/<int:pk>/answer/<slug:voice>/", dates.date_poll_answer, name="date_poll_answer"),
    path("dates/<int:pk>/choose/", dates.date_poll_choose, name="date_poll_choose"),
    path("dates/<int:pk>/withdraw/", dates.date_poll_withdraw, name="date_poll_withdraw"),
    path("dates/<int:pk>/letters/<slug:occasion>/", dates.date_poll_circulate, name="date_poll_circulate"),
    path("representation/", representation.representation_map, name="representation_map"),
    path("representation.xlsx", representation.representation_map_xlsx, name="representation_map_xlsx"),
    path("courtesy/<int:pk>/", representation.courtesy_note, name="courtesy_note"),
    path("courtesy/<int:pk>/send/", representation.courtesy_note_send, name="courtesy_note_send"),
    path("courtesy/<int:pk>/discard/", representation.courtesy_note_discard, name="courtesy_note_discard"),
    path("<slug:slug>/unct/", cadence.unct_beside, name="unct_beside"),
    path("<slug:slug>/unct/keep/", cadence.unct_keep, name="unct_keep"),
    path("<slug:slug>/unct/move/", cadence.unct_move, name="unct_move"),
]
