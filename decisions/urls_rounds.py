"""Addresses of rounds of consultation; `decisions.urls` takes them in."""

urlpatterns: list = []
