"""Narrowing the register of decisions and the list of action points."""

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from decisions.models import ActionPoint, Decision
from decisions.states import ActionState, Age, DecisionState
from members.models import Organisation

SHOWN_STATES = [(state.value, state.label) for state in ActionState if state != ActionState.DRAFT]


class ActionPointFilter(filters.FilterSet):
    """By owner organisation, state, age and lateness."""

    owner = filters.ModelChoiceFilter(
        label=_("Owner"), queryset=Organisation.objects.all(), empty_label=_("All organisations")
    )
    state = filters.ChoiceFilter(label=_("State"), choices=SHOWN_STATES, empty_label=_("All states"))
    age = filters.ChoiceFilter(
        label=_("Age"), choices=Age.choices, method="by_age", empty_label=_("All ages")
    )
    overdue = filters.BooleanFilter(label=_("Overdue only"), method="by_lateness", widget=forms.CheckboxInput)

    class Meta:
        model = ActionPoint
        fields = ("owner", "state", "age", "overdue")

    def by_age(self, rows, name, value):
        """Only open ones that have been late for so long."""
        return rows.aged(value)

    def by_lateness(self, rows, name, value):
        """Only open ones whose due date has passed."""
        return rows.overdue() if value else rows


class DecisionFilter(filters.FilterSet):
    """By words, state, lead organisation and year."""

    q = filters.CharFilter(label=_("Words or symbol"), method="by_words")
    state = filters.ChoiceFilter(label=_("State"), choices=DecisionState.choices, empty_label=_("All states"))
    lead = filters.ModelChoiceFilter(
        label=_("Lead organisation"), queryset=Organisation.objects.filter(led_decisions__isnull=False).distinct(),
        empty_label=_("All organisations"),
    )  # fmt: skip
    year = filters.NumberFilter(label=_("Year"), field_name="adopted_on", lookup_expr="year")

    class Meta:
        model = Decision
        fields = ("q", "state", "lead", "year")

    def by_words(self, rows, name, value):
        """Every word occurs in the symbol, the title or the text."""
        for word in value.split():
            rows = rows.filter(
                Q(symbol__icontains=word) | Q(working_reference__icontains=word)
                | Q(title__icontains=word) | Q(text__icontains=word)
            )  # fmt: skip
        return rows
