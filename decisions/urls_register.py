"""Addresses of the register; `decisions.urls` takes them in."""

urlpatterns: list = []
