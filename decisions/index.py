"""What the search knows of decisions and action points."""

from datetime import datetime, time

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core.working_days import BISHKEK
from foundation.search.sources import Source, Words, register


def words_of_decision(decision):
    """Symbol or working reference, title and text."""
    at = decision.made_at
    if decision.adopted_on:
        at = datetime.combine(decision.adopted_on, time(12), BISHKEK)
    facets = [f"network_objectives:{number}" for number in decision.network_objectives]
    facets += [f"gcm_objectives:{number}" for number in decision.gcm_objectives]
    if decision.proposer_id:
        facets.append(f"owner:{decision.proposer_id}")
    text = f"{decision.symbol} {decision.text}".strip()
    yield Words(title=decision.title, text=text, facets=tuple(facets), at=at)


def words_of_action_point(point):
    """What is to be done, by whom, and how far it is."""
    facets = [f"owner:{point.owner_id}"]
    if point.group_id:
        facets.append(f"group:{point.group_id}")
    yield Words(
        title=point.text, text=f"{point.progress}\n{point.owner.acronym}".strip(), facets=tuple(facets),
        at=point.made_at,
    )  # fmt: skip


DECISIONS = register(
    Source(
        label="decisions.decision", name=_("Decisions"), icon="scale", words=words_of_decision,
        show=lambda row, entry: (
            str(row), reverse("decisions:decision", args=[row.pk]), row.get_state_display()
        ),
    )
)  # fmt: skip
ACTION_POINTS = register(
    Source(
        label="decisions.actionpoint", name=_("Action points"), icon="check-circle",
        words=words_of_action_point, related=("owner",),
        show=lambda row, entry: (row.text, reverse("decisions:action_point", args=[row.pk]), row.owner),
    )
)  # fmt: skip
