"""The terms of reference of a group: a numbered text under the one review of all texts."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from foundation.core.models import Versioned, follows_its_map
from foundation.review.models import Text
from workinggroups.models.group import WorkingGroup
from workinggroups.states import TERMS_MAP, TermsState


class TermsQuerySet(VisibleQuerySet):
    """Terms of reference."""

    def visible_to(self, user):
        """The group's people; once agreed, everybody who sees the group."""
        from workinggroups.access import terms_visible_to  # noqa: PLC0415 -- access sits above models

        return terms_visible_to(self, user)


class TermsOfReference(Versioned):
    """One text for the life of a group: drafted, reviewed, agreed, and opened again for a next version."""

    group = models.OneToOneField(WorkingGroup, models.PROTECT, related_name="terms")
    state = models.CharField(max_length=20, choices=TermsState, default=TermsState.DRAFT)
    draft = models.TextField(
        _("text"), blank=True, help_text="Paragraphs apart by an empty line; a heading begins with #."
    )
    text = models.OneToOneField(
        Text, models.PROTECT, null=True, blank=True, related_name="terms_of_reference"
    )
    review_ends = models.DateTimeField(_("review ends"), null=True, blank=True)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    agreed_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the text agreed last.")

    objects = TermsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "terms of reference"
        constraints = [
            models.CheckConstraint(
                name="terms_in_review_have_a_text_and_an_end",
                condition=~Q(state="in-review") | Q(text__isnull=False, review_ends__isnull=False),
            ),
            models.CheckConstraint(
                name="terms_agreed_are_dated_and_hashed",
                condition=~Q(state="agreed")
                | Q(text__isnull=False, agreed_on__isnull=False) & ~Q(agreed_hash=""),
            ),
        ]
        triggers = [follows_its_map("terms_follow_their_map", TERMS_MAP)]

    def __str__(self):
        return str(_("Terms of reference: %(group)s") % {"group": self.group})

    def get_absolute_url(self):
        """The page of the text."""
        return reverse("workinggroups:terms", args=[self.group.slug])

    def review_address(self, page, *args):
        """The address of one page of the review of this text."""
        return reverse(f"workinggroups:terms_{page}", args=[self.group.slug, *args])

    @property
    def is_open_for_remarks(self):
        """Whether the group may remark now: until the deadline, which itself is too late (RULES R1.1)."""
        return self.state == TermsState.IN_REVIEW and timezone.now() < self.review_ends

    @property
    def is_open_for_answers(self):
        """Whether remarks may still be answered and the wording changed."""
        return self.state == TermsState.IN_REVIEW
