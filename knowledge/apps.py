from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "knowledge"

    def ready(self):
        """Tell the search what there is to be found, and the pages why they are seen."""
        from knowledge import access_pages, index  # noqa: F401, PLC0415 -- registered once the models are loaded
