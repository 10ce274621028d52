from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "foundation.accounts"
    label = "accounts"

    def ready(self):
        """Load what says why pages are seen; nothing else imports it."""
        from foundation.accounts import access_pages  # noqa: F401, PLC0415 -- models are ready only now
