from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "foundation.documents"
    label = "documents"

    def ready(self):
        """Register the checks of a real server's settings."""
        from foundation.documents import checks  # noqa: F401, PLC0415 -- checks read settings, which are ready now
