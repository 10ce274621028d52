"""The agenda: items as the secretariat edits them, revisions as members received them, and papers."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from decisions.models import Decision
from foundation.circulation.models import Circulation
from foundation.circulation.states import CirculationState
from foundation.core.access import VisibleQuerySet
from foundation.core.models import Versioned, follows_its_map
from foundation.documents.models import Classified, StoredFile
from foundation.search.triggers import is_searched
from knowledge.models import Document
from meetings.models.meeting import Meeting
from meetings.states import ITEM_MAP, Edition, Generated, ItemKind, ItemState
from members.models import Organisation, Person


class AgendaItemQuerySet(VisibleQuerySet):
    """Agenda items."""

    def visible_to(self, user):
        """The live agenda is for secretariat and co-chairs; proposers see what they proposed."""
        from meetings.access import items_visible_to  # noqa: PLC0415 -- access sits above models

        return items_visible_to(self, user)

    def on_agenda(self):
        """Items that stand on the agenda, in their order."""
        return self.filter(state=ItemState.ON_AGENDA).order_by("position", "pk")


@pghistory.track()
class AgendaItem(Versioned):
    """One item of an agenda, or a sub-item of one (one level deep)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="sub_items")
    position = models.PositiveIntegerField(default=0, help_text="Order over the whole agenda.")
    title = models.CharField(_("title"), max_length=300)
    title_ru = models.CharField(_("title in Russian"), max_length=300, blank=True)
    title_ky = models.CharField(_("title in Kyrgyz"), max_length=300, blank=True)
    description = models.TextField(_("description"), blank=True)
    expected_outcome = models.CharField(_("expected outcome"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=ItemKind, default=ItemKind.DISCUSSION)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=10)
    presenters = models.ManyToManyField(
        Person, blank=True, related_name="presented_items", verbose_name=_("presenters")
    )
    presenting = models.ManyToManyField(
        Organisation, blank=True, related_name="presented_items",
        verbose_name=_("presenting organisations"),
    )  # fmt: skip
    outside_presenter = models.CharField(_("presenter from outside"), max_length=200, blank=True)
    secretariat_notes = models.TextField(_("private notes of the secretariat"), blank=True)
    is_open_to_guests = models.BooleanField(_("guests attend this item"), default=False)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="agenda_items")
    state = models.CharField(max_length=20, choices=ItemState, default=ItemState.ON_AGENDA)
    proposed_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="proposed_items"
    )
    proposer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(_("answer to the proposer"), blank=True)
    generated = models.CharField(_("fills itself with"), max_length=20, choices=Generated, blank=True)
    minutes_of = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    from_backlog = models.ForeignKey(
        "meetings.BacklogItem", models.PROTECT, null=True, blank=True, related_name="items"
    )

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="declined_item_has_a_reason", condition=~Q(state="declined") | ~Q(answer="")
            ),
            models.CheckConstraint(name="no_item_is_its_own_sub_item", condition=~Q(parent=models.F("pk"))),
        ]
        triggers = [
            follows_its_map("item_follows_its_map", ITEM_MAP),
            is_searched("meetings.agendaitem"),
            pgtrigger.Trigger(
                name="annual_meetings_take_no_decisions",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__kind="decision", new__state="on-agenda"),
                func="""
                    IF (SELECT kind FROM meetings_meeting WHERE id = NEW.meeting_id) = 'annual' THEN
                        RAISE EXCEPTION 'The Annual Network Meeting takes no decisions.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return self.title


class PaperQuerySet(VisibleQuerySet):
    """Papers."""

    def visible_to(self, user):
        """Papers of the agenda that `user` received, within their audience (RULES R8)."""
        from meetings.access import papers_visible_to  # noqa: PLC0415 -- access sits above models

        return papers_visible_to(self, user)

    def unread_by(self, user):
        """Papers that `user` has not opened here; attached anew, a paper is unread again."""
        return self.exclude(pk__in=PaperReading.objects.filter(reader=user).values("paper"))


class Paper(Classified):
    """A paper attached to an agenda item."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="papers")
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="papers")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="papers",
        verbose_name=_("document of the library"),
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta(Classified.Meta):
        ordering = ["position", "pk"]
        triggers = [is_searched("meetings.paper")]

    def __str__(self):
        return self.title


class PaperReading(models.Model):
    """Somebody has read a paper. It serves that reader alone and is shown to nobody else (RULES R10.68)."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="paper_readings")
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "reader"], name="each_reader_reads_a_paper_once")
        ]

    def __str__(self):
        return f"{self.paper}: {self.reader}"


class AgendaRevisionQuerySet(models.QuerySet):
    """Revisions of agendas."""

    def issued(self):
        """Leave out what was called back: it is not in force. What may yet be called back is the office's."""
        return self.exclude(circulation__state=CirculationState.CALLED_BACK)

    def circulated(self):
        """What has left the office: until its letter can no longer be called back, members do not see it."""
        left = Q(circulation=None) | Q(circulation__in=Circulation.objects.left())
        return self.filter(left)


class AgendaRevision(models.Model):
    """The agenda as it was circulated: what members see, until the next one says what changed."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    edition = models.CharField(max_length=20, choices=Edition)
    snapshot = models.JSONField(help_text="Meeting facts and items with times, presenters and papers.")
    changes = models.JSONField(default=list, help_text="What changed since the revision before.")
    items = models.ManyToManyField(AgendaItem, related_name="revisions")
    circulation = models.OneToOneField(
        Circulation, models.PROTECT, null=True, blank=True, related_name="agenda_revision"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = AgendaRevisionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="agenda_revisions_are_numbered_once")
        ]
        triggers = [
            pgtrigger.Protect(
                name="circulated_agendas_are_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__snapshot__df=pgtrigger.F("new__snapshot")),
            ),
            pgtrigger.Protect(name="circulated_agendas_are_kept", operation=pgtrigger.Delete),
            is_searched("meetings.agendarevision"),
        ]

    def __str__(self):
        return f"{self.meeting}: {self.get_edition_display()} {self.number}"

    @property
    def symbol(self):
        """Its symbol: `UNMN-KG/2026/QM.7/AGE`, then `…/AGE/Rev.1` (RULES R8.45)."""
        suffix = f"/Rev.{self.number - 1}" if self.number > 1 else ""
        return f"{self.meeting.symbol}/AGE{suffix}"

    @property
    def rendition_edition(self):
        """The key under which its kept renditions are found."""
        return f"rev-{self.number}"
