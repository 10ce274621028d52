from django.urls import path

from unmn.home import views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("needs/", views.needs, name="needs"),
    path("answer/weekly-letter/<str:token>/", views.weekly_letter_stop, name="weekly_letter_stop"),
    path("search/", views.search, name="search"),
]
