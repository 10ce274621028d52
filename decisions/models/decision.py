"""What the Network decided, or is about to."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models.guards import adoption_is_guarded
from decisions.models.register_queries import DecisionQuerySet, indexes_of_the_register
from decisions.states import (
    DECISION_MAP,
    TAKEN,
    AdoptionMode,
    DecisionState,
    EscalatedTo,
    SilenceBar,
    StateConcern,
    TextKind,
)
from foundation.core.models import follows_its_map
from foundation.search.triggers import is_searched
from members.models import Organisation, Person

MANDATORY_WHEN_TAKEN = Q(adopted_on__isnull=False, adopted_at__isnull=False) & ~(
    Q(symbol="") | Q(text_hash="") | Q(adoption_mode="")
)


class Decision(models.Model):
    """A decision of the Network, taken by consensus after consulting all members (ToR).

    Its number is given at adoption, consecutive in the year; until then it has a working reference.
    `text` is what is proposed now; each text that anybody was asked about is kept as a `TextVersion`.
    """

    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"))
    state = models.CharField(max_length=30, choices=DecisionState, default=DecisionState.DRAFT)
    kind = models.CharField(_("kind of text"), max_length=20, choices=TextKind, default=TextKind.ROUTINE)
    background = models.TextField(_("background"), blank=True)
    proposer = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="proposed_decisions",
        verbose_name=_("proposed by"),
    )  # fmt: skip
    lead = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="led_decisions",
        verbose_name=_("lead organisation"),
    )  # fmt: skip
    network_objectives = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("Network objectives")
    )
    gcm_objectives = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("GCM objectives")
    )
    mandates = models.ManyToManyField(
        Organisation, blank=True, related_name="touched_by_decisions", verbose_name=_("mandates touched")
    )
    concerns_state = models.CharField(
        _("of concern to the state"), max_length=10, choices=StateConcern, default=StateConcern.NO
    )
    bar = models.CharField(
        _("never decided by silence"), max_length=20, choices=SilenceBar, blank=True, default=""
    )
    working_reference = models.CharField(max_length=40, unique=True)
    symbol = models.CharField(max_length=60, blank=True)
    adoption_mode = models.CharField(max_length=30, choices=AdoptionMode, blank=True)
    agreed_at = models.DateTimeField(
        null=True, blank=True, help_text="When the members agreed; the state may still be asked."
    )
    agreed_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what they agreed on.")
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    declared_by = models.CharField(_("adoption declared by"), max_length=300, blank=True)
    text_hash = models.CharField(max_length=64, blank=True)
    escalated_to = models.CharField(max_length=10, choices=EscalatedTo, blank=True)
    due_on = models.DateField(_("to be implemented by"), null=True, blank=True)
    implemented_on = models.DateField(null=True, blank=True)
    closing_note = models.TextField(_("closing note"), blank=True)
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors",
        verbose_name=_("supersedes"),
    )  # fmt: skip
    superseded_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-adopted_on", "-pk"]
        indexes = indexes_of_the_register()
        constraints = [
            models.UniqueConstraint(
                fields=["symbol"], condition=~Q(symbol=""), name="decision_symbols_are_never_reused"
            ),
            models.CheckConstraint(
                name="decision_taken_iff_dated_and_numbered",
                condition=Q(state__in=TAKEN) & MANDATORY_WHEN_TAKEN
                | ~Q(state__in=TAKEN)
                & Q(adopted_on__isnull=True, adopted_at__isnull=True, symbol="", text_hash=""),
            ),
            models.CheckConstraint(
                name="decision_awaits_the_state_once_members_agreed",
                condition=~Q(state=DecisionState.AWAITING_STATE)
                | Q(agreed_at__isnull=False) & ~Q(agreed_hash="") & ~Q(adoption_mode=""),
            ),
            models.CheckConstraint(
                name="decision_escalated_to_somebody",
                condition=~Q(state=DecisionState.ESCALATED) | ~Q(escalated_to=""),
            ),
            models.CheckConstraint(
                name="decision_implemented_is_dated",
                condition=~Q(state=DecisionState.IMPLEMENTED) | Q(implemented_on__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_superseded_iff_dated",
                condition=Q(state=DecisionState.SUPERSEDED, superseded_on__isnull=False)
                | ~Q(state=DecisionState.SUPERSEDED) & Q(superseded_on__isnull=True),
            ),
            models.CheckConstraint(
                name="decision_supersedes_another", condition=~Q(supersedes=models.F("pk"))
            ),
        ]
        triggers = [
            follows_its_map("decision_follows_its_map", DECISION_MAP),
            *adoption_is_guarded(),
            is_searched("decisions.decision"),
            pgtrigger.Protect(
                name="adopted_text_is_immutable",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=TAKEN)
                & (
                    pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                    | pgtrigger.Q(old__title__df=pgtrigger.F("new__title"))
                    | pgtrigger.Q(old__symbol__df=pgtrigger.F("new__symbol"))
                    | pgtrigger.Q(old__adopted_on__df=pgtrigger.F("new__adopted_on"))
                    | pgtrigger.Q(old__adopted_at__df=pgtrigger.F("new__adopted_at"))
                    | pgtrigger.Q(old__text_hash__df=pgtrigger.F("new__text_hash"))
                    | pgtrigger.Q(old__adoption_mode__df=pgtrigger.F("new__adoption_mode"))
                ),
            ),
            pgtrigger.Protect(
                name="adopted_decisions_are_never_deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state__in=TAKEN),
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.title}"

    def get_absolute_url(self):
        """The page of this decision."""
        return reverse("decisions:decision", args=[self.pk])

    @property
    def reference(self):
        """Its symbol once adopted, its working reference before (RULES R3.14)."""
        return self.symbol or self.working_reference

    @property
    def is_taken(self):
        """Whether it was adopted, whatever became of it."""
        return self.state in TAKEN

    @property
    def is_overdue(self):
        """In implementation after its date: derived, never a state (RULES R3.10)."""
        is_open = self.state == DecisionState.IN_IMPLEMENTATION
        return is_open and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def must_ask_state(self):
        """Whether the state is to be consulted, or the co-chairs still have to rule on that (RULES R5.26)."""
        return self.concerns_state != StateConcern.NO


class TextVersion(models.Model):
    """A text of a decision that somebody was asked about: the first draft, then Rev.1, Rev.2 …; frozen."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    text = models.TextField()
    text_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "number"], name="texts_of_decisions_are_numbered_once"
            ),
            models.UniqueConstraint(fields=["decision", "text_hash"], name="one_version_per_text"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="texts_asked_about_are_frozen", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"Rev.{self.number}" if self.number else str(_("First text"))


class StateJudgement(models.Model):
    """Somebody's word on whether a decision is of concern to the state; any member may contest it (R5.26)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="judgements")
    answer = models.CharField(_("of concern to the state"), max_length=10, choices=StateConcern)
    reason = models.TextField(_("reason"), blank=True)
    is_contest = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    capacity = models.CharField(max_length=200, help_text="In which capacity, in words.")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="contest_has_a_reason_and_leaves_it_to_the_co_chairs",
                condition=Q(is_contest=False) | Q(answer=StateConcern.TO_RULE) & ~Q(reason=""),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="judgements_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.get_answer_display()} ({self.capacity})"
