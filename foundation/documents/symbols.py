"""Symbols of documents, from one gapless series per stem (RULES R3.14, R8.45)."""

from django.db import transaction

from foundation.documents.models import SymbolSeries


def next_symbol(stem: str) -> str:
    """Take the next symbol of a series: `UNMN-KG/2026/DEC` gives `UNMN-KG/2026/DEC/3`.

    Call it inside the transaction of the act that assigns it: the row stays locked until that commits, and an
    act that is rolled back gives its number back, so the series has no gaps.
    """
    with transaction.atomic():
        SymbolSeries.objects.bulk_create([SymbolSeries(stem=stem)], ignore_conflicts=True)
        series = SymbolSeries.objects.select_for_update().get(stem=stem)
        series.last_number += 1
        series.save(update_fields=["last_number"])
    return f"{stem}/{series.last_number}"
