from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from unmn.demo import network


class Command(BaseCommand):
    help = "Load the demo network, once; everything is dated relative to today."

    def handle(self, *args, **options):
        """Load it, or say that it is there."""
        if not settings.DEMO:
            raise CommandError("The demo network is loaded in demo mode only: set PORTAL_MODE=demo.")
        if network.load():
            self.stdout.write("The demo network is loaded.")
        else:
            self.stdout.write("There are accounts in this database already; nothing was changed.")
