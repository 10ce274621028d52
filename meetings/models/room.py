"""What happens in the room: the meeting as it runs, who signs in at the door, and the pack for the board."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.core.models import Versioned
from foundation.documents.models import StoredFile
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from meetings.states import PackState
from members.models import Organisation


class Sitting(models.Model):
    """A meeting while it runs: when it was opened and closed. `beat` counts every change that screens show."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="sitting")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    beat = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sitting_ends_after_it_began",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")),
            )
        ]

    def __str__(self):
        return str(self.meeting)

    @property
    def is_running(self):
        """Whether it was opened and not closed yet."""
        return self.ended_at is None


class ItemInTheRoom(Versioned):
    """One item as it is taken: minutes added to its plan, and the wording of a decision as it is typed."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="items")
    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="in_the_room")
    extra_minutes = models.PositiveSmallIntegerField(default=0)
    wording = models.TextField(_("wording of the decision"), blank=True)
    is_projected = models.BooleanField(default=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self):
        return str(self.item)


class Stretch(models.Model):
    """A time during which an item was taken; an item that is taken up again has several."""

    item = models.ForeignKey(ItemInTheRoom, models.PROTECT, related_name="stretches")
    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="stretches")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["started_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting"], condition=Q(ended_at__isnull=True), name="one_item_is_taken_at_a_time"
            ),
            models.CheckConstraint(
                name="stretch_ends_after_it_started",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
            ),
        ]

    def __str__(self):
        return f"{self.item}: {self.started_at:%H:%M}"


class Briefing(Versioned):
    """What the co-chairs should know about an item before the meeting; for them and the secretariat only."""

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="briefing")
    purpose = models.TextField(_("purpose"), blank=True)
    positions = models.TextField(
        _("known positions"),
        blank=True,
        help_text=_("One line for each organisation: what it is known to want."),
    )

    def __str__(self):
        return str(self.item)


class Arrival(models.Model):
    """A guest who wrote a name at the door and waits for the secretariat; gone once settled (RULES R10.67)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="arrivals")
    name = models.CharField(_("your name"), max_length=200)
    organisation_name = models.CharField(_("your organisation"), max_length=200)
    came_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["came_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "name", "organisation_name"], name="a_guest_arrives_once"
            )
        ]

    def __str__(self):
        return f"{self.name} ({self.organisation_name})"


class BoardPack(models.Model):
    """Agenda and papers as one PDF and one ZIP, for all who may read exactly the same.

    `content_hash` says what is in it: the circulated agenda, the papers byte by byte, the language and, for
    a guest, whose items. Whoever gets the same hash gets the same files; nobody else gets them.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="board_packs")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    content_hash = models.CharField(max_length=64)
    guest = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    contents = models.JSONField(help_text="Key of the agenda revision, keys of items and papers.")
    state = models.CharField(max_length=20, choices=PackState, default=PackState.QUEUED)
    done = models.PositiveSmallIntegerField(default=0, help_text="Steps that are behind it.")
    steps = models.PositiveSmallIntegerField(default=0)
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    archive = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "content_hash"], name="one_board_pack_for_the_same_contents"
            ),
            models.CheckConstraint(
                name="board_pack_ready_iff_it_has_its_files",
                condition=Q(state="ready", pdf__isnull=False, archive__isnull=False)
                | ~Q(state="ready") & Q(pdf__isnull=True, archive__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.meeting} ({self.language})"
