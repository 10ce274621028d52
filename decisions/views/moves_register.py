"""Buttons of the decision's page: those of the register and of adoption."""

from decisions.views.common import Step
from decisions.workflow.adoption import implement

MOVES = {implement.slug: Step(implement)}
