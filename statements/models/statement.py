"""A joint statement of the Network, and its text in each language."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from decisions.models import Decision
from decisions.states import StateConcern
from foundation.core.access import VisibleQuerySet
from foundation.core.models import Versioned, follows_its_map
from foundation.review.models import Text, Version
from foundation.search.triggers import is_searched
from members.models import Organisation, Person
from statements.models.guards import statements_are_guarded, texts_are_guarded
from statements.states import (
    OPEN_FOR_REMARKS,
    OUT,
    READY,
    REWORDABLE,
    STATEMENT_MAP,
    UNPUBLISHED,
    WITH_KEYS,
    StatementState,
)


class StatementQuerySet(VisibleQuerySet):
    """Joint statements."""

    def visible_to(self, user):
        """Drafting and clearance are for the members of the Network (RULES R8.41)."""
        from statements.access import statements_visible_to  # noqa: PLC0415 -- access sits above models

        return statements_visible_to(self, user)

    def awaiting_signature(self):
        """Cleared, and not signed by both."""
        return self.filter(state__in=(StatementState.CLEARED, StatementState.SIGNED_BY_ONE))

    def in_clearance(self):
        """Members are being asked."""
        return self.filter(state=StatementState.IN_CLEARANCE)


class Statement(Versioned):
    """A text that the Network says with one voice: cleared by its members, signed by both co-chairs (R7).

    Its reference is given when it is begun, is the same in all languages, and is never used again (R8.45).
    """

    slug = models.SlugField(max_length=60, unique=True)
    symbol = models.CharField(max_length=60, unique=True)
    name = models.CharField(
        _("working title"), max_length=200, help_text=_("What the members call it until it has its title.")
    )
    issue = models.CharField(_("issue"), max_length=300)
    occasion = models.CharField(_("occasion"), max_length=300, blank=True)
    state = models.CharField(max_length=20, choices=StatementState, default=StatementState.DRAFT)
    lead = models.ForeignKey(
        Organisation, models.PROTECT, related_name="led_statements", verbose_name=_("drafting lead")
    )
    lead_person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="led_statements",
        verbose_name=_("person who drafts"),
    )  # fmt: skip
    master_language = models.CharField(
        _("master language"), max_length=5, choices=settings.LANGUAGES, default="en"
    )
    languages = ArrayField(
        models.CharField(max_length=5, choices=settings.LANGUAGES), default=list,
        verbose_name=_("languages required"),
    )  # fmt: skip
    lead_mandates = models.ManyToManyField(
        Organisation, blank=True, related_name="statements_of_mandate", verbose_name=_("lead mandate holders"),
        help_text=_("They have to answer expressly: there is no tacit clearance for them."),
    )  # fmt: skip
    endorsing = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="endorsed_statements",
        verbose_name=_("endorsing organisations"),
    )
    concerns_state = models.CharField(
        _("of concern to the state"), max_length=10, choices=StateConcern, default=StateConcern.NO
    )
    state_decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="statements",
        verbose_name=_("decision on which the state was consulted"),
    )  # fmt: skip
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    first_readers = models.TextField(_("who must see it first"), blank=True)
    press_lines = models.TextField(_("press lines"), blank=True)
    spokesperson = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="spoken_statements",
        verbose_name=_("spokesperson"),
    )  # fmt: skip
    text_hash = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the canonical text as it stands; empty without text."
    )
    returned = models.TextField(_("returned because"), blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True, help_text="When the second key came.")
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(_("withdrawn because"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="statement_signed_iff_dated",
                condition=Q(state__in=(*READY, *OUT), signed_at__isnull=False)
                | ~Q(state__in=(*READY, *OUT)) & Q(signed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="statement_published_iff_dated",
                condition=Q(state__in=OUT, published_at__isnull=False)
                | ~Q(state__in=OUT) & Q(published_at__isnull=True),
            ),
            models.CheckConstraint(
                name="statement_is_not_published_before_its_embargo",
                condition=Q(published_at__isnull=True)
                | Q(embargo_until__isnull=True)
                | Q(published_at__gte=F("embargo_until")),
            ),
            models.CheckConstraint(
                name="statement_under_embargo_has_its_end",
                condition=~Q(state=StatementState.EMBARGOED) | Q(embargo_until__isnull=False),
            ),
            models.CheckConstraint(
                name="statement_withdrawn_iff_reason",
                condition=Q(state=StatementState.WITHDRAWN) & ~Q(withdrawn_reason="")
                | ~Q(state=StatementState.WITHDRAWN) & Q(withdrawn_reason=""),
            ),
            models.CheckConstraint(
                name="statement_past_draft_has_a_text",
                condition=Q(state__in=(StatementState.DRAFT, StatementState.WITHDRAWN)) | ~Q(text_hash=""),
            ),
        ]
        triggers = [
            follows_its_map("statement_follows_its_map", STATEMENT_MAP),
            is_searched("statements.statement"),
            *statements_are_guarded(),
        ]

    def __str__(self):
        return f"{self.symbol} {self.name}"

    def get_absolute_url(self):
        """The statement room."""
        return reverse("statements:statement", args=[self.slug])

    @property
    def is_rewordable(self):
        """Whether the text may change now."""
        return self.state in REWORDABLE

    @property
    def has_keys(self):
        """Whether somebody signed it, so that a changed letter voids a signature."""
        return self.state in WITH_KEYS

    @property
    def is_unpublished(self):
        """Whether it is still on its way."""
        return self.state in UNPUBLISHED

    @property
    def is_out(self):
        """Whether it was published, whatever came after."""
        return self.state in OUT

    @property
    def is_under_embargo(self):
        """Whether its embargo has not ended yet: at its very instant it has."""
        return self.embargo_until is not None and timezone.now() < self.embargo_until

    @property
    def ordered_languages(self):
        """The languages required, the master first."""
        others = sorted(one for one in self.languages if one != self.master_language)
        return [self.master_language, *others]


class StatementTextQuerySet(VisibleQuerySet):
    """Texts of statements in one language."""

    def visible_to(self, user):
        """Who sees the statement sees its texts."""
        return self.filter(statement__in=Statement.objects.visible_to(user))


class StatementText(models.Model):
    """A statement in one language: the master, or a translation of it (RULES R7.40).

    `current` is the version that counts; its first paragraph is the title, a heading with the anchor `title`.
    """

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="texts")
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    text = models.OneToOneField(Text, models.PROTECT, related_name="statement_text")
    current = models.OneToOneField(
        Version, models.PROTECT, null=True, blank=True, related_name="statement_text"
    )
    title = models.CharField(_("title"), max_length=300, help_text="As in the current version.")

    objects = StatementTextQuerySet.as_manager()

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "language"], name="one_text_per_language"),
        ]
        triggers = [is_searched("statements.statement", key="statement_id"), *texts_are_guarded()]

    def __str__(self):
        return f"{self.statement.symbol} ({self.language})"

    def get_absolute_url(self):
        """Its own page, with what was said on each paragraph."""
        return reverse("statements:text", args=[self.statement.slug, self.language])

    @property
    def is_master(self):
        """Whether the others are translations of it."""
        return self.language == self.statement.master_language

    @property
    def is_open_for_remarks(self):
        """Whether members may comment and propose wording now."""
        return self.statement.state in OPEN_FOR_REMARKS and not self.is_clock_over

    @property
    def is_clock_over(self):
        """Whether the clock of the clearance ran out: remarks come too late, as answers do."""
        ends = self.review_ends
        return ends is not None and timezone.now() >= ends

    @property
    def is_open_for_answers(self):
        """Whether the drafting lead may still take wording or decline it."""
        return self.statement.state in (*OPEN_FOR_REMARKS, StatementState.CLEARED)

    @property
    def review_ends(self):
        """The end of the clearance clock; None while nobody is asked."""
        if self.statement.state != StatementState.IN_CLEARANCE:
            return None
        last = self.statement.clearances.select_related("round").order_by("-number").first()
        return last.round.ends_at if last else None

    def review_address(self, page, *args):
        """Addresses of the pages of its review."""
        return reverse(f"statements:review_{page}", args=[self.statement.slug, self.language, *args])


def title_in(statement, language=None):
    """The title in a language (the active one), else in the master language, else the working title.

    Reads `texts` from memory when they were prefetched.
    """
    titles = {one.language: one.title for one in statement.texts.all() if one.title}
    wanted = language or get_language() or ""
    return titles.get(wanted) or titles.get(statement.master_language) or statement.name
