from django.urls import path

from unmn.home import views, views_calendar

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("calendar/", views_calendar.calendar, name="calendar"),
    path("calendar/feed/", views_calendar.calendar_feed, name="calendar_feed"),
    path("calendar/feed/make/", views_calendar.feed_make, name="feed_make"),
    path("calendar/feed/close/", views_calendar.feed_close, name="feed_close"),
    path("calendar/feed/<int:pk>/<str:proof>/unmn-kg.ics", views_calendar.feed_ics, name="feed_ics"),
]
