"""Who is asked, who answers, and who was there."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.core.models import Versioned
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from meetings.states import WAS_THERE, Answer, Presence
from members.models import Organisation, Person


class Guest(models.Model):
    """An organisation from outside the members, invited to a meeting or to some of its items."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="guests")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    items = models.ManyToManyField(AgendaItem, blank=True, related_name="guests")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "organisation"], name="guests_are_invited_once")
        ]

    def __str__(self):
        return str(self.organisation)


class Reply(models.Model):
    """An organisation's answer to the invitation; each earlier one stays, the latest counts."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="replies")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="replies")
    answer = models.CharField(_("answer"), max_length=20, choices=Answer)
    attendee = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who attends")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    channel = models.CharField(
        max_length=20, choices=[("portal", _("portal")), ("mail-link", _("link in a letter")),
                                ("secretariat", _("recorded by the secretariat"))],
    )  # fmt: skip
    is_current = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "replies"
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation"], condition=Q(is_current=True),
                name="one_current_reply_per_organisation",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.organisation}: {self.get_answer_display()}"


class Attendance(Versioned):
    """One named person of one organisation at a meeting; or the organisation's absence (RULES R6.32)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="attendances")
    name = models.CharField(_("name"), max_length=200, blank=True)
    presence = models.CharField(_("presence"), max_length=20, choices=Presence)
    came_at = models.TimeField(_("came"), null=True, blank=True)
    left_at = models.TimeField(_("left"), null=True, blank=True)

    class Meta:
        ordering = ["organisation__acronym", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(person__isnull=False),
                name="each_person_attends_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "organisation"], condition=Q(presence__in=("apology", "absent")),
                name="an_organisation_is_absent_once",
            ),
            models.CheckConstraint(
                name="who_was_there_has_a_name",
                condition=~Q(presence__in=WAS_THERE) | Q(person__isnull=False) | ~Q(name=""),
            ),
            models.CheckConstraint(
                name="nobody_leaves_before_coming",
                condition=Q(came_at__isnull=True) | Q(left_at__isnull=True) | Q(left_at__gte=F("came_at")),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.organisation}: {self.person or self.name}"

    @property
    def was_there(self):
        """Whether the organisation was in the room or online."""
        return self.presence in WAS_THERE
