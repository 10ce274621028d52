"""Stakeholders from outside at the Annual Network Meeting: who is invited, who is registered, until when.

Names and addresses are here for one meeting only. Some days after it they are deleted; what stays is how many
came from which organisation (RULES R6.35, R10.67).
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from foundation.core.models import follows_its_map
from meetings.models.meeting import Meeting
from meetings.states_annual import STAKEHOLDER_MAP, Channel, StakeholderState
from members.models import Organisation

MOST_SEATS = 10


class Registration(models.Model):
    """Until when stakeholders register for a meeting, for how many places, and how many each may take."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="registration")
    closes_at = models.DateTimeField(_("registration is open until"))
    capacity = models.PositiveSmallIntegerField(_("places for stakeholders"), default=60)
    seats = models.PositiveSmallIntegerField(_("places for each organisation"), default=3)
    wiped_at = models.DateTimeField(null=True, blank=True, help_text="When the names were deleted.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="registration_has_places",
                condition=Q(seats__gte=1, seats__lte=MOST_SEATS, capacity__gte=F("seats")),
            )
        ]

    def __str__(self):
        return str(self.meeting)


class StakeholderQuerySet(VisibleQuerySet):
    """Stakeholders."""

    def visible_to(self, user):
        """Secretariat and co-chairs."""
        from meetings.access import stakeholders_visible_to  # noqa: PLC0415 -- access sits above models

        return stakeholders_visible_to(self, user)

    def invited(self):
        """Those whose invitation stands."""
        return self.exclude(state=StakeholderState.WITHDRAWN)


class Stakeholder(models.Model):
    """One organisation from outside the Network, invited to one annual meeting."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="stakeholders")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("organisation of the directory"),
    )  # fmt: skip
    name = models.CharField(_("organisation"), max_length=200)
    contact = models.CharField(_("contact person"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="ru")
    link_number = models.PositiveSmallIntegerField(
        default=1, help_text="Rises when the address changes: links sent to the old one stop working."
    )
    state = models.CharField(max_length=20, choices=StakeholderState, default=StakeholderState.INVITED)
    note = models.CharField(_("note to the secretariat"), max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=20, choices=Channel, blank=True)
    registered_count = models.PositiveSmallIntegerField(default=0, help_text="Stays when the names go.")
    wiped_at = models.DateTimeField(null=True, blank=True)

    objects = StakeholderQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "email"], condition=~Q(email=""), name="each_address_is_invited_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "name"], name="each_stakeholder_is_invited_once"
            ),
            models.CheckConstraint(
                name="stakeholder_answered_iff_dated",
                condition=Q(state__in=("registered", "declined"), answered_at__isnull=False)
                | Q(state__in=("invited", "withdrawn"), answered_at__isnull=True),
            ),
            models.CheckConstraint(
                name="only_the_registered_are_counted",
                condition=Q(state="registered", registered_count__gte=1)
                | ~Q(state="registered") & Q(registered_count=0),
            ),
            models.CheckConstraint(
                name="nothing_personal_stays_of_a_wiped_stakeholder",
                condition=Q(wiped_at__isnull=True) | Q(contact="", email="", note=""),
            ),
        ]  # fmt: skip
        triggers = [follows_its_map("stakeholder_follows_its_map", STAKEHOLDER_MAP)]

    def __str__(self):
        return self.name


class Registrant(models.Model):
    """One person whom a stakeholder sends; deleted some days after the meeting (RULES R10.67)."""

    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="registrants")
    seat = models.PositiveSmallIntegerField()
    name = models.CharField(_("full name, as in the identity document"), max_length=200)
    function = models.CharField(_("function"), max_length=200, blank=True)
    interpretation = models.CharField(
        _("interpretation into"), max_length=5, choices=settings.LANGUAGES, blank=True
    )
    access_needs = models.CharField(
        _("access needs"), max_length=300, blank=True,
        help_text=_("For example: step-free access, sign language, large print."),
    )  # fmt: skip

    class Meta:
        ordering = ["seat"]
        constraints = [
            models.UniqueConstraint(fields=["stakeholder", "seat"], name="one_person_on_each_seat"),
            models.CheckConstraint(
                name="a_seat_has_its_number", condition=Q(seat__gte=1, seat__lte=MOST_SEATS)
            ),
            models.CheckConstraint(name="a_registrant_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return self.name
