from django.urls import path

from finding.views.search import search
from unmn.home import handovers, views, views_calendar, views_co_chair

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("needs/", views.needs, name="needs"),
    path("co-chair/", views_co_chair.my_word, name="my_word"),
    path("answer/weekly-letter/<str:token>/", views.weekly_letter_stop, name="weekly_letter_stop"),
    path("handovers/<int:pk>/", handovers.handover, name="handover"),
    path("handovers/<int:pk>/pack.pdf", handovers.handover_pdf, name="handover_pdf"),
    path(
        "handovers/<int:pk>/move/<slug:kind>/<int:row>/",
        handovers.handover_reassign,
        name="handover_reassign",
    ),
    path("search/", search, name="search"),
    path("calendar/", views_calendar.calendar, name="calendar"),
    path("calendar/feed/", views_calendar.calendar_feed, name="calendar_feed"),
    path("calendar/feed/make/", views_calendar.feed_make, name="feed_make"),
    path("calendar/feed/close/", views_calendar.feed_close, name="feed_close"),
    path("calendar/feed/<int:pk>/<str:proof>/unmn-kg.ics", views_calendar.feed_ics, name="feed_ics"),
    path(
        "calendar/group/<int:pk>/<str:proof>/group.ics", views_calendar.group_feed_ics, name="group_feed_ics"
    ),
]
