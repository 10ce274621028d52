from django.apps import AppConfig


class StatementsConfig(AppConfig):
    name = "statements"

    def ready(self):
        """Load what says why pages are seen, what is found, and tells the library of statements; nothing else imports it."""
        from statements import access_pages, index, library  # noqa: F401, PLC0415 -- models are ready only now
