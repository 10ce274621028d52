"""Numbered-paragraph versions of a text, with comments and proposed wording: one mechanism for all texts.

It knows no organisation and no meeting: in whose name somebody writes is given by the owner of the text.
An owner points to its text one to one, and says `is_open_for_remarks` and `review_ends`.
"""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.core.models import follows_its_map
from foundation.review.states import PROPOSAL_MAP, ProposalState
from foundation.search.triggers import is_searched


class Text(models.Model):
    """A text under review; its owner (minutes, a statement) points to it."""

    title = models.CharField(max_length=300)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="en")
    internal = ArrayField(
        models.CharField(max_length=60), default=list, blank=True,
        help_text="Anchors of the paragraphs that only insiders read, in every version of the text.",
    )  # fmt: skip

    def __str__(self):
        return self.title

    @property
    def latest(self):
        """The newest version, or None."""
        return Version.objects.filter(text_id=self.pk).order_by("-number").first()

    @property
    def owner(self):
        """The minutes or the statement whose text this is; None while nothing points here."""
        for relation in self._meta.related_objects:
            if not relation.one_to_one:
                continue
            if not relation.is_cached(self):
                found = relation.related_model._base_manager.filter(**{relation.field.name: self.pk})
                relation.set_cached_value(self, found.first())
            if relation.get_cached_value(self) is not None:
                return relation.get_cached_value(self)
        return None


class Version(models.Model):
    """One frozen state of a text: 0 is the first draft circulated, then Rev.1, Rev.2 …"""

    text = models.ForeignKey(Text, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text_hash = models.CharField(max_length=64, help_text="SHA-256 of the numbered paragraphs.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="versions_are_numbered_once")]
        triggers = [
            pgtrigger.Protect(name="versions_are_frozen", operation=pgtrigger.Update | pgtrigger.Delete),
            is_searched("review.version"),
        ]

    def __str__(self):
        return f"Rev.{self.number}" if self.number else str(_("First draft"))


class ParagraphQuerySet(models.QuerySet):
    """Paragraphs, which are read for display through `foundation.review.passages` alone."""

    def outside(self):
        """Leave out internal passages: what is left may be found, counted and quoted to anybody."""
        place = models.Func(
            models.F("version__text__internal"), models.F("anchor"), function="array_position",
            output_field=models.IntegerField(),
        )  # fmt: skip
        return self.annotate(place_among_internal=place).filter(place_among_internal__isnull=True)


class Paragraph(models.Model):
    """One numbered paragraph, or an unnumbered heading, of a version; never changed."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="paragraphs")
    position = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty for a heading.")
    anchor = models.CharField(max_length=60, help_text="The same paragraph in every version.")
    section = models.CharField(max_length=60, blank=True, help_text="The owner's key: which agenda item.")
    html = models.TextField()
    is_decision = models.BooleanField(default=False, help_text="Wording of a decision.")
    voices = ArrayField(models.CharField(max_length=60), default=list, blank=True,
                        help_text="Whose intervention it reports: slugs given by the owner.")  # fmt: skip

    # Said of a row by who reads it out (`passages`, `workflow.laid_out`); the text keeps which ones they are.
    is_internal = False
    is_withheld = False

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="paragraphs_stand_in_order"),
            models.UniqueConstraint(fields=["version", "anchor"], name="paragraph_anchors_are_unique"),
        ]
        triggers = [
            pgtrigger.Protect(name="paragraphs_are_frozen", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"§{self.number}" if self.number else self.anchor


class Remark(models.Model):
    """What a comment and a proposal share: who says it, in whose name, on which paragraph."""

    paragraph = models.ForeignKey(Paragraph, models.PROTECT, related_name="%(class)ss")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    voice = models.CharField(max_length=60, help_text="Slug of the organisation in whose name it is said.")
    voice_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("answer of the secretariat"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["made_at", "pk"]


class Comment(Remark):
    """A remark on a paragraph that changes nothing by itself."""

    body = models.TextField(_("comment"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"{self.voice_name}: {self.body[:60]}"


class Proposal(Remark):
    """Wording proposed for a paragraph, shown as a tracked change by word."""

    wording = models.TextField(_("proposed wording"))
    reason = models.TextField(_("reason"), blank=True)
    state = models.CharField(max_length=20, choices=ProposalState, default=ProposalState.OPEN)
    merged_wording = models.TextField(_("wording as merged"), blank=True)
    applied_in = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="applied_proposals",
        help_text="The version that carries the wording, once there is one.",
    )  # fmt: skip

    class Meta(Remark.Meta):
        constraints = [
            models.CheckConstraint(
                name="declined_proposal_has_a_reason",
                condition=~models.Q(state="declined") | ~models.Q(answer=""),
            ),
            models.CheckConstraint(
                name="proposal_merged_iff_worded",
                condition=models.Q(state="merged") & ~models.Q(merged_wording="")
                | ~models.Q(state="merged") & models.Q(merged_wording=""),
            ),
        ]
        triggers = [follows_its_map("proposal_follows_its_map", PROPOSAL_MAP)]

    def __str__(self):
        return f"{self.voice_name}: {self.wording[:60]}"

    @property
    def outcome(self):
        """The wording that goes into the text: as merged, else as proposed."""
        return self.merged_wording or self.wording
