"""A working group of the Network."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from foundation.core.models import Versioned, follows_its_map
from foundation.documents.models import StoredFile
from foundation.search.triggers import is_searched
from members.models import Organisation
from workinggroups.states import GROUP_MAP, GroupKind, GroupState


class WorkingGroupQuerySet(VisibleQuerySet):
    """Working groups."""

    def visible_to(self, user):
        """All for insiders; those established for readers of reports; partners see their own (RULES R8.44)."""
        from workinggroups.access import groups_visible_to  # noqa: PLC0415 -- access sits above models

        return groups_visible_to(self, user)

    def active(self):
        """Those at work."""
        return self.filter(state=GroupState.ACTIVE)

    def quiet_since(self, instant):
        """Those at work in which nothing has happened since `instant`."""
        return self.active().filter(active_at__lt=instant)


class WorkingGroup(Versioned):
    """A permanent or ad hoc group: established by a decision, closed by one with a final report."""

    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=GroupKind, default=GroupKind.PERMANENT)
    name = models.CharField(_("name in English"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200, blank=True)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=200, blank=True)
    acronym = models.CharField(_("short name"), max_length=40, blank=True)
    purpose = models.TextField(_("purpose in English"))
    purpose_ru = models.TextField(_("purpose in Russian"), blank=True)
    purpose_ky = models.TextField(_("purpose in Kyrgyz"), blank=True)
    objectives = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("objectives of the Network"),
        help_text="Numbers of data/network_objectives.json.",
    )  # fmt: skip
    mailing_name = models.CharField(
        _("name in the subject of its letters"), max_length=40, blank=True,
        help_text=_("For example: WG Data. Letters to the group begin with it in brackets."),
    )  # fmt: skip
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    ends_event = models.CharField(
        _("ends with"), max_length=200, blank=True,
        help_text=_("The event with which the group ends, for example: the review is submitted."),
    )  # fmt: skip
    state = models.CharField(max_length=20, choices=GroupState, default=GroupState.PROPOSED)
    proposed_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="proposed_groups",
        verbose_name=_("proposed by"),
    )  # fmt: skip
    established_on = models.DateField(_("established on"), null=True, blank=True)
    decided_by = models.CharField(_("decision that established it"), max_length=200, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_by = models.CharField(_("decision that closed it"), max_length=200, blank=True)
    final_report = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("final report")
    )
    reason = models.TextField(_("why it was not established"), blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    active_at = models.DateTimeField(
        _("last activity"), default=timezone.now,
        help_text="Moved on by documents, letters, deliverables, its text, and meetings of the apps above.",
    )  # fmt: skip

    objects = WorkingGroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="group_at_work_was_established_by_a_decision",
                condition=~Q(state__in=("active", "closed"))
                | Q(established_on__isnull=False) & ~Q(decided_by=""),
            ),
            models.CheckConstraint(
                name="group_closed_by_a_decision_with_a_final_report",
                condition=Q(state="closed", closed_on__isnull=False, final_report__isnull=False)
                & ~Q(closed_by="")
                | ~Q(state="closed") & Q(closed_on__isnull=True, closed_by=""),
            ),
            models.CheckConstraint(
                name="ad_hoc_groups_end_and_others_do_not",
                condition=Q(kind="ad-hoc") & (Q(ends_on__isnull=False) | ~Q(ends_event=""))
                | Q(kind="permanent", ends_on__isnull=True, ends_event=""),
            ),
            models.CheckConstraint(
                name="group_not_established_for_a_reason",
                condition=~Q(state="not-established") | ~Q(reason=""),
            ),
        ]
        triggers = [
            follows_its_map("group_follows_its_map", GROUP_MAP),
            is_searched("workinggroups.workinggroup"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the group."""
        return reverse("workinggroups:group", args=[self.slug])

    @property
    def thread(self):
        """The key that keeps all letters to this group in one thread."""
        return f"group-{self.pk}"

    @property
    def series(self):
        """The part of a symbol that stands for the group: `WG-DATA` (RULES R8.45)."""
        return f"WG-{(self.acronym or self.slug).upper().replace(' ', '-').removeprefix('WG-')}"

    @property
    def tag(self):
        """What letters to the group begin with."""
        return self.mailing_name or self.acronym or self.name

    @property
    def is_at_work(self):
        """Whether things can be added to it and people join it."""
        return self.state == GroupState.ACTIVE

    @property
    def days_left(self):
        """Days until its end date; None when no date is known."""
        return (self.ends_on - timezone.localdate()).days if self.ends_on else None

    def is_quiet(self, days):
        """Whether nothing has happened in it for `days` days; only a group at work can be quiet."""
        return self.is_at_work and self.active_at < timezone.now() - timedelta(days=days)
