"""Who has read which paper: a note for the reader alone, so neither an act nor anybody's report (RULES R10.68)."""

from django.db.models import F

from meetings.models import AgendaRevision, Paper, PaperReading
from meetings.states import ItemState


def note_read(user, papers):
    """Note that `user` has read these papers; answer how many were new to them."""
    rows = [PaperReading(paper=paper, reader=user) for paper in papers]
    return len(PaperReading.objects.bulk_create(rows, ignore_conflicts=True))


def unread_papers(user, *meetings):
    """The papers that went out with the agendas of `meetings` and that `user` has not opened yet, in order."""
    rows = Paper.objects.visible_to(user).filter(
        item__meeting__in=meetings, item__state=ItemState.ON_AGENDA, removed_at__isnull=True,
        item__revisions__in=AgendaRevision.objects.circulated(), item__revisions__made_at__gte=F("added_at"),
    )  # fmt: skip
    return rows.unread_by(user).order_by("item__position", "position", "pk").distinct()
