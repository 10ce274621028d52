from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "unmn.home"
    label = "home"
