"""What the search knows of people and organisations: names in three languages, in either alphabet."""

from django.utils.translation import gettext_lazy as _

from foundation.core.templatetags.ui import in_language
from foundation.search.facets import add_facet
from foundation.search.sources import Source, Words, register
from members.models import Organisation


def _every_name(row, *fields):
    names = [getattr(row, field + ending, "") for field in fields for ending in ("", "_ru", "_ky")]
    return " ".join(dict.fromkeys(name for name in names if name))


def words_of_person(person):
    """Names, position, organisation; no address and no telephone."""
    text = f"{person.title} {person.organisation.acronym} {_every_name(person, 'name')}"
    yield Words(
        title=person.name, text=text, names=_every_name(person, "name"),
        facets=(f"owner:{person.organisation_id}",),
    )  # fmt: skip


def words_of_organisation(organisation):
    """Names and short names in three languages, and the mandate."""
    names = _every_name(organisation, "name", "acronym")
    yield Words(
        title=organisation.name, text=f"{names}\n{organisation.mandate}", names=names,
        facets=(f"owner:{organisation.pk}",),
    )  # fmt: skip


def names_of_organisations(values):
    """The short names of organisations by their keys."""
    rows = Organisation.objects.filter(pk__in=[int(value) for value in values])
    return {str(row.pk): in_language(row, "acronym") for row in rows}


PEOPLE = register(
    Source(
        label="members.person", name=_("People"), icon="users", words=words_of_person,
        related=("organisation",),
        show=lambda row, entry: (in_language(row), row.get_absolute_url(), f"{row.title}, {row.organisation}"),
    )
)  # fmt: skip
ORGANISATIONS = register(
    Source(
        label="members.organisation", name=_("Organisations"), icon="building-office-2",
        words=words_of_organisation,
        show=lambda row, entry: (in_language(row), row.get_absolute_url(), row.acronym),
    )
)  # fmt: skip
add_facet("owner", _("Organisation"), names_of_organisations, place=20)
