"""Narrowing the register of decisions and the list of action points."""

import django_filters as filters
from django import forms
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models import ActionPoint, Decision
from decisions.objectives import gcm_objectives, network_objectives
from decisions.states import ActionState, AdoptionMode, Age, DecisionState, StateConcern
from foundation.core.forms import DateInput
from foundation.core.templatetags.ui import in_language
from members.models import Organisation


class Order(models.TextChoices):
    """In which order the register stands."""

    NEWEST = "newest", _("Newest first")
    OLDEST = "oldest", _("Oldest first")
    DUE = "due", _("By the date of implementation")
    TITLE = "title", _("By title")


BY_ORDER = {
    Order.NEWEST: (F("adopted_on").desc(nulls_first=True), "-pk"),
    Order.OLDEST: (F("adopted_on").asc(nulls_last=True), "pk"),
    Order.DUE: (F("due_on").asc(nulls_last=True), "pk"),
    Order.TITLE: ("title", "pk"),
}
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


def has_come(day):
    """Refuse a day ahead: how the register will stand then, nobody knows."""
    if day > timezone.localdate():
        raise forms.ValidationError(_("Choose today or a day before."))


def _led(kind):
    return Organisation.objects.filter(**{f"{kind}__isnull": False}).distinct()


class _BodyField(filters.fields.ModelChoiceField):
    def label_from_instance(self, obj):
        """Its name in the reader's language."""
        return in_language(obj)


class _BodyFilter(filters.ModelChoiceFilter):
    field_class = _BodyField


class DecisionFilter(filters.FilterSet):
    """The register by words, by what a decision is about, and as it stood on a day (RULES R9.49, R10.66)."""

    q = filters.CharFilter(label=_("Words or symbol"), method="by_words", max_length=200)
    state = filters.ChoiceFilter(
        label=_("State"), choices=DecisionState.choices, empty_label=_("All states"), method="by_state"
    )
    year = filters.NumberFilter(
        label=_("Year"), field_name="adopted_on", lookup_expr="year", min_value=2000, max_value=2100
    )
    order = filters.ChoiceFilter(
        label=_("Order"), choices=Order.choices, method="in_order", empty_label=_("Usual order")
    )
    as_of = filters.DateFilter(
        label=_("As of"), widget=DateInput, method="leave_as_it_is", validators=[has_come]
    )
    adoption_mode = filters.ChoiceFilter(
        label=_("How it was adopted"), choices=AdoptionMode.choices, empty_label=_("In any way")
    )
    lead = _BodyFilter(
        label=_("Lead organisation"), queryset=lambda _request: _led("led_decisions"),
        empty_label=_("All organisations"),
    )  # fmt: skip
    proposer = _BodyFilter(
        label=_("Proposed by"), queryset=lambda _request: _led("proposed_decisions"),
        empty_label=_("All organisations"),
    )  # fmt: skip
    network_objective = filters.ChoiceFilter(
        label=_("Network objective"), choices=network_objectives, method="by_objective",
        empty_label=_("All objectives"),
    )  # fmt: skip
    gcm_objective = filters.ChoiceFilter(
        label=_("GCM objective"),
        choices=gcm_objectives,
        method="by_objective",
        empty_label=_("All objectives"),
    )
    concerns_state = filters.ChoiceFilter(
        label=_("Of concern to the state"), choices=StateConcern.choices, empty_label=_("Yes or no")
    )
    overdue = filters.BooleanFilter(label=_("Overdue only"), method="by_lateness", widget=forms.CheckboxInput)
    reserved = filters.BooleanFilter(
        label=_("With reservations or dissociations"), method="by_reservation", widget=forms.CheckboxInput
    )

    class Meta:
        model = Decision
        fields = ()

    @property
    def day(self):
        """The day of which the register is shown, or None for today."""
        # What is wrong with another field changes nothing about the day.
        return self.form.cleaned_data.get("as_of") if self.is_bound and self.errors is not None else None

    @property
    def is_narrowed(self):
        """Whether anything below the first line of the form is set, so that it stands open."""
        first = ("q", "state", "year", "order")
        return any(
            value for name, value in self.form.data.items() if name in self.filters and name not in first
        )

    def filter_queryset(self, queryset):
        """The day comes first: states, lateness and figures are those of that day."""
        queryset = queryset.as_of(self.day) if self.day else queryset
        queryset = queryset.order_by(*BY_ORDER[Order.NEWEST])
        return super().filter_queryset(queryset)

    def by_words(self, rows, name, value):
        """The words, in any form; the best first, unless another order is asked for."""
        return rows.with_words(value).order_by("-rank", *BY_ORDER[Order.NEWEST])

    def by_state(self, rows, name, value):
        """The state now, or on the day of which the register is shown."""
        return rows.filter(**{"state_then" if self.day else "state": value})

    def leave_as_it_is(self, rows, name, value):
        """The day was applied before everything else."""
        return rows

    def by_objective(self, rows, name, value):
        """Those that touch the objective of this number."""
        return rows.filter(**{f"{name}s__contains": [int(value)]})

    def by_lateness(self, rows, name, value):
        """In implementation after its date, today or on the day shown; derived (RULES R3.10)."""
        if not value:
            return rows
        if self.day:
            return rows.filter(state_then=DecisionState.IN_IMPLEMENTATION, due_on__lt=self.day)
        return rows.overdue()

    def by_reservation(self, rows, name, value):
        """Those that are printed with a reservation or a dissociation."""
        return rows.with_reservations() if value else rows

    def in_order(self, rows, name, value):
        """Another order than the usual one."""
        return rows.order_by(*BY_ORDER[value])
