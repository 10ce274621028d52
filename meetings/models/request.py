"""A member asks for an extraordinary meeting, and both co-chairs may shorten its notice."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from foundation.core.models import follows_its_map
from meetings.models.meeting import Meeting
from meetings.states import REQUEST_MAP, RequestState
from members.models import Organisation, Person
from members.states import CO_CHAIR_OFFICES, Office


class MeetingRequestQuerySet(VisibleQuerySet):
    """Requests for extraordinary meetings."""

    def visible_to(self, user):
        """Secretariat, co-chairs, and the organisation that asks."""
        from meetings.access import requests_visible_to  # noqa: PLC0415 -- access sits above models

        return requests_visible_to(self, user)


class MeetingRequest(models.Model):
    """Any member may ask for a meeting; it shows until it is planned or declined with a reason (RULES R6.30)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="meeting_requests")
    requester = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.TextField(_("why the Network should meet"))
    items = models.TextField(_("items, one on each line"))
    wished_for = models.DateField(_("wished for by"), null=True, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=20, choices=RequestState, default=RequestState.ASKED)
    answer = models.TextField(_("answer of the co-chairs"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    meeting = models.OneToOneField(
        Meeting, models.PROTECT, null=True, blank=True, related_name="request_of_a_member"
    )

    objects = MeetingRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                name="request_declined_for_a_reason", condition=~Q(state="declined") | ~Q(answer="")
            ),
            models.CheckConstraint(
                name="request_planned_iff_it_has_a_meeting",
                condition=Q(state="planned", meeting__isnull=False)
                | ~Q(state="planned") & Q(meeting__isnull=True),
            ),
        ]
        triggers = [follows_its_map("request_follows_its_map", REQUEST_MAP)]

    def __str__(self):
        return str(_("Extraordinary meeting asked for by %(body)s") % {"body": self.organisation})

    def get_absolute_url(self):
        """The page of the request."""
        return reverse("meetings:request", args=[self.pk])

    @property
    def titles(self):
        """The items that it asks for."""
        return [line.strip()[:300] for line in self.items.splitlines() if line.strip()]


class ShortNotice(models.Model):
    """One co-chair agrees that an extraordinary meeting is convened with less than its notice."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="short_notices")
    office = models.CharField(max_length=20, choices=Office)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(help_text="Agreed for this time only.")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "office", "starts_at"], name="each_office_agrees_to_short_notice_once"
            ),
            models.CheckConstraint(
                name="only_co_chairs_agree_to_short_notice",
                condition=Q(office__in=[str(office) for office in CO_CHAIR_OFFICES]),
            ),
        ]

    def __str__(self):
        return f"{self.person} ({self.get_office_display()})"
