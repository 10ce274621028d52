"""Buttons of the decision's page: those of the register and of adoption."""

from django.utils.translation import gettext_lazy as _

from decisions.forms_register import ActionPointForm, ClosingForm, ExplanationForm
from decisions.views.steps import Step
from decisions.workflow.adoption import implement
from decisions.workflow.register import explain_position, issue_corrigendum, order_action

MOVES = {
    implement.slug: Step(
        implement, ClosingForm, kind="",
        text=_("All that the decision asks for is done. An action point that is opened again opens it again."),
    ),
    order_action.slug: Step(
        order_action, ActionPointForm, text=_("It belongs to this decision, which is in implementation until it is done."),
    ),
    explain_position.slug: Step(
        explain_position, ExplanationForm,
        text=_("It has no effect on adoption and is printed with the decision for good. It cannot be taken back."),
    ),
    issue_corrigendum.slug: Step(issue_corrigendum, page="decisions:decision_corrigendum"),
}  # fmt: skip
