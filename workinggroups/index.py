"""What the search knows of working groups: themselves, what they owe, their documents and terms of reference."""

from datetime import datetime, time

from django.db.models import Q
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.core.templatetags.ui import in_language
from foundation.core.working_days import BISHKEK
from foundation.review.passages import read_out
from foundation.search.facets import add_facet
from foundation.search.sources import Source, Words, in_three_languages, register
from workinggroups.models import GroupDocument, TermsOfReference, WorkingGroup


def words_of_group(group):
    """Name and purpose in three languages."""
    at = datetime.combine(group.established_on, time(12), BISHKEK) if group.established_on else None
    yield from in_three_languages(
        group, "name", "purpose", text=group.acronym, facets=(f"group:{group.pk}",), at=at
    )


def words_of_deliverable(deliverable):
    """What a group owes."""
    facets = (f"group:{deliverable.group_id}", f"owner:{deliverable.owner_id}")
    at = datetime.combine(deliverable.due_on, time(12), BISHKEK)
    yield from in_three_languages(deliverable, "title", facets=facets, at=at)


def words_of_document(document):
    """Title and note of a file in a group's space."""
    if document.withdrawn_at is None:
        facets = [f"group:{document.group_id}"]
        if document.owner_id:
            facets.append(f"owner:{document.owner_id}")
        yield Words(
            title=document.title, text=document.note, language=document.language, facets=tuple(facets),
            at=document.added_at,
        )  # fmt: skip


def words_of_terms(version):
    """The paragraphs of a version of terms of reference."""
    terms = getattr(version.text, "terms_of_reference", None)
    if terms is None:
        return
    for paragraph in read_out(version, sees_internal=True):
        if paragraph.number is not None:
            yield Words(
                title=version.text.title, text=strip_tags(paragraph.html), part=paragraph.number,
                place=paragraph.anchor, language=version.text.language, facets=(f"group:{terms.group_id}",),
                at=version.made_at,
            )  # fmt: skip


def sees_documents(user):
    """The documents of groups that are there to be read, as a filter over entries."""
    return Q(source_id__in=GroupDocument.objects.visible_to(user).kept().values("pk"))


def sees_terms(user):
    """The newest version for who sees the group's space, the agreed one for others, as a filter over entries."""
    visible = TermsOfReference.objects.visible_to(user).filter(text__isnull=False).select_related("group")
    versions = []
    for terms in visible.prefetch_related("text__versions"):
        own = list(terms.text.versions.all())
        agreed = [one for one in own if one.text_hash == terms.agreed_hash]
        versions += own[-1:] if user.has_perm("workinggroups.see_space", terms.group) else agreed[-1:]
    return Q(source_id__in=[one.pk for one in versions]) if versions else None


def _show_terms(version, entry):
    terms = version.text.terms_of_reference
    title = _("Terms of reference, paragraph %(number)s") % {"number": entry.part}
    return title, f"{terms.get_absolute_url()}#{entry.place}", in_language(terms.group)


def names_of_groups(values):
    """The names of groups by their keys."""
    rows = WorkingGroup.objects.filter(pk__in=[int(value) for value in values])
    return {str(row.pk): in_language(row) for row in rows}


GROUPS = register(
    Source(
        label="workinggroups.workinggroup", name=gettext_lazy("Working groups"), icon="rectangle-group",
        words=words_of_group, shelf="groups",
        show=lambda row, entry: (in_language(row), row.get_absolute_url(), row.get_state_display()),
    )
)  # fmt: skip
DELIVERABLES = register(
    Source(
        label="workinggroups.deliverable", name=gettext_lazy("Working groups"), icon="rectangle-group",
        words=words_of_deliverable, shelf="groups", related=("group",),
        show=lambda row, entry: (in_language(row, "title"), row.get_absolute_url(), in_language(row.group)),
    )
)  # fmt: skip
DOCUMENTS = register(
    Source(
        label="workinggroups.groupdocument", name=gettext_lazy("Documents of groups"), icon="document",
        words=words_of_document, shelf="group-documents", related=("group",), seen=sees_documents,
        show=lambda row, entry: (
            row.title, reverse("workinggroups:document", args=[row.group.slug, row.pk]),
            in_language(row.group),
        ),
    )
)  # fmt: skip
TERMS = register(
    Source(
        label="workinggroups.terms", of="review.version", name=gettext_lazy("Documents of groups"),
        icon="document", words=words_of_terms, shelf="group-documents", each_part=True, seen=sees_terms,
        related=("text__terms_of_reference__group",), show=_show_terms,
    )
)  # fmt: skip
add_facet("group", gettext_lazy("Working group"), names_of_groups, place=25)
