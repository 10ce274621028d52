"""Addresses behind the signed links of letters about rounds: they work without signing in (RULES R10.61)."""

app_name = "round_answers"
urlpatterns: list = []
