"""What the search knows of joint statements: on their way for the members, and as published for everybody else."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.review.models import Paragraph
from foundation.review.redline import plain
from foundation.search.sources import Source, Words, register
from members.standing import Standing
from statements.models import Publication, title_in


def words_of_statement(statement):
    """Its particulars, and its text in each language as it stands."""
    common = {"facets": (f"owner:{statement.lead_id}",), "at": statement.published_at or statement.made_at}
    yield Words(
        title=statement.name,
        text=f"{statement.symbol} {statement.issue} {statement.occasion}".strip(),
        **common,
    )
    for one in statement.texts.exclude(current=None):
        rows = Paragraph.objects.filter(version=one.current_id).order_by("position")
        yield Words(
            title=one.title, text="\n".join(plain(row.html) for row in rows), language=one.language, **common
        )


def words_of_publication(publication):
    """What was published, in each language, as it stands there."""
    for one in publication.texts.all():
        words = "\n".join(row["words"] for row in one.paragraphs)
        yield Words(
            title=one.title, text=f"{publication.symbol}\n{words}", language=one.language,
            at=publication.published_at,
        )  # fmt: skip


def seen_as_published(user):
    """Members find the statement itself, once; everybody else what is out, and nothing before its time."""
    if Standing.of(user).is_insider:
        return None
    return Q(source_id__in=Publication.objects.out().values("pk"))


STATEMENTS = register(
    Source(
        label="statements.statement", name=_("Statements"), icon="megaphone", words=words_of_statement,
        related=("lead",), prefetched=("texts",), shelf="statements",
        show=lambda row, entry: (title_in(row), row.get_absolute_url(), row.get_state_display()),
    )
)  # fmt: skip
PUBLICATIONS = register(
    Source(
        label="statements.publication", name=_("Statements"), icon="megaphone", words=words_of_publication,
        shelf="statements", seen=seen_as_published,
        show=lambda row, entry: (entry.title, row.get_absolute_url(), row.symbol),
    )
)  # fmt: skip
