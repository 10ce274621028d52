"""Minutes: notes as they are taken, the text under review, and the approval by both co-chairs."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models import ActionPoint, Decision
from foundation.core.access import VisibleQuerySet
from foundation.core.models import Versioned, follows_its_map
from foundation.review.models import Text
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from meetings.states import MINUTES_MAP, MinutesState
from members.models import Person
from members.states import CO_CHAIR_OFFICES
from workinggroups.states import LEADING


class MinutesQuerySet(VisibleQuerySet):
    """Minutes."""

    def visible_to(self, user):
        """Drafts are for secretariat and co-chairs; under review for members; approved for readers too."""
        from meetings.access import minutes_visible_to  # noqa: PLC0415 -- access sits above models

        return minutes_visible_to(self, user)

    def awaiting_remarks(self):
        """Open for comments and proposed wording at this moment."""
        return self.filter(state=MinutesState.IN_REVIEW, review_ends__gt=timezone.now())

    def awaiting_closing(self):
        """Under review although the deadline has come."""
        return self.filter(state=MinutesState.IN_REVIEW, review_ends__lte=timezone.now())

    def awaiting_approval(self):
        """Review closed, not yet approved by both co-chairs."""
        return self.filter(state=MinutesState.REVIEWED)


class Minutes(models.Model):
    """The minutes of one meeting (RULES R6.33)."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="record")
    state = models.CharField(max_length=20, choices=MinutesState, default=MinutesState.DRAFT)
    text = models.OneToOneField(Text, models.PROTECT, null=True, blank=True, related_name="minutes")
    review_ends = models.DateTimeField(_("review ends"), null=True, blank=True)
    symbol = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    text_hash = models.CharField(max_length=64, blank=True)
    names_looked_at = models.CharField(
        max_length=64, blank=True,
        help_text="Of which draft the secretariat said that the names left in it may stay.",
    )  # fmt: skip
    returned = models.TextField(_("returned by a co-chair because"), blank=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            models.CheckConstraint(
                name="minutes_in_review_have_a_text_and_an_end",
                condition=Q(state="draft") | Q(text__isnull=False, review_ends__isnull=False),
            ),
            models.CheckConstraint(
                name="minutes_approved_iff_dated_and_numbered",
                condition=Q(state="approved", approved_at__isnull=False) & ~Q(symbol="") & ~Q(text_hash="")
                | ~Q(state="approved") & Q(approved_at__isnull=True, symbol=""),
            ),
        ]
        triggers = [
            follows_its_map("minutes_follow_their_map", MINUTES_MAP),
            pgtrigger.Trigger(
                name="approved_by_both_co_chairs",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__state="approved"),
                func="""
                    IF (SELECT count(DISTINCT office) FROM meetings_minutesapproval
                        WHERE minutes_id = NEW.id AND text_hash = NEW.text_hash) < 2 THEN
                        RAISE EXCEPTION 'Minutes need the approval of both co-chairs.';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="approved_minutes_are_immutable",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="approved"),
            ),
        ]

    def __str__(self):
        return str(_("Minutes of %(meeting)s") % {"meeting": self.meeting})

    @property
    def is_open_for_remarks(self):
        """Whether members may remark now: until the deadline, which itself is too late (RULES R1.1)."""
        return self.state == MinutesState.IN_REVIEW and timezone.now() < self.review_ends

    @property
    def is_open_for_answers(self):
        """Whether the secretariat may still answer and change the wording."""
        return self.state in (MinutesState.IN_REVIEW, MinutesState.REVIEWED)

    @property
    def is_draft(self):
        """Whether every page of it carries the mark DRAFT (RULES R10.56)."""
        return self.state != MinutesState.APPROVED

    @property
    def held_on(self):
        """The day of the meeting in Bishkek."""
        return timezone.localtime(self.meeting.starts_at).date()

    def review_address(self, page, *args):
        """The address of one page of the review of this text."""
        return reverse(f"meetings:minutes_{page}", args=[self.meeting.slug, *args])

    def symbol_of(self, version):
        """The symbol of one version: the stem, and Rev.n from the second version on (RULES R8.45)."""
        stem = f"{self.meeting.symbol}/MIN"
        return f"{stem}/Rev.{version.number}" if version and version.number else stem


class MinutesEntry(Versioned):
    """What was said and decided under one agenda item, as the secretariat types it."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="entries")
    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="entry")
    html = models.TextField(blank=True)
    # Who said what, for the secretariat alone: no reader, file, search, letter or open history takes it up.
    sealed_notes = models.TextField(_("attributed notes"), blank=True)
    is_chatham_house = models.BooleanField(_("this item is under the Chatham House Rule"), default=False)
    decisions = models.ManyToManyField(Decision, blank=True, related_name="minutes_entries")
    action_points = models.ManyToManyField(ActionPoint, blank=True, related_name="minutes_entries")
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    edited_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["item__position", "pk"]

    def __str__(self):
        return str(self.item)

    @property
    def is_without_attribution(self):
        """Whether its text may name nobody: the item or its whole meeting is under the rule (RULES R6.34)."""
        return self.is_chatham_house or self.minutes.meeting.is_chatham_house


# Of the Network's meetings the co-chairs, of a group's its lead and co-lead.
APPROVERS = [(str(one.value), one.label) for one in (*CO_CHAIR_OFFICES, *LEADING)]


class MinutesApproval(models.Model):
    """One co-chair's approval of one exact text; the second one approves the minutes."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="approvals")
    office = models.CharField(max_length=20, choices=APPROVERS)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_in_charge = models.BooleanField(default=False, help_text="Signed for the holder of the office.")
    text_hash = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "office", "text_hash"], name="each_office_approves_a_text_once"
            ),
            models.CheckConstraint(
                name="only_co_chairs_and_leads_of_groups_approve",
                condition=Q(office__in=[key for key, _label in APPROVERS]),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="approvals_are_never_changed", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.person} ({self.get_office_display()})"
