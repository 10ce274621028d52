import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from members.models import Organisation
from unmn.demo import many_documents


class Command(BaseCommand):
    help = "Fill the library with documents made of chance, to see how the portal does when it is large."

    def add_arguments(self, parser):
        """How many."""
        parser.add_argument("count", type=int, help="How many documents, for example 100000.")

    def handle(self, *args, count, **options):
        """Load them by the thousand and say how far it is."""
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("Documents made of chance are for the demo and for development only.")
        if not Organisation.objects.members().exists():
            raise CommandError("Load the demo network first: documents need owners.")
        began = time.monotonic()

        def say(done):
            spent = time.monotonic() - began
            left = spent / done * (count - done)
            self.stdout.write(f"{done} of {count} documents, {spent:.0f} s; {left:.0f} s to go.")

        many_documents.load(count, say=say)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE search_entry, knowledge_document")
        self.stdout.write(f"{count} documents were loaded in {time.monotonic() - began:.0f} s.")
