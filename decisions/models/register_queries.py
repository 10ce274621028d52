"""How the register is asked: by words, and as it stood on a day."""

from datetime import datetime, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import Case, CharField, Exists, F, Func, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from decisions.states import TAKEN, DecisionState, RoundState
from foundation.audit.models import Act
from foundation.core.access import VisibleQuerySet
from foundation.core.highlighting import fold
from foundation.core.working_days import BISHKEK

WORDED = ("title", "text", "background")
REFERENCES = ("symbol", "working_reference")


def _folded(field):
    return Func(Coalesce(F(field), Value("")), function="ky_fold", output_field=TextField())


def words_of_a_decision():
    """Its words by English and Russian stems, and as they stand, with the Kyrgyz letters folded (R9.49).

    PostgreSQL keeps an index of exactly this expression.
    """
    english = SearchVector("title", weight="A", config="english") + SearchVector(
        "text", "background", weight="B", config="english"
    )
    russian = SearchVector("title", weight="A", config="russian") + SearchVector(
        "text", "background", weight="B", config="russian"
    )
    plain = SearchVector(_folded("title"), weight="A", config="simple") + SearchVector(
        _folded("text"), _folded("background"), weight="B", config="simple"
    )
    return english + russian + plain


def letters_of_a_decision():
    """Title, text and background in one row of folded letters, for words that are misspelt or only begun."""
    parts = [part for field in WORDED for part in (Cast(field, TextField()), Value(" "))]
    return Func(Concat(*parts, output_field=TextField()), function="ky_fold", output_field=TextField())


def indexes_of_the_register():
    """The two indexes that the search of the register stands on."""
    return [
        GinIndex(words_of_a_decision(), name="decisions_by_words"),
        GinIndex(OpClass(letters_of_a_decision(), "gin_trgm_ops"), name="decisions_by_letters"),
    ]


class DecisionQuerySet(VisibleQuerySet):
    """Decisions."""

    def visible_to(self, user):
        """Insiders see all; readers of reports see what was adopted (USERS.md 8)."""
        from decisions.access import decisions_visible_to  # noqa: PLC0415 -- access sits above models

        return decisions_visible_to(self, user)

    def taken(self):
        """Those that were adopted, whatever became of them."""
        return self.filter(state__in=TAKEN)

    def overdue(self, on=None):
        """In implementation after their date: derived, never a state (RULES R3.10)."""
        return self.filter(state=DecisionState.IN_IMPLEMENTATION, due_on__lt=on or timezone.localdate())

    def with_words(self, query):
        """Those that say what is asked for, in any form of the words, with their `rank`.

        Phrases in quotation marks and words with a minus are understood. When no decision has the words, those
        with words like them. A symbol is found by any part of it.
        """
        wanted = " ".join(query.split())
        asked = [SearchQuery(wanted, config=name, search_type="websearch") for name in ("english", "russian")]
        asked.append(SearchQuery(fold(wanted), config="simple", search_type="websearch"))
        meant = asked[0] | asked[1] | asked[2]
        by_reference = Q(pk__in=[])
        for field in REFERENCES:
            by_reference |= Q(**{f"{field}__icontains": wanted})
        rows = self.annotate(words=words_of_a_decision())
        found = rows.filter(Q(words=meant) | by_reference)
        if not found.exists():
            found = self.annotate(letters=letters_of_a_decision()).filter(
                letters__trigram_word_similar=fold(wanted)
            )
        return found.annotate(rank=SearchRank(words_of_a_decision(), meant))

    def as_of(self, day):
        """What was adopted by the end of `day`, with `state_then`, the state in which it was (RULES R10.66).

        Derived from the dates of adoption, implementation and supersession, and from the acts until that day
        where a decision was implemented and reopened again.
        """
        midnight = datetime.combine(day + timedelta(days=1), time(0), BISHKEK)
        acts = Act.objects.filter(
            subject_type=ContentType.objects.get_for_model(self.model), subject_id=OuterRef("pk"),
            at__lt=midnight, after__in=TAKEN,
        ).order_by("-at", "-pk")  # fmt: skip
        state_then = Case(
            When(superseded_on__lte=day, then=Value(DecisionState.SUPERSEDED.value)),
            When(implemented_on__lte=day, then=Value(DecisionState.IMPLEMENTED.value)),
            default=Coalesce(Subquery(acts.values("after")[:1]), Value(DecisionState.ADOPTED.value)),
            output_field=CharField(),
        )
        return self.filter(adopted_on__lte=day).annotate(state_then=state_then)

    def with_reservations(self):
        """Those that a member joined with a reservation, or from which one dissociated itself (RULES part 1)."""
        from decisions.models.seat import Seat  # noqa: PLC0415 -- rounds stand above decisions

        reserved = Seat.objects.filter(
            round__decision=OuterRef("pk"), round__state=RoundState.AGREED, outcome__in=(
                Seat.Outcome.RESERVATION, Seat.Outcome.DISSOCIATION,
            ),
        )  # fmt: skip
        return self.filter(Exists(reserved), state__in=TAKEN)
