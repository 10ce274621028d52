"""Narrowing the library: what is offered is what the reader's own documents have, and nothing else."""

import django_filters as filters
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from foundation.core.templatetags.ui import in_language
from knowledge import lists
from knowledge.models import Document, DocumentVersion
from knowledge.states import ON_THE_SHELVES, DocumentKind, DocumentState
from members.models import Organisation
from workinggroups.models import WorkingGroup


class Shelf(models.TextChoices):
    """Which documents are listed beside the current ones."""

    ALL = "all", _("Also superseded ones")
    DRAFT = "draft", _("Drafts")
    WITHDRAWN = "withdrawn", _("Withdrawn ones")


class _OfOwners(filters.ModelChoiceFilter):
    """Owner organisations by their short names."""

    @property
    def field(self):
        """The field, whose labels are in the reader's language."""
        field = super().field
        field.label_from_instance = lambda owner: in_language(owner, "acronym") or in_language(owner)
        return field


class _OfGroups(filters.ModelChoiceFilter):
    """Working groups by their names."""

    @property
    def field(self):
        """The field, whose labels are in the reader's language."""
        field = super().field
        field.label_from_instance = in_language
        return field


def owners_seen(asked):
    """Owners of documents that this reader may see."""
    rows = Document.objects.visible_to(asked.user).values("owner")
    return Organisation.objects.filter(pk__in=rows).order_by("acronym", "name")


def groups_seen(asked):
    """Groups that this reader may see, and for which there are documents that they may see."""
    rows = Document.objects.visible_to(asked.user).filter(group__isnull=False).values("group")
    return WorkingGroup.objects.visible_to(asked.user).filter(pk__in=rows).distinct()


def _listed(name, label, number=False):
    return filters.ChoiceFilter(
        label=label, choices=lambda: lists.choices(name), field_name=name, empty_label=_("All"),
        method="by_number" if number else "by_key",
    )  # fmt: skip


class DocumentFilter(filters.FilterSet):
    """The library by words, kind, owner, language, year and what documents are about."""

    q = filters.CharFilter(label=_("Words or symbol"), method="by_words", max_length=200)
    kind = filters.ChoiceFilter(label=_("Kind"), choices=DocumentKind.choices, empty_label=_("All kinds"))
    theme = _listed("themes", _("Theme"))
    year = filters.NumberFilter(label=_("Year"), method="by_year", min_value=1900, max_value=2100)
    owner = _OfOwners(label=_("Owner"), queryset=owners_seen, empty_label=_("All organisations"))
    language = filters.ChoiceFilter(
        label=_("Language"), choices=settings.LANGUAGES, method="by_language", empty_label=_("All languages")
    )
    objective = _listed("network_objectives", _("Network objective"), number=True)
    gcm = _listed("gcm_objectives", _("GCM objective"), number=True)
    sdg = _listed("sdgs", _("Sustainable Development Goal"), number=True)
    oblast = _listed("oblasts", _("Oblast"))
    corridor = _listed("corridors", _("Corridor country"))
    group = _OfGroups(label=_("Working group"), queryset=groups_seen, empty_label=_("All"))
    state = filters.ChoiceFilter(
        label=_("State"), choices=Shelf.choices, method="leave_as_it_is", empty_label=_("Current documents")
    )

    class Meta:
        model = Document
        fields = ()

    def filter_queryset(self, queryset):
        """Current documents, unless others are asked for."""
        shelf = self.form.cleaned_data.get("state")
        states = ON_THE_SHELVES if shelf == Shelf.ALL else (shelf or DocumentState.KEPT,)
        return super().filter_queryset(queryset.filter(state__in=states))

    def leave_as_it_is(self, rows, name, value):
        """The state was applied before everything else."""
        return rows

    def by_words(self, rows, name, value):
        """Each word in a title, symbol, reference or name of an author; the texts are for the search."""
        for word in value.split():
            found = Q()
            for field in ("title", "title_ru", "title_ky", "symbol", "reference", "authors"):
                found |= Q(**{f"{field}__icontains": word})
            rows = rows.filter(found)
        return rows

    def by_key(self, rows, name, value):
        """Those that have the key in their list."""
        return rows.filter(**{f"{name}__contains": [value]})

    def by_number(self, rows, name, value):
        """Those that have the number in their list."""
        return rows.filter(**{f"{name}__contains": [int(value)]})

    def by_year(self, rows, name, value):
        """By the date of the document."""
        return rows.filter(issued_on__year=int(value))

    def by_language(self, rows, name, value):
        """Those of which there is a file in the language."""
        there = DocumentVersion.objects.filter(document=OuterRef("pk"), language=value)
        return rows.filter(Exists(there))
