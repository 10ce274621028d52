from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "knowledge"

    def ready(self):
        """Tell the search what there is to be found."""
        from knowledge import index  # noqa: F401, PLC0415 -- registered when the models are loaded
