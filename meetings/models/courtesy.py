"""A courtesy note to the head of an agency whose seat stayed empty twice in a row (RULES R10.63)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from foundation.core.models import Versioned, follows_its_map
from meetings.models.meeting import Meeting
from meetings.states_cadence import NOTE_MAP, NoteState
from members.models import Organisation


class CourtesyNoteQuerySet(VisibleQuerySet):
    """Courtesy notes."""

    def visible_to(self, user):
        """The secretariat's own papers until it sends them."""
        from meetings.access_cadence import notes_visible_to  # noqa: PLC0415 -- access sits above models

        return notes_visible_to(self, user)


class CourtesyNote(Versioned):
    """Drafted by the portal, written and sent by the secretariat; it never leaves by itself."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="courtesy_notes")
    after = models.ForeignKey(Meeting, models.PROTECT, related_name="courtesy_notes")
    addressee = models.CharField(_("to whom"), max_length=200)
    address = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    state = models.CharField(max_length=20, choices=NoteState, default=NoteState.DRAFT)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = CourtesyNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "after"], name="one_courtesy_note_per_absence"),
            models.CheckConstraint(
                name="sent_courtesy_note_has_an_address", condition=~Q(state="sent") | ~Q(address="")
            ),
        ]
        triggers = [follows_its_map("courtesy_note_follows_its_map", NOTE_MAP)]

    def __str__(self):
        return f"{self.organisation}: {self.subject}"

    def get_absolute_url(self):
        """The page on which it is written."""
        return reverse("meetings:courtesy_note", args=[self.pk])
