"""`manage.py collect_messages`: bring locale/*.po up to date with the source."""

import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from foundation.core.catalogs import collect_messages


class Command(BaseCommand):
    """Collect new texts and drop unused ones; the translations are kept."""

    help = "Bring the catalogs up to date with the source (needs gettext)."
    requires_system_checks = ()

    def handle(self, *args, **options):
        """Collect in a copy, then take over the catalogs."""
        with tempfile.TemporaryDirectory() as folder:
            collect_messages(Path(folder))
            for fresh in Path(folder).glob("locale/*/LC_MESSAGES/*.po"):
                target = settings.BASE_DIR / fresh.relative_to(folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(fresh, target)
