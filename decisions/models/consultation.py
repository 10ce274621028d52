"""Rounds of consultation: who was asked about which text until when, and every word that was said."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models.decision import Decision, TextVersion
from decisions.models.guards import (
    answers_are_guarded,
    confirmations_are_guarded,
    rounds_are_guarded,
    seats_are_guarded,
)
from decisions.states import (
    LIVE_ROUNDS,
    POSITIONS,
    ROUND_MAP,
    AnswerKind,
    Channel,
    ConsentTo,
    Period,
    RoundMode,
    RoundReminder,
    RoundState,
)
from foundation.core.access import VisibleQuerySet
from foundation.core.models import follows_its_map
from foundation.documents.models import StoredFile
from members.models import Organisation, Person
from members.states import Office, Role

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
            | Q(pk__in=Answer.objects.filter(recorded_at__gte=since).values("seat__round")),
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


class Seat(models.Model):
    """One member that is asked in a round: one voice, whoever speaks for it (RULES R2.4).

    Its names are kept as they were. `outcome` is written once, when the round closes: its position, or
    that it was silent.
    """

    class Outcome(models.TextChoices):
        """How a seat stood at the close; silence is stored as silence, never as a yes (RULES R4.18)."""

        NO_OBJECTION = "no_objection", _("No objection")
        COMMENT = "comment", _("Comment")
        RESERVATION = "reservation", _("Reservation")
        DISSOCIATION = "dissociation", _("Dissociation")
        OUTSIDE_MANDATE = "outside_mandate", _("Outside our mandate")
        OBJECTION = "objection", _("Objection")
        OBJECTION_WITHDRAWN = "objection_withdrawn", _("Objection withdrawn")
        CLEARED = "cleared", _("Cleared")
        CLEARED_WITH_COMMENTS = "cleared_with_comments", _("Cleared with comments")
        NO_POSITION = "no_position", _("No position")
        TACIT = "tacit", _("No response (tacit)")
        NO_ANSWER = "no_answer", _("Stated no position")

    round = models.ForeignKey(Round, models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="seats")
    names = models.JSONField(help_text="Its names and short names as they were.")
    is_touched = models.BooleanField(default=False, help_text="The decision touches its mandate.")
    has_nobody = models.BooleanField(default=False, help_text="Nobody active represented it at the opening.")
    outcome = models.CharField(max_length=30, choices=Outcome, blank=True)

    class Meta:
        ordering = ["organisation__acronym"]
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="one_seat_per_member_and_round")
        ]
        triggers = seats_are_guarded()

    def __str__(self):
        return self.names.get("acronym", "")

    @property
    def counted(self):
        """Its answers that count, the earliest first: in time, and confirmed where the focal point wishes it.

        Reads `answers` from memory when they were prefetched.
        """
        return [answer for answer in sorted(self.answers.all(), key=lambda one: one.pk) if answer.counts]

    @property
    def standing(self):
        """The answer that states its position now, or None (RULES R2.4: the last valid one counts).

        A comment never replaces a position: an objection is lifted expressly or not at all (R4.19).
        """
        said = [answer for answer in self.counted if answer.kind in POSITIONS]
        if said:
            return said[-1]
        comments = [answer for answer in self.counted if answer.kind == AnswerKind.COMMENT]
        return comments[-1] if comments else None

    @property
    def has_objection(self):
        """Whether its objection stands."""
        standing = self.standing
        return standing is not None and standing.kind == AnswerKind.OBJECTION


class Answer(models.Model):
    """One thing that a member said in a round; never changed, the next one stands beside it (RULES R2.4, R4.16).

    An alternate's word waits for the focal point where that one wishes it (R2.5); an objection never
    waits: silence is broken at once.
    """

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="answers")
    kind = models.CharField(_("answer"), max_length=30, choices=AnswerKind)
    words = models.TextField(_("words"), blank=True)
    wording = models.TextField(_("proposed wording"), blank=True)
    part = models.CharField(_("part of the text"), max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="answers")
    name = models.CharField(max_length=200, help_text="Who gave it, as they were called.")
    capacity = models.CharField(max_length=200, help_text="In which capacity, in words.")
    channel = models.CharField(max_length=20, choices=Channel)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    message = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="answers",
        verbose_name=_("message as it came"),
    )  # fmt: skip
    received_at = models.DateTimeField(help_text="When it came to the secretariat, or was given.")
    recorded_at = models.DateTimeField(
        help_text="When the portal had it: this decides whether it is in time."
    )
    is_late = models.BooleanField(default=False)
    waits_for_confirmation = models.BooleanField(default=False)
    seen_by_co_chairs_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="answer_recorded_for_a_member_names_who_recorded_it",
                condition=Q(channel__in=[Channel.EMAIL, Channel.PHONE, Channel.ROOM], recorded_by__isnull=False)
                | Q(channel__in=[Channel.PORTAL, Channel.MAIL_LINK], recorded_by__isnull=True, by__isnull=False),
            ),
            models.CheckConstraint(
                name="e_mailed_answer_has_its_message",
                condition=~Q(channel=Channel.EMAIL) | Q(message__isnull=False),
            ),
            models.CheckConstraint(
                name="answer_that_needs_words_has_them",
                condition=~Q(
                    kind__in=[
                        AnswerKind.COMMENT, AnswerKind.RESERVATION, AnswerKind.DISSOCIATION,
                        AnswerKind.OBJECTION, AnswerKind.EXTENSION_REQUEST, AnswerKind.CLEARED_WITH_COMMENTS,
                    ]
                )
                | ~Q(words=""),
            ),
            models.CheckConstraint(
                name="an_objection_waits_for_nobody",
                condition=~Q(kind=AnswerKind.OBJECTION) | Q(waits_for_confirmation=False),
            ),
            models.CheckConstraint(
                name="nothing_is_recorded_before_it_came", condition=Q(recorded_at__gte=F("received_at"))
            ),
        ]  # fmt: skip
        triggers = answers_are_guarded()

    def __str__(self):
        return f"{self.seat}: {self.get_kind_display()}"

    @property
    def capacity_label(self):
        """In which capacity it was given, in the active language; kept as the key of the role."""
        role, _comma, body = self.capacity.partition(", ")
        return f"{Role(role).label}, {body}" if role in Role.values else self.capacity

    @property
    def counts(self):
        """Whether it makes a position: it came in time, and is confirmed where that is wished."""
        return not self.is_late and (not self.waits_for_confirmation or self.is_confirmed)

    @property
    def is_confirmed(self):
        """Whether the focal point confirmed an alternate's word in time (RULES R2.5)."""
        return any(not row.is_late for row in self.confirmations.all())


class Confirmation(models.Model):
    """The focal point confirms what an alternate said (RULES R2.5)."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="confirmations")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_late = models.BooleanField(default=False)

    class Meta:
        triggers = confirmations_are_guarded()

    def __str__(self):
        return f"{self.answer} ({self.by})"


class ConfirmationWish(models.Model):
    """A focal point wants an alternate's answers to wait for its own word (RULES R2.5)."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="confirmation_wish")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return str(self.organisation)


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
