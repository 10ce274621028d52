"""Short posts of members on what is new: emerging issues, research, activities (ToR objectives 9 and 10)."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core.access import VisibleQuerySet
from foundation.core.models import Versioned, follows_its_map
from foundation.documents.models import Classification, Classified
from foundation.search.triggers import is_searched
from knowledge.models.document import Document
from knowledge.models.readers import KEEPERS, readers_follow
from knowledge.states import UPDATE_AUDIENCES, UPDATE_MAP, LibraryAudience, UpdateKind, UpdateState
from members.models import Organisation, Person
from workinggroups.models import WorkingGroup

LONGEST = 5000
# Its author reads it always; a draft nobody else, and what was withdrawn its keepers as well.
AUTHOR = "ARRAY['person:' || NEW.author_id]"
WITHDRAWN = f"CASE WHEN NEW.state = 'withdrawn' THEN NEW.readers || {KEEPERS} ELSE NEW.readers END"


class UpdateQuerySet(VisibleQuerySet):
    """Updates."""

    def visible_to(self, user):
        """Those of whose readers `user` is one, as in the library (RULES R8.41, R8.44)."""
        from knowledge.access import documents_visible_to  # noqa: PLC0415 -- access sits above models

        return documents_visible_to(self, user)

    def posted(self):
        """Those that were posted and not withdrawn."""
        return self.filter(state=UpdateState.POSTED)

    def with_new_for(self, user):
        """Rows that say whether they are new for this reader: of others, neither opened nor told of in a letter."""
        seen = SeenUpdate.objects.filter(update=OuterRef("pk"), reader=user)
        return self.annotate(is_new=~Exists(seen) & ~Q(author__user=user))


class Update(Classified, Versioned):
    """One post: what is new, in a few lines of one language, with links to documents of the library.

    `readers` are the keys of those who may see it, written by PostgreSQL as those of a document are.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=UpdateKind)
    state = models.CharField(max_length=20, choices=UpdateState, default=UpdateState.DRAFT)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), max_length=LONGEST)
    language = models.CharField(_("language of the text"), max_length=5, choices=settings.LANGUAGES)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="updates", verbose_name=_("organisation")
    )
    author = models.ForeignKey(Person, models.PROTECT, related_name="updates", verbose_name=_("author"))
    audience = models.CharField(
        _("audience"), max_length=24, choices=LibraryAudience, default=LibraryAudience.NETWORK
    )
    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, related_name="updates",
        verbose_name=_("working group"),
    )  # fmt: skip
    documents = models.ManyToManyField(
        Document, blank=True, related_name="updates", verbose_name=_("documents of the library")
    )
    readers = ArrayField(models.CharField(max_length=40), default=list, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    posted_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_because = models.TextField(_("reason"), blank=True)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ["-posted_at", "-pk"]
        indexes = [
            GinIndex(fields=["readers"], name="updates_by_reader"),
            models.Index(fields=["-posted_at", "-id"], name="updates_by_moment"),
        ]
        constraints = [
            *Classified.Meta.constraints,
            models.CheckConstraint(name="updates_are_internal", condition=Q(audience__in=UPDATE_AUDIENCES)),
            models.CheckConstraint(
                name="update_names_a_group_iff_for_it",
                condition=Q(audience=LibraryAudience.GROUP, group__isnull=False)
                | ~Q(audience=LibraryAudience.GROUP) & Q(group__isnull=True),
            ),
            models.CheckConstraint(
                name="confidential_update_is_not_for_the_state_counterpart",
                condition=Q(classification=Classification.UNCLASSIFIED)
                | ~Q(audience=LibraryAudience.NETWORK_AND_STATE),
            ),
            models.CheckConstraint(
                name="update_was_posted_at_a_moment",
                condition=~Q(state__in=(UpdateState.POSTED, UpdateState.WITHDRAWN))
                | Q(posted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="update_withdrawn_for_a_reason",
                condition=~Q(state=UpdateState.WITHDRAWN) | ~Q(withdrawn_because=""),
            ),
        ]
        triggers = [
            follows_its_map("update_follows_its_map", UPDATE_MAP),
            readers_follow(by_name=AUTHOR, shelves=(UpdateState.POSTED.value,), elsewhere=WITHDRAWN),
            is_searched("knowledge.update", has_readers=True),
            pgtrigger.Protect(name="updates_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of this update."""
        return reverse("knowledge:update", args=[self.pk])

    @property
    def is_posted(self):
        """Whether its readers see it."""
        return self.state == UpdateState.POSTED

    @property
    def is_confidential(self):
        """Whether its openings go on record (RULES R8.46)."""
        return self.classification != Classification.UNCLASSIFIED


class SeenUpdate(models.Model):
    """That a reader opened an update, or was told of it in a letter: it is not new for them any more."""

    update = models.ForeignKey(Update, models.CASCADE, related_name="seen")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["update", "reader"], name="each_reader_sees_an_update_once")
        ]

    def __str__(self):
        return f"{self.reader}: {self.update}"
