"""Narrowing the list of meetings."""

import django_filters
from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting
from meetings.states import MeetingKind, MeetingState


class MeetingFilter(django_filters.FilterSet):
    """By kind and by state."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=MeetingKind, empty_label=_("All kinds"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=MeetingState, empty_label=_("All states"))

    class Meta:
        model = Meeting
        fields = ("kind", "state")
