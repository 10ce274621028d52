from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "foundation.documents"
    label = "documents"

    def ready(self):
        """Say what this machine cannot read."""
        from foundation.documents import checks  # noqa: F401, PLC0415 -- registered when the app is ready
