from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecisionsConfig(AppConfig):
    name = "decisions"
    verbose_name = _("Decisions")

    def ready(self):
        """Load what says why pages are seen, what is found, and tells the library of decisions; nothing else imports it."""
        from decisions import access_pages, index, library  # noqa: F401, PLC0415 -- models are ready only now
