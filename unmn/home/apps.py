from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "unmn.home"
    label = "home"

    def ready(self):
        """Load what says why pages are seen; nothing else imports it."""
        from unmn.home import access_pages  # noqa: F401, PLC0415 -- models are ready only now
