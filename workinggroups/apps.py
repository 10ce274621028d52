from django.apps import AppConfig


class WorkingGroupsConfig(AppConfig):
    name = "workinggroups"

    def ready(self):
        """Load what says why pages are seen, and what is found; nothing else imports it."""
        from workinggroups import access_pages, index  # noqa: F401, PLC0415 -- models are ready only now
