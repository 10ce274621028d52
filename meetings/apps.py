from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self):
        """Load what says why pages are seen, what is found, and tells the library of meetings; nothing else imports it."""
        from meetings import access_pages, index, library  # noqa: F401, PLC0415 -- models are ready only now
