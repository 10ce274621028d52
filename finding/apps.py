from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindingConfig(AppConfig):
    name = "finding"
    verbose_name = _("Search")

    def ready(self):
        """Load what says why pages are seen; nothing else imports it."""
        from finding import access_pages  # noqa: F401, PLC0415 -- models are ready only now
