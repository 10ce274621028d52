"""The consultation of the state on a matter of its concern (RULES R5)."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models.decision import Decision, TextVersion
from decisions.states import (
    CLOSING_OUTCOMES,
    STATE_TRACK_MAP,
    Ruling,
    SentBy,
    StateOutcome,
    StateTrackState,
)
from foundation.core.access import VisibleQuerySet
from foundation.core.models import follows_its_map
from foundation.documents.models import StoredFile
from members.models import Organisation, Person
from members.states import CO_CHAIR_OFFICES, Office

LETTER_LANGUAGES = [("ru", _("Russian")), ("ky", _("Kyrgyz"))]


class StateConsultationQuerySet(VisibleQuerySet):
    """Consultations of the state."""

    def visible_to(self, user):
        """Who sees the decision, inside the Network, sees what the state was asked and answered."""
        from decisions.access import state_consultations_visible_to  # noqa: PLC0415 -- access sits above models

        return state_consultations_visible_to(self, user)

    def overdue(self, on=None):
        """Sent, not answered, and the reply was due: derived, never a state (RULES R3.10)."""
        return self.filter(state=StateTrackState.SENT, reply_due_on__lt=on or timezone.localdate())


class StateConsultation(models.Model):
    """One letter to the state counterpart on one text, and what came back (RULES R5.27).

    The counterpart is the body that it was on that day, by the name that it had then (R5.29, R10.66).
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="state_consultations")
    version = models.ForeignKey(TextVersion, models.PROTECT, related_name="state_consultations")
    counterpart = models.ForeignKey(
        Organisation, models.PROTECT, related_name="consultations", verbose_name=_("counterpart")
    )
    names = models.JSONField(help_text="Its names and short names as they were.")
    state = models.CharField(max_length=20, choices=StateTrackState, default=StateTrackState.DRAFTED)
    language = models.CharField(
        _("language of the letter"), max_length=5, choices=LETTER_LANGUAGES, default="ru"
    )
    addressee = models.CharField(_("addressee"), max_length=300, blank=True)
    request = models.TextField(_("what is asked"), blank=True)
    letter_number = models.CharField(_("outgoing number"), max_length=60, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    sent_by = models.CharField(_("way of sending"), max_length=20, choices=SentBy, blank=True)
    reply_due_on = models.DateField(_("reply due on"), null=True, blank=True)
    received_on = models.DateField(_("reply received on"), null=True, blank=True)
    their_number = models.CharField(_("their number"), max_length=60, blank=True)
    reply = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="state_replies",
        verbose_name=_("reply as it came"),
    )  # fmt: skip
    outcome = models.CharField(_("outcome"), max_length=30, choices=StateOutcome, blank=True)
    comment = models.TextField(_("what the reply says"), blank=True)
    registered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    registered_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    objects = StateConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(state__in=[StateTrackState.DRAFTED, StateTrackState.SENT]),
                name="one_open_letter_to_the_state_per_decision",
            ),
            models.CheckConstraint(
                name="letter_to_the_state_sent_iff_dated_and_numbered",
                condition=Q(state__in=[StateTrackState.DRAFTED, StateTrackState.CANCELLED])
                | Q(sent_on__isnull=False, reply_due_on__isnull=False) & ~Q(letter_number="") & ~Q(sent_by=""),
            ),
            models.CheckConstraint(
                name="reply_of_the_state_iff_outcome_and_registrar",
                condition=Q(
                    state=StateTrackState.REPLIED, received_on__isnull=False, registered_by__isnull=False,
                    registered_at__isnull=False,
                ) & ~Q(outcome="")
                | ~Q(state=StateTrackState.REPLIED) & Q(outcome="", received_on__isnull=True),
            ),
        ]  # fmt: skip
        triggers = [
            follows_its_map("state_track_follows_its_map", STATE_TRACK_MAP),
            pgtrigger.Protect(name="letters_to_the_state_are_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="the_reply_of_the_state_is_immutable",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=StateTrackState.REPLIED)
                & (
                    pgtrigger.Q(old__outcome__df=pgtrigger.F("new__outcome"))
                    | pgtrigger.Q(old__version_id__df=pgtrigger.F("new__version_id"))
                ),
            ),
        ]

    def __str__(self):
        return f"{self.decision.reference}: {self.names.get('acronym', '')}"

    @property
    def is_overdue(self):
        """The reply was due: derived, never a state (RULES R3.10)."""
        is_open = self.state == StateTrackState.SENT and self.reply_due_on is not None
        return is_open and self.reply_due_on < timezone.localdate()

    @property
    def lets_go_on(self):
        """Whether it is closed: by an outcome that does, or by both co-chairs (RULES R5.27, R5.28).

        The silence of the state is not consent. Reads `rulings` from memory when they were prefetched.
        """
        if self.state == StateTrackState.CANCELLED:
            return False
        return self.outcome in CLOSING_OUTCOMES or self.both_went_on

    @property
    def both_went_on(self):
        """Whether the latest ruling of each co-chair's office is to go on.

        What was ruled while the state was silent says nothing about the reply that came after it (R5.28).
        """
        rulings = [
            row for row in self.rulings.all() if not self.registered_at or row.at >= self.registered_at
        ]
        latest = {row.office: row.ruling for row in sorted(rulings, key=lambda one: one.pk)}
        return all(latest.get(office) == Ruling.GO_ON for office in CO_CHAIR_OFFICES)


class StateRuling(models.Model):
    """What a co-chair ruled while the state was silent, or after it did not concur; with the reason (R5.27)."""

    consultation = models.ForeignKey(StateConsultation, models.PROTECT, related_name="rulings")
    ruling = models.CharField(_("ruling"), max_length=10, choices=Ruling)
    office = models.CharField(max_length=20, choices=Office)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="ruling_has_a_reason", condition=~Q(reason=""))]
        triggers = [pgtrigger.Protect(name="rulings_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.get_office_display()}: {self.get_ruling_display()}"


class StateFollowUp(models.Model):
    """A reminder, a call or a visit after the letter: what was done, by whom, and what was heard."""

    consultation = models.ForeignKey(StateConsultation, models.PROTECT, related_name="follow_ups")
    on = models.DateField(_("on"))
    what = models.TextField(_("what was done and heard"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["on", "pk"]
        triggers = [
            pgtrigger.Protect(name="follow_ups_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.on}: {self.what[:60]}"
