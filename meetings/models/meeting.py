"""A meeting of the Network."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from foundation.core.models import Versioned, follows_its_map
from foundation.search.triggers import is_searched
from meetings.states import MEETING_MAP, MeetingKind, MeetingState, Mode
from members.models import Organisation, Person
from workinggroups.models import WorkingGroup

SERIES = {MeetingKind.QUARTERLY: "QM", MeetingKind.EXTRAORDINARY: "EM", MeetingKind.ANNUAL: "ANM"}


class MeetingQuerySet(VisibleQuerySet):
    """Meetings."""

    def visible_to(self, user):
        """Secretariat and co-chairs see all; others from convening on, guests where they are invited."""
        from meetings.access import meetings_visible_to  # noqa: PLC0415 -- access sits above models

        return meetings_visible_to(self, user)

    def of_the_network(self):
        """Leave out the meetings of working groups."""
        return self.filter(group__isnull=True)

    def coming(self):
        """Those that are still ahead, the next one first."""
        ahead = self.filter(ends_at__gte=timezone.now()).exclude(
            state__in=(MeetingState.HELD, MeetingState.CANCELLED)
        )
        return ahead.order_by("starts_at")

    def past(self):
        """Those that were held or cancelled, or whose time has passed, the latest first."""
        gone = Q(ends_at__lt=timezone.now()) | Q(state__in=(MeetingState.HELD, MeetingState.CANCELLED))
        return self.filter(gone).order_by("-starts_at")


class Meeting(Versioned):
    """A quarterly, extraordinary or annual meeting (ToR; RULES R6.30)."""

    slug = models.SlugField(max_length=40, unique=True, help_text="qm-7, as in the address")
    kind = models.CharField(_("kind"), max_length=20, choices=MeetingKind, default=MeetingKind.QUARTERLY)
    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, related_name="meetings",
        verbose_name=_("working group"),
    )  # fmt: skip
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    title_ru = models.CharField(_("title in Russian"), max_length=200, blank=True)
    title_ky = models.CharField(_("title in Kyrgyz"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    mode = models.CharField(_("held"), max_length=20, choices=Mode, default=Mode.HYBRID)
    place = models.CharField(_("place"), max_length=200, blank=True)
    online_url = models.URLField(_("address of the online room"), blank=True)
    beside = models.CharField(
        _("beside which UNCT meeting"), max_length=200, blank=True,
        help_text=_("For example: UN Country Team, the same day at 10:00."),
    )  # fmt: skip
    beside_ru = models.CharField(_("beside which UNCT meeting, in Russian"), max_length=200, blank=True)
    beside_ky = models.CharField(_("beside which UNCT meeting, in Kyrgyz"), max_length=200, blank=True)
    chair = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="chaired_meetings",
        verbose_name=_("chair"),
    )  # fmt: skip
    language = models.CharField(_("working language"), max_length=5, choices=settings.LANGUAGES, default="en")
    is_chatham_house = models.BooleanField(_("under the Chatham House Rule"), default=False)
    requested_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("requested by"),
    )  # fmt: skip
    state = models.CharField(max_length=20, choices=MeetingState, default=MeetingState.DRAFT)
    reason = models.TextField(_("reason for postponing or cancelling"), blank=True)
    calendar_sequence = models.PositiveIntegerField(default=0, help_text="RFC 5545 SEQUENCE")
    made_at = models.DateTimeField(auto_now_add=True)
    moved_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When its time last changed after it was convened: it is to be told anew.",
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number"], condition=Q(group__isnull=True), name="meetings_are_numbered_once"
            ),
            models.UniqueConstraint(fields=["group", "number"], name="meetings_of_a_group_are_numbered_once"),
            models.CheckConstraint(
                name="meeting_of_a_group_iff_it_has_one",
                condition=Q(kind=MeetingKind.GROUP, group__isnull=False)
                | ~Q(kind=MeetingKind.GROUP) & Q(group__isnull=True),
            ),
            models.CheckConstraint(
                name="meeting_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="meeting_postponed_or_cancelled_for_a_reason",
                condition=~Q(state__in=("postponed", "cancelled")) | ~Q(reason=""),
            ),
        ]
        triggers = [follows_its_map("meeting_follows_its_map", MEETING_MAP), is_searched("meetings.meeting")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the meeting."""
        return reverse("meetings:meeting", args=[self.slug])

    @property
    def symbol(self):
        """The stem of the symbols of this meeting's documents: `UNMN-KG/2026/QM.7`."""
        year = timezone.localtime(self.starts_at).year
        series = self.group.series if self.group_id else SERIES[MeetingKind(self.kind)]
        return f"UNMN-KG/{year}/{series}.{self.number}"

    @property
    def takes_decisions(self):
        """The annual meeting recommends (RULES R6.35), a working group reports back: neither decides."""
        return self.kind not in (MeetingKind.ANNUAL, MeetingKind.GROUP)

    @property
    def thread(self):
        """The key that keeps all letters about this meeting in one thread."""
        return f"meeting-{self.pk}"

    @property
    def minutes_long(self):
        """Its planned length in minutes."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def is_over(self):
        """Whether its time has passed."""
        return self.ends_at < timezone.now()
