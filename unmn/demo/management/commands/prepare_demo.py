"""`manage.py prepare_demo`: everything between an empty database and the first page of the demo."""

import hashlib
import shutil
from collections import namedtuple
from email.utils import format_datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from foundation.circulation.message import build
from foundation.circulation.models import Delivery
from foundation.circulation.states import DeliveryState
from foundation.core.catalogs import compile_catalogs
from unmn.demo.mailserver import into_maildir

Envelope = namedtuple("Envelope", "rcpt_tos content")


class Command(BaseCommand):
    """Prepare the demo; each step is skipped when there is nothing to do."""

    help = "Translations, tables, static files and, in an empty database, the demo network."
    requires_system_checks = ()

    def handle(self, *args, **options):
        """Run the steps in order, saying each."""
        self.say("preparing the translations")
        compile_catalogs()
        self.say("bringing the tables up to date")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        check_cyrillic_search()
        self.collect_static_files()
        self.load_the_network()

    def say(self, sentence):
        """Show a step."""
        self.stdout.write(f"• {sentence}")
        self.stdout.flush()

    def collect_static_files(self):
        """Collect them unless nothing has changed since the last time."""
        mark = Path(settings.STATIC_ROOT) / ".collected"
        now = fingerprint_of_static_files()
        if mark.exists() and mark.read_text() == now:
            return
        self.say("collecting style sheets, scripts and fonts")
        call_command("collectstatic", verbosity=0, interactive=False, clear=mark.exists())
        mark.write_text(now)

    def load_the_network(self):
        """Load the demo network into an empty database."""
        if get_user_model().objects.exists() or "load_demo" not in get_commands():
            return
        self.say("loading the demo network (members, meetings, minutes, letters)")
        # While this file is there the loading has not come to its end; the next start begins afresh.
        unfinished = Path(settings.STATE_DIR) / "loading"
        unfinished.touch()
        call_command("load_demo", verbosity=0)
        if not settings.DEMO_MAIL_ELSEWHERE:
            keep_the_letters_of_the_past()
        unfinished.unlink()


def keep_the_letters_of_the_past():
    """Put into the mailbox what the network sent before today, as if the mail server had taken it."""
    shutil.rmtree(settings.DEMO_MAIL_DIR, ignore_errors=True)
    keep = into_maildir(settings.DEMO_MAIL_DIR)
    sent = Delivery.objects.filter(state=DeliveryState.SENT).select_related("circulation")
    for delivery in sent.prefetch_related("attachments").order_by("sent_at", "pk"):
        message = build(delivery)
        message.replace_header("Date", format_datetime(delivery.sent_at))
        keep(Envelope([delivery.address], message.as_bytes()), at=delivery.sent_at)


def check_cyrillic_search():
    """Refuse a database in which search would silently find nothing in Cyrillic.

    Raises CommandError when its character type is C (pg_trgm then sees no Cyrillic letters).
    """
    with connection.cursor() as cursor:
        cursor.execute("select 1 from pg_extension where extname = 'pg_trgm'")
        if not cursor.fetchone():
            return
        cursor.execute("select show_trgm('ө') <> '{}'")
        if not cursor.fetchone()[0]:
            raise CommandError(
                "This database finds no Cyrillic letters: it was made with LC_CTYPE=C. "
                "Make it anew with LC_CTYPE=C.UTF-8."
            )


def fingerprint_of_static_files():
    """Answer a mark that changes when any file that would be collected changes."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(None):
            found = Path(storage.path(name)).stat()
            seen.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return seen.hexdigest()
