"""How the secretariat narrows the list of circulations."""

import django_filters
from django.utils.translation import gettext_lazy as _

from foundation.circulation.letters import occasion_name
from foundation.circulation.models import Circulation
from foundation.circulation.states import CirculationState


class CirculationFilter(django_filters.FilterSet):
    """By state, by occasion, by words of the title."""

    title = django_filters.CharFilter(label=_("Words of the title"), lookup_expr="icontains")
    state = django_filters.ChoiceFilter(label=_("State"), choices=CirculationState, empty_label=_("All"))
    occasion = django_filters.ChoiceFilter(
        label=_("Occasion"), choices=lambda: _occasions(), empty_label=_("All")
    )
    failures = django_filters.BooleanFilter(
        label=_("With failures"), method="with_failures", widget=django_filters.widgets.forms.CheckboxInput
    )

    class Meta:
        model = Circulation
        fields = ("title", "state", "occasion")

    def with_failures(self, rows, _name, value):
        """Keep those of which a delivery failed."""
        return rows.filter(failed__gt=0) if value else rows


def _occasions():
    used = Circulation.objects.order_by("occasion").values_list("occasion", flat=True).distinct()
    return sorted(((one, occasion_name(one)) for one in used), key=lambda pair: str(pair[1]))
