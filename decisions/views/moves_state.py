"""Buttons of the decision's page: those of the state's part and of proposing."""

from django.utils.translation import gettext_lazy as _

from decisions.views.steps import Step
from decisions.workflow import decisions as life

MOVES = {
    life.propose.slug: Step(
        life.propose,
        kind="",
        text=_("All members see it then. They are not asked for an answer yet: that is the next step."),
    ),
}
