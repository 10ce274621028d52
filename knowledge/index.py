"""What the search knows of the library: a document in its languages, and each page of its newest versions."""

from datetime import datetime, time

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from foundation.core.templatetags.ui import in_language
from foundation.core.working_days import BISHKEK
from foundation.search.facets import add_facet, from_choices
from foundation.search.sources import Source, Words, register
from knowledge import lists
from knowledge.access import keys_of
from knowledge.models import DocumentVersion
from knowledge.states import AgeFocus, DocumentKind, Gender

NAMES = (("en", "title", "abstract"), ("ru", "title_ru", "abstract_ru"), ("ky", "title_ky", "abstract_ky"))


def words_of(document):
    """Its titles and abstracts, then the pages of the newest version of each language."""
    newest = DocumentVersion.objects.filter(document=document).latest().prefetch_related("page_texts")
    return words_with(document, [(version, version.page_texts.all()) for version in newest])


def words_with(document, versions):
    """The words of a document, and of the pages of these versions of it."""
    common = {
        "facets": tuple(facets_of(document)),
        "readers": tuple(document.readers),
        "at": _moment(document),
    }
    for language, title, abstract in NAMES:
        if getattr(document, title):
            beside = " ".join([getattr(document, abstract), document.symbol, document.authors])
            yield Words(
                title=getattr(document, title), text=beside.strip(), language=language,
                names=document.authors, **common,
            )  # fmt: skip
    for version, pages in versions:
        for page in pages:
            yield Words(
                title=document.title, text=page.text, part=page.number, language=version.language,
                place=str(version.pk), **common,
            )  # fmt: skip


def facets_of(document):
    """The pairs by which a list of results is narrowed."""
    yield f"kind:{document.kind}"
    yield f"owner:{document.owner_id}"
    if document.group_id:
        yield f"group:{document.group_id}"
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


def words_of_update(update):
    """What was posted; a draft is found by nobody, not even by its author."""
    if update.is_posted:
        facets = [f"owner:{update.owner_id}"]
        if update.group_id:
            facets.append(f"group:{update.group_id}")
        yield Words(
            title=update.title, text=update.text, language=update.language, facets=tuple(facets),
            readers=tuple(update.readers), at=update.posted_at,
        )  # fmt: skip


def _moment(document):
    return (
        datetime.combine(document.issued_on, time(12), BISHKEK) if document.issued_on else document.added_at
    )


def show(document, entry):
    """The title, the page on which the words stand, and the kind."""
    url = document.get_absolute_url()
    if entry.part:
        try:
            url = f"{reverse('knowledge:read', args=[document.pk, int(entry.place)])}?page={entry.part}"
        except NoReverseMatch:
            url = f"{url}#page-{entry.part}"
    return in_language(document, "title"), url, document.get_kind_display()


def _numbers(name):
    return lambda values: {value: lists.label(name, int(value)) for value in values}


def _keys(name):
    return lambda values: {value: lists.label(name, value) for value in values}


DOCUMENTS = register(
    Source(
        label="knowledge.document", name=_("Library"), icon="book-open", words=words_of, has_readers=True,
        keys_of=keys_of, has_pages=True, show=show, related=("owner",),
    )
)  # fmt: skip
UPDATES = register(
    Source(
        label="knowledge.update", name=_("Updates"), icon="newspaper", words=words_of_update, has_readers=True,
        keys_of=keys_of,
        show=lambda update, entry: (update.title, update.get_absolute_url(), update.get_kind_display()),
    )
)  # fmt: skip
add_facet("kind", _("Kind of document"), from_choices(DocumentKind), place=15)
add_facet("themes", _("Theme"), _keys("themes"), place=50)
add_facet("network_objectives", _("Network objective"), _numbers("network_objectives"), place=60)
add_facet("gcm_objectives", _("GCM objective"), _numbers("gcm_objectives"), place=61)
add_facet("sdgs", _("Sustainable Development Goal"), _numbers("sdgs"), place=62)
add_facet("oblasts", _("Oblast"), _keys("oblasts"), place=70)
add_facet("corridors", _("Corridor country"), _keys("corridors"), place=71)
add_facet("populations", _("Population group"), _keys("populations"), place=72)
add_facet("ages", _("Age focus"), from_choices(AgeFocus), place=73)
add_facet("gender", _("Gender focus"), from_choices(Gender), place=74)
