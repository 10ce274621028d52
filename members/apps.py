from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members")

    def ready(self):
        """Name who keeps the circulations, of which the apps beneath ask by permission only; say why pages are seen, and
        what is found.
        """
        from members import access, access_pages, index  # noqa: F401, PLC0415 -- models are ready only now
