"""Items that wait for a meeting: proposed without one, carried over from one, recommended by the annual one."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from foundation.core.models import follows_its_map
from meetings.models.meeting import Meeting
from meetings.states import BACKLOG_MAP, BacklogOrigin, BacklogState, ItemKind, ItemState, MeetingState
from members.models import Organisation, Person
from workinggroups.models import WorkingGroup


class BacklogQuerySet(VisibleQuerySet):
    """Items of the backlog."""

    def visible_to(self, user):
        """Secretariat and co-chairs see all; representatives what their organisation proposed, leads what their group reports."""
        from meetings.access import backlog_visible_to  # noqa: PLC0415 -- access sits above models

        return backlog_visible_to(self, user)

    def with_agendas(self):
        """Each with `is_taken`: it stands on the agenda of a meeting that was not cancelled."""
        from meetings.models.agenda import AgendaItem  # noqa: PLC0415 -- agenda items point here

        standing = AgendaItem.objects.filter(from_backlog=OuterRef("pk"), state=ItemState.ON_AGENDA)
        return self.annotate(is_taken=Exists(standing.exclude(meeting__state=MeetingState.CANCELLED)))

    def waiting(self):
        """Those that are offered to the next meeting, whatever its date (RULES R10.58)."""
        return self.with_agendas().filter(state=BacklogState.OPEN, is_taken=False)


class BacklogItem(models.Model):
    """An item that is bound to no meeting until an agenda takes it; removed from there, it waits again."""

    origin = models.CharField(max_length=20, choices=BacklogOrigin, default=BacklogOrigin.PROPOSAL)
    title = models.CharField(_("title"), max_length=300)
    title_ru = models.CharField(_("title in Russian"), max_length=300, blank=True)
    title_ky = models.CharField(_("title in Kyrgyz"), max_length=300, blank=True)
    description = models.TextField(_("description"), blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=ItemKind, default=ItemKind.DISCUSSION)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=15)
    proposed_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="backlog_items"
    )
    proposer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    carried_from = models.OneToOneField(
        "meetings.AgendaItem", models.PROTECT, null=True, blank=True, related_name="carried_over_as"
    )
    recommended_by = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, related_name="reports",
        help_text="The working group that reports to the Network",
    )  # fmt: skip
    reported_from = models.ForeignKey(
        "meetings.AgendaItem", models.PROTECT, null=True, blank=True, related_name="reports"
    )
    answer = models.TextField(_("answer to the proposer"), blank=True)
    state = models.CharField(max_length=20, choices=BacklogState, default=BacklogState.OPEN)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = BacklogQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="declined_backlog_item_has_a_reason", condition=~Q(state="declined") | ~Q(answer="")
            ),
            models.CheckConstraint(
                name="carried_over_from_an_item",
                condition=Q(origin="carried-over", carried_from__isnull=False)
                | ~Q(origin="carried-over") & Q(carried_from__isnull=True),
            ),
            models.CheckConstraint(
                name="recommended_by_a_meeting",
                condition=Q(origin="recommendation", recommended_by__isnull=False)
                | ~Q(origin="recommendation") & Q(recommended_by__isnull=True),
            ),
            models.CheckConstraint(
                name="reported_by_a_group",
                condition=Q(origin="report-back", group__isnull=False)
                | ~Q(origin="report-back") & Q(group__isnull=True, reported_from__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["reported_from"], condition=Q(state="open"), name="an_item_is_reported_once_at_a_time"
            ),
        ]
        triggers = [follows_its_map("backlog_item_follows_its_map", BACKLOG_MAP)]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the item."""
        return reverse("meetings:backlog_item", args=[self.pk])
