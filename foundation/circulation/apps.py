from django.apps import AppConfig


class CirculationConfig(AppConfig):
    name = "foundation.circulation"
    label = "circulation"
