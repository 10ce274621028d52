"""Fill the Network's calendar with the national holidays; days that the secretariat keeps stay as they are."""

import json
from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand

from members.models import Holiday


class Command(BaseCommand):
    help = "Fill the Network's calendar from data/calendar_kg.json; days that are there already stay as they are."

    def handle(self, *args, **options):
        """Add the days that are missing and say how many."""
        source = settings.BASE_DIR / "data" / "calendar_kg.json"
        days = json.loads(source.read_text(encoding="utf-8"))
        added = 0
        for row in [*days["holidays"], *days["working_holidays"]]:
            _holiday, made = Holiday.objects.get_or_create(
                day=date.fromisoformat(row["date"]),
                defaults={
                    "name": row["name_en"],
                    "name_ru": row["name_ru"],
                    "name_ky": row["name_ky"],
                    "is_observed": row["non_working"],
                    "is_estimated": row.get("estimated", False),
                },
            )
            added += made
        self.stdout.write(f"{added} days added to the calendar.")
