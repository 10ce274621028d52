"""The Network's working methods change by its decisions only, and keep their history (RULES part 2)."""

from django.utils.translation import gettext_lazy as _

from decisions.access import is_secretariat
from decisions.states import TAKEN
from decisions.workflow.decisions import DECISION
from foundation.audit.states import Hat
from foundation.core.workflow import Refused
from members.workflow import set_parameter


@DECISION.act(
    *TAKEN, may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Change a working method"),
    done=_("Working method of the Network changed by a decision"),
)  # fmt: skip
def change_parameter(decision, *, by, name, value, since):
    """Give a parameter the value that this adopted decision sets, from a day on not before its adoption."""
    if since < decision.adopted_on:
        raise Refused(_("It cannot be in force before the decision was adopted."))
    decision.act_details = {"parameter": name, "value": value, "since": since.isoformat()}
    return set_parameter(by=by, name=name, value=value, since=since, decided_by=decision.symbol)
