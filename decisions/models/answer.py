"""Every word that was said in a round, and what makes it count."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from decisions.models.guards import answers_are_guarded, confirmations_are_guarded
from decisions.models.seat import Seat
from decisions.states import AnswerKind, Channel
from foundation.documents.models import StoredFile
from members.models import Organisation, Person
from members.states import Role


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
