"""When the Network meets: UNCT meetings beside which it meets, and polls that find a date (RULES R6.30)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from foundation.core.models import follows_its_map
from meetings.models.meeting import Meeting
from meetings.states import MeetingKind
from meetings.states_cadence import POLL_MAP, Fit, PollState, Problem
from members.models import Organisation
from members.states import CO_CHAIR_OFFICES


class CadenceQuerySet(VisibleQuerySet):
    """What the Network's own people see of its planning."""

    def visible_to(self, user):
        """Everything for insiders; nothing for others."""
        from meetings.access_cadence import plans_visible_to  # noqa: PLC0415 -- access sits above models

        return plans_visible_to(self, user)

    def ahead(self):
        """UNCT meetings that are still to come, the next one first."""
        return self.filter(starts_at__gte=timezone.now(), vanished_at__isnull=True).order_by("starts_at")


class UnctMeeting(models.Model):
    """A meeting of the UN Country Team, kept by hand or read from its calendar."""

    title = models.CharField(_("title"), max_length=200, default="UN Country Team")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    uid = models.CharField(max_length=300, blank=True, help_text="Of the calendar; empty when kept by hand.")
    vanished_at = models.DateTimeField(null=True, blank=True)

    objects = CadenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["uid"], condition=~Q(uid=""), name="unct_meetings_are_read_once")
        ]

    def __str__(self):
        return self.title


class UnctSource(models.Model):
    """The address of the UNCT's calendar, and how reading it went the last time. There is one at most."""

    is_only = models.BooleanField(default=True, unique=True, editable=False)
    address = models.URLField(_("address of the calendar"), max_length=500, blank=True)
    only_with = models.CharField(_("only meetings whose title contains"), max_length=100, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=20, choices=Problem, blank=True)
    server_said = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="one_unct_calendar", condition=Q(is_only=True))]

    def __str__(self):
        return self.address


class Beside(models.Model):
    """One of our meetings stands beside a UNCT meeting; `unct_starts_at` is when that was, as last agreed."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="unct_link")
    unct = models.ForeignKey(UnctMeeting, models.PROTECT, related_name="ours")
    unct_starts_at = models.DateTimeField()

    def __str__(self):
        return f"{self.meeting} / {self.unct}"

    @property
    def is_vanished(self):
        """Whether the UNCT meeting is no longer on."""
        return self.unct.vanished_at is not None

    @property
    def is_open_question(self):
        """Whether the UNCT meeting moved or vanished since ours was put beside it."""
        return self.is_vanished or self.unct.starts_at != self.unct_starts_at


def open_questions():
    """Meetings ahead whose UNCT meeting moved or vanished: the secretariat is asked before ours moves."""
    moved = ~Q(unct__starts_at=F("unct_starts_at")) | Q(unct__vanished_at__isnull=False)
    rows = Beside.objects.filter(moved, meeting__in=Meeting.objects.of_the_network().coming().order_by())
    return rows.select_related("meeting", "unct").order_by("meeting__starts_at")


class DatePoll(models.Model):
    """The secretariat offers dates for a meeting; each member and both co-chairs say which suit them."""

    kind = models.CharField(_("kind"), max_length=20, choices=MeetingKind, default=MeetingKind.QUARTERLY)
    title = models.CharField(_("for which meeting"), max_length=200)
    title_ru = models.CharField(_("for which meeting, in Russian"), max_length=200, blank=True)
    title_ky = models.CharField(_("for which meeting, in Kyrgyz"), max_length=200, blank=True)
    minutes_long = models.PositiveSmallIntegerField(_("length in minutes"), default=120)
    note = models.TextField(_("note to the members"), blank=True)
    closes_at = models.DateTimeField(_("answers until"))
    state = models.CharField(max_length=20, choices=PollState, default=PollState.OPEN)
    reason = models.TextField(_("reason for withdrawing"), blank=True)
    chosen = models.OneToOneField("Slot", models.PROTECT, null=True, blank=True, related_name="chosen_by")
    meeting = models.OneToOneField(Meeting, models.PROTECT, null=True, blank=True, related_name="date_poll")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = CadenceQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                name="settled_poll_names_its_date",
                condition=Q(state="settled", chosen__isnull=False)
                | ~Q(state="settled") & Q(chosen__isnull=True),
            )
        ]
        triggers = [follows_its_map("date_poll_follows_its_map", POLL_MAP)]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of this poll."""
        return reverse("meetings:date_poll", args=[self.pk])

    @property
    def takes_answers(self):
        """Whether it can still be answered."""
        return self.state == PollState.OPEN and self.closes_at > timezone.now()


class Slot(models.Model):
    """One date that is offered."""

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField(_("starts"))
    unct = models.ForeignKey(UnctMeeting, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["poll", "starts_at"], name="a_date_is_offered_once")]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def ends_at(self):
        """When the meeting would end."""
        return self.starts_at + timezone.timedelta(minutes=self.poll.minutes_long)


class PollAnswer(models.Model):
    """What one member, or one co-chair's office, says of all the dates; each earlier answer stays."""

    poll = models.ForeignKey(DatePoll, models.PROTECT, related_name="answers")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="date_answers"
    )
    office = models.CharField(
        max_length=20, blank=True, choices=[(office.value, office.label) for office in CO_CHAIR_OFFICES]
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    channel = models.CharField(max_length=20, default="portal")
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_date_answer_is_of_a_member_or_an_office",
                condition=Q(organisation__isnull=False, office="") | Q(organisation__isnull=True) & ~Q(office=""),
            ),
            models.UniqueConstraint(
                fields=["poll", "organisation", "office"], condition=Q(is_current=True), nulls_distinct=False,
                name="one_current_date_answer_each",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.poll}: {self.organisation or self.get_office_display()}"


class SlotWord(models.Model):
    """What an answer says of one date."""

    answer = models.ForeignKey(PollAnswer, models.CASCADE, related_name="words")
    slot = models.ForeignKey(Slot, models.CASCADE, related_name="words")
    word = models.CharField(max_length=20, choices=Fit)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "slot"], name="one_word_for_each_date")]

    def __str__(self):
        return self.get_word_display()
