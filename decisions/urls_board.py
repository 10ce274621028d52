"""Addresses of the board and of the co-chairs; `decisions.urls` takes them in."""

urlpatterns: list = []
