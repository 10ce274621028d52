"""The members that are asked in a round: one seat, one voice."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from decisions.models.guards import seats_are_guarded
from decisions.models.round import Round
from decisions.states import POSITIONS, AnswerKind
from members.models import Organisation


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
