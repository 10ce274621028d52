"""What the search knows of the library: a document in its languages, and each page of its newest versions."""

from datetime import datetime, time

from django.utils.translation import gettext_lazy as _

from foundation.core.working_days import BISHKEK
from foundation.search.sources import Source, Words, register
from knowledge.access import keys_of
from knowledge.models import DocumentVersion

NAMES = (("en", "title", "abstract"), ("ru", "title_ru", "abstract_ru"), ("ky", "title_ky", "abstract_ky"))


def words_of(document):
    """Its titles and abstracts, then the pages of the newest version of each language."""
    common = {
        "facets": tuple(facets_of(document)),
        "readers": tuple(document.readers),
        "at": _moment(document),
    }
    for language, title, abstract in NAMES:
        if getattr(document, title):
            beside = " ".join([getattr(document, abstract), document.symbol, document.authors])
            yield Words(title=getattr(document, title), text=beside, language=language, **common)
    newest = DocumentVersion.objects.filter(document=document).latest().prefetch_related("page_texts")
    for version in newest:
        for page in version.page_texts.all():
            yield Words(
                title=document.title, text=page.text, part=page.number, language=version.language, **common
            )


def facets_of(document):
    """The pairs by which a list of results is narrowed."""
    yield f"kind:{document.kind}"
    yield f"owner:{document.owner_id}"
    yield f"state:{document.state}"
    if document.issued_on:
        yield f"year:{document.issued_on.year}"
    for name in (
        "themes",
        "network_objectives",
        "gcm_objectives",
        "sdgs",
        "oblasts",
        "corridors",
        "populations",
        "ages",
    ):
        yield from (f"{name}:{value}" for value in getattr(document, name))
    if document.gender:
        yield f"gender:{document.gender}"


def _moment(document):
    return (
        datetime.combine(document.issued_on, time(12), BISHKEK) if document.issued_on else document.added_at
    )


DOCUMENTS = register(
    Source(
        label="knowledge.document", name=_("Library"), icon="book-open", words=words_of, has_readers=True,
        keys_of=keys_of, has_pages=True,
        show=lambda row, entry: (row.title, row.get_absolute_url(), row.get_kind_display()), related=("owner",),
    )
)  # fmt: skip
