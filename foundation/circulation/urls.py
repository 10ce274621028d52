"""Addresses of the secretariat's circulations."""

from django.urls import path

from foundation.circulation import views

app_name = "circulation"
urlpatterns = [
    path("", views.circulation_list, name="circulation_list"),
    path("<int:pk>/", views.circulation, name="circulation"),
    path("<int:pk>/call-back/", views.circulation_call_back, name="circulation_call_back"),
    path("<int:pk>/release/", views.circulation_release, name="circulation_release"),
    path("<int:pk>/send-again/", views.circulation_send_again, name="circulation_send_again"),
    path("<int:pk>/retry/", views.circulation_retry, name="circulation_retry"),
    path("deliveries/<int:pk>/", views.delivery, name="delivery"),
    path("deliveries/<int:pk>/retry/", views.delivery_retry, name="delivery_retry"),
    path("deliveries/<int:pk>/files/<int:file_pk>/", views.delivery_file, name="delivery_file"),
]
