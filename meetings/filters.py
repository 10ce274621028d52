"""Narrowing the list of meetings."""

import django_filters
from django.utils.translation import gettext_lazy as _

from foundation.core.templatetags.ui import in_language
from meetings.models import Meeting
from meetings.states import MeetingKind, MeetingState
from workinggroups.models import WorkingGroup

EVERYBODYS = "all"
KINDS = [choice for choice in MeetingKind.choices if choice[0] != MeetingKind.GROUP]


class MeetingFilter(django_filters.FilterSet):
    """By kind, by state, and by who meets: the Network itself unless a group is chosen."""

    of = django_filters.ChoiceFilter(
        label=_("Who meets"), empty_label=_("The Network"), method="of_whom", choices=()
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=KINDS, empty_label=_("All kinds"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=MeetingState, empty_label=_("All states"))

    class Meta:
        model = Meeting
        fields = ("of", "kind", "state")

    def __init__(self, data, queryset):
        super().__init__(data, queryset)
        groups = WorkingGroup.objects.filter(meetings__in=queryset).distinct()
        self.groups = sorted(((group.slug, in_language(group)) for group in groups), key=lambda pair: pair[1])
        self.filters["of"].extra["choices"] = [
            (EVERYBODYS, _("The Network and working groups")),
            *self.groups,
        ]

    def filter_queryset(self, queryset):
        """Show the Network's own where nobody's meetings are chosen."""
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("of") else queryset.of_the_network()

    def of_whom(self, queryset, _name, value):
        """Those of one group, or of everybody."""
        return queryset if value == EVERYBODYS else queryset.filter(group__slug=value)
