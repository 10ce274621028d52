"""Rounds of consultation: which text was put before the members, until when, who gave it more time."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models.decision import Decision, TextVersion
from decisions.models.guards import rounds_are_guarded
from decisions.states import LIVE_ROUNDS, ROUND_MAP, ConsentTo, Period, RoundMode, RoundReminder, RoundState
from foundation.core.access import VisibleQuerySet
from foundation.core.models import follows_its_map
from members.models import Person
from members.states import Office

MOST_EXTENSIONS = 2


class RoundQuerySet(VisibleQuerySet):
    """Rounds of consultation."""

    def visible_to(self, user):
        """Who sees the decision sees its rounds; a round that is prepared only those who may stop it."""
        from decisions.access import rounds_visible_to  # noqa: PLC0415 -- access sits above models

        return rounds_visible_to(self, user)

    def open(self):
        """Rounds that are open."""
        return self.filter(state=RoundState.OPEN)

    def due_to_close(self, at=None):
        """Silence rounds whose deadline has come: who answers at that very instant is late (RULES R4.18)."""
        return self.open().filter(mode=RoundMode.SILENCE, ends_at__lte=at or timezone.now())

    def worth_telling(self, since):
        """Rounds of which letters may be due: they live, or something happened to them since an instant."""
        return self.filter(
            ~Q(mode=RoundMode.CLEARANCE),
            Q(state__in=LIVE_ROUNDS)
            | Q(closed_at__gte=since)
            | Q(pk__in=Round.objects.filter(seats__answers__recorded_at__gte=since).values("pk")),
        )

    def on_decisions(self):
        """Rounds on decisions: clearances of statements are told of and read where the statement is."""
        return self.exclude(mode=RoundMode.CLEARANCE)


class Round(models.Model):
    """One round of consultation on one frozen text (RULES R4).

    A silence round has a deadline, one instant, and passes by itself when nobody objects; a round towards
    a meeting collects the members' positions until a co-chair declares adoption there. A clearance is held on
    a statement, which keeps the text and points to its round (RULES R7.38); it has neither decision nor version.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=20, choices=RoundMode, default=RoundMode.SILENCE)
    state = models.CharField(max_length=20, choices=RoundState, default=RoundState.PREPARED)
    version = models.ForeignKey(TextVersion, models.PROTECT, null=True, blank=True, related_name="rounds")
    period = models.CharField(_("period"), max_length=20, choices=Period, default=Period.DEFAULT)
    period_reason = models.TextField(_("reason for the period"), blank=True)
    message = models.TextField(_("message to the members"), blank=True)
    override_reason = models.TextField(_("reason for opening without an active representative"), blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    prepared_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    first_ends_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(_("deadline"), null=True, blank=True)
    closed_at = models.DateTimeField(
        null=True, blank=True, help_text="When the portal wrote it down; it takes effect at the deadline."
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="rounds_are_numbered_once"),
            models.UniqueConstraint(
                fields=["decision"], condition=Q(state__in=LIVE_ROUNDS), name="one_live_round_per_decision"
            ),
            models.CheckConstraint(
                name="round_on_a_decision_unless_clearance",
                condition=Q(mode=RoundMode.CLEARANCE, decision__isnull=True, version__isnull=True)
                | ~Q(mode=RoundMode.CLEARANCE) & Q(decision__isnull=False, version__isnull=False),
            ),
            models.CheckConstraint(
                name="open_round_has_its_moments",
                condition=Q(state__in=[RoundState.PREPARED, RoundState.STOPPED])
                | Q(opened_at__isnull=False) & (Q(mode=RoundMode.MEETING) | Q(ends_at__gt=F("opened_at"))),
            ),
            models.CheckConstraint(
                name="round_closed_iff_dated",
                condition=Q(state__in=LIVE_ROUNDS, closed_at__isnull=True)
                | ~Q(state__in=LIVE_ROUNDS) & Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="silence_is_not_over_before_its_deadline",
                condition=~Q(state=RoundState.AGREED, mode=RoundMode.SILENCE)
                | Q(closed_at__gte=F("ends_at")),
            ),
            models.CheckConstraint(
                name="urgent_and_short_periods_have_a_reason",
                condition=Q(period__in=[Period.DEFAULT, Period.POLICY]) | ~Q(period_reason=""),
            ),
        ]
        triggers = [follows_its_map("round_follows_its_map", ROUND_MAP), *rounds_are_guarded()]

    def __str__(self):
        return f"{self.about}, round {self.number}"

    def get_absolute_url(self):
        """The page of this round; of a clearance, that of the statement."""
        if not self.decision_id:
            return self.clearance.statement.get_absolute_url()
        return reverse("decisions:round", args=[self.decision_id, self.number])

    @property
    def about(self):
        """The reference of what is asked about: of the decision, or of the statement that points here."""
        return self.decision.reference if self.decision_id else self.clearance.statement.symbol

    @property
    def is_silence(self):
        """Whether silence counts as agreement in it."""
        return self.mode == RoundMode.SILENCE

    @property
    def is_open(self):
        """Whether members may answer in time: before the deadline, to the microsecond."""
        return self.state == RoundState.OPEN and (self.ends_at is None or timezone.now() < self.ends_at)

    @property
    def is_clearance(self):
        """Whether members clear a statement in it."""
        return self.mode == RoundMode.CLEARANCE

    def is_open_for(self, seat):
        """Whether this seat may answer in time.

        Of a lead mandate holder a clearance waits for its express answer beyond the clock (RULES R7.38).
        """
        waits = self.is_clearance and seat.is_touched and self.state == RoundState.OPEN
        return waits or self.is_open

    @property
    def effective_at(self):
        """When its result took effect: the deadline, not the moment the job ran (RULES R4.18)."""
        if self.state == RoundState.AGREED and self.is_silence:
            return self.ends_at
        return self.closed_at


class Extension(models.Model):
    """A co-chair gave everybody more time, before the deadline, with a reason (RULES R4.21)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="extensions")
    number = models.PositiveSmallIntegerField()
    was = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="extensions_are_numbered_once"),
            models.CheckConstraint(
                name="a_round_is_extended_at_most_twice",
                condition=Q(number__gte=1, number__lte=MOST_EXTENSIONS),
            ),
            models.CheckConstraint(name="extension_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="extension_comes_before_the_deadline",
                condition=Q(at__lt=F("was"), ends_at__gt=F("was")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="extensions_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.round}: {self.ends_at:%Y-%m-%d %H:%M}"


class RoundConsent(models.Model):
    """One co-chair's word on a round that is prepared: one per office (RULES R4.15, R4.22)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="consents")
    to = models.CharField(max_length=20, choices=ConsentTo)
    office = models.CharField(max_length=20, choices=Office)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "to", "office"], name="one_word_per_office_and_round")
        ]

    def __str__(self):
        return f"{self.round}: {self.get_to_display()} ({self.get_office_display()})"


class SentReminder(models.Model):
    """That one reminder of a round left, for one deadline (RULES R10.54)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="reminders")
    which = models.CharField(max_length=20, choices=RoundReminder)
    ends_at = models.DateTimeField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "which", "ends_at"], name="each_reminder_of_a_round_leaves_once"
            )
        ]

    def __str__(self):
        return f"{self.round}: {self.get_which_display()}"
