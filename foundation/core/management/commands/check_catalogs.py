"""`manage.py check_catalogs`: is every text translated, and every translation used?"""

from django.core.management.base import BaseCommand, CommandError

from foundation.core.catalogs import complaints


class Command(BaseCommand):
    """Check without changing anything."""

    help = "Check that the catalogs are complete and match the source."
    requires_system_checks = ()

    def handle(self, *args, **options):
        """List every complaint and fail when there is one."""
        found = complaints()
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"{len(found)} texts are not in order; `./portal messages` collects them.")
