"""`manage.py compile_catalogs`: make the .mo files, which are not kept in the repository."""

from django.core.management.base import BaseCommand

from foundation.core.catalogs import compile_catalogs


class Command(BaseCommand):
    """Compile what has changed."""

    help = "Compile the translations (.po to .mo) without needing gettext."
    requires_system_checks = ()

    def handle(self, *args, **options):
        """Compile and say how many."""
        self.stdout.write(f"{compile_catalogs()} catalogs compiled.")
