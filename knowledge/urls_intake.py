"""Addresses of taking files in and of reading them; part of `knowledge.urls`."""

from django.urls import path

from knowledge.views import intake, reading

urlpatterns = [
    path("upload/", intake.intake, name="intake"),
    path("uploads/", intake.upload_list, name="upload_list"),
    path("uploads/<uuid:pk>/", intake.upload, name="upload"),
    path("uploads/<uuid:pk>/discard/", intake.upload_discard, name="upload_discard"),
    path("<int:pk>/files/<int:version>/read/", reading.read, name="read"),
    path("<int:pk>/files/<int:version>/read-again/", reading.read_again, name="read_again"),
]
