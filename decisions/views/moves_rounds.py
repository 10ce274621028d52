"""Buttons of the decision's page: those of its life and of consultation."""

from django.utils.translation import gettext_lazy as _

from decisions.forms import ReasonForm
from decisions.views.steps import Step
from decisions.workflow import decisions as life

MOVES = {
    life.begin_revision.slug: Step(
        life.begin_revision, text=_("The text can be changed then, and asked about anew.")
    ),
    life.take_up_again.slug: Step(life.take_up_again),
    life.escalate.slug: Step(life.escalate, page="decisions:decision_escalate"),
    life.defer.slug: Step(life.defer, ReasonForm),
    life.withdraw.slug: Step(
        life.withdraw, ReasonForm, kind="danger", text=_("What was said so far stays on record.")
    ),
}
