"""Who promised to do what by when."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models.decision import Decision
from decisions.states import ACTION_MAP, DAYS_LATE, ActionState, Age, Reminder
from foundation.core.access import VisibleQuerySet
from foundation.core.models import follows_its_map
from foundation.documents.models import StoredFile
from foundation.search.triggers import is_searched
from members.models import Organisation, Person
from workinggroups.models import WorkingGroup


class ActionPointQuerySet(VisibleQuerySet):
    """Action points."""

    def visible_to(self, user):
        """Insiders and readers of reports see all; outsiders those that their organisation owns."""
        from decisions.access import action_points_visible_to  # noqa: PLC0415 -- access sits above models

        return action_points_visible_to(self, user)

    def overdue(self, on=None):
        """Open ones whose due date has passed."""
        return self.filter(state=ActionState.OPEN, due_on__lt=on or timezone.localdate())

    def aged(self, age, on=None):
        """Open ones of one `Age`: how long ago their due date was."""
        today = on or timezone.localdate()
        rows = self.filter(state=ActionState.OPEN)
        if age == Age.UNDATED:
            return rows.filter(due_on__isnull=True)
        first, last = DAYS_LATE[age]
        rows = rows.filter(due_on__lte=today - timedelta(days=first)) if first is not None else rows
        return rows.filter(due_on__gte=today - timedelta(days=last)) if last is not None else rows

    def asked_for_another_date(self):
        """Open ones whose owner waits for the secretariat's answer about the due date."""
        return self.filter(state=ActionState.OPEN, wanted_due_on__isnull=False)

    def awaiting(self, standing):
        """Open ones that the organisations represented by this person owe."""
        return self.filter(state=ActionState.OPEN, owner__in=standing.represents)


class ActionPoint(models.Model):
    """An action point: one owner organisation, one person, one due date (RULES R6.36)."""

    text = models.TextField(_("what is to be done"))
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="action_points", verbose_name=_("owner organisation")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="action_points",
        verbose_name=_("person"),
    )  # fmt: skip
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(max_length=20, choices=ActionState, default=ActionState.OPEN)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="action_points"
    )
    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, related_name="action_points",
        verbose_name=_("working group"),
    )  # fmt: skip
    done_on = models.DateField(null=True, blank=True)
    progress = models.TextField(_("progress and evidence"), blank=True)
    wanted_due_on = models.DateField(_("due date asked for"), null=True, blank=True)
    wanted_because = models.TextField(_("reason for another due date"), blank=True)
    wanted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ActionPointQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="action_point_done_iff_dated",
                condition=Q(state="done", done_on__isnull=False) | ~Q(state="done") & Q(done_on__isnull=True),
            ),
            models.CheckConstraint(
                name="another_due_date_is_asked_for_by_somebody_with_a_reason",
                condition=Q(wanted_due_on__isnull=True, wanted_by__isnull=True, wanted_because="")
                | Q(wanted_due_on__isnull=False, wanted_by__isnull=False) & ~Q(wanted_because=""),
            ),
        ]
        triggers = [
            follows_its_map("action_point_follows_its_map", ACTION_MAP),
            is_searched("decisions.actionpoint"),
        ]

    def __str__(self):
        return self.text[:120]

    @property
    def is_overdue(self):
        """Open after its due date: derived, never a state (RULES R3.10)."""
        return self.state == ActionState.OPEN and bool(self.due_on) and self.due_on < timezone.localdate()

    @property
    def days_late(self):
        """Days since the due date of an open one; 0 on that day, negative before, None without a date."""
        if self.state != ActionState.OPEN or self.due_on is None:
            return None
        return (timezone.localdate() - self.due_on).days

    @property
    def age(self):
        """Its `Age`, or None when nothing is owed any more."""
        if self.state != ActionState.OPEN:
            return None
        late = self.days_late
        if late is None:
            return Age.UNDATED
        return next(
            age for age, (first, last) in DAYS_LATE.items()
            if (first is None or late >= first) and (last is None or late <= last)
        )  # fmt: skip


class Evidence(models.Model):
    """What its owner puts beside a word on progress: a file or a link. Who sees the action point sees it."""

    action_point = models.ForeignKey(ActionPoint, models.PROTECT, related_name="evidence")
    stored_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    link = models.URLField(_("link"), max_length=500, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="evidence_is_a_file_or_a_link",
                condition=Q(stored_file__isnull=False, link="") | Q(stored_file__isnull=True) & ~Q(link=""),
            )
        ]

    def __str__(self):
        return self.stored_file.name if self.stored_file_id else self.link


class ActionReminder(models.Model):
    """That one reminder of an action point left: each once for one due date (RULES R10.54)."""

    action_point = models.ForeignKey(ActionPoint, models.CASCADE, related_name="reminders")
    which = models.CharField(max_length=20, choices=Reminder)
    due_on = models.DateField()
    sent_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["action_point", "which", "due_on"], name="each_reminder_leaves_once_for_a_due_date"
            )
        ]

    def __str__(self):
        return f"{self.get_which_display()}: {self.action_point}"
