"""Choosing a person or an organisation: a plain select, grouped, that browsers search by typing."""

from itertools import groupby

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from foundation.core.templatetags.ui import in_language
from members.models import Organisation, Person


class _ByOrganisation(ModelChoiceIterator):
    """People under the heading of their organisation."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        for organisation, people in groupby(self.queryset, key=lambda person: person.organisation):
            yield (in_language(organisation, "acronym"), [self.choice(person) for person in people])


class PersonChoiceField(forms.ModelChoiceField):
    """A person of the directory who has not left, under the heading of the organisation.

    `queryset` narrows whom one may choose; it defaults to everybody who has not left.
    """

    iterator = _ByOrganisation

    def __init__(self, queryset=None, *, empty_label=None, **options):
        people = Person.objects.filter(left_on__isnull=True) if queryset is None else queryset
        people = people.select_related("organisation").order_by("organisation__acronym", "name")
        super().__init__(people, empty_label=empty_label or _("Choose a person"), **options)

    def label_from_instance(self, obj):
        """The name, and the position that tells namesakes apart."""
        name = in_language(obj)
        return f"{name}, {obj.title}" if obj.title else name


class OrganisationChoiceField(forms.ModelChoiceField):
    """An organisation of the directory, by its short and its full name."""

    def __init__(self, queryset=None, *, empty_label=None, **options):
        rows = Organisation.objects.all() if queryset is None else queryset
        super().__init__(rows, empty_label=empty_label or _("Choose an organisation"), **options)

    def label_from_instance(self, obj):
        """Short name, then full name."""
        return f"{in_language(obj, 'acronym')}: {in_language(obj)}"
