"""Addresses of proposing and of the state's part; `decisions.urls` takes them in."""

urlpatterns: list = []
