"""What exists in the demo only: signing in as anyone, and reading all mail."""

from django.urls import path

from unmn.demo import views

app_name = "demo"
urlpatterns = [
    path("dev/login/<slug:slug>/", views.sign_in_as, name="sign_in_as"),
    path("dev/mail/", views.letter_list, name="letter_list"),
    path("dev/mail/<str:key>/", views.letter, name="letter"),
    path("dev/mail/<str:key>/html/", views.letter_html, name="letter_html"),
    path("dev/mail/<str:key>/source/", views.letter_source, name="letter_source"),
    path("dev/mail/<str:key>/part/<int:number>/", views.letter_part, name="letter_part"),
]
