"""The Network's working methods change by its decisions only, and keep their history (RULES part 2)."""

import re

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.access import is_secretariat
from decisions.states import IN_FORCE
from decisions.workflow.decisions import DECISION
from foundation.audit.states import Hat
from foundation.core.workflow import THE_PORTAL, Refused
from members.models import Parameter
from members.workflow import set_parameter


@DECISION.act(
    *IN_FORCE, may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Change a working method"),
    done=_("Working method of the Network changed by a decision"),
)  # fmt: skip
def change_parameter(decision, *, by, name, value, since):
    """Give a parameter the value that this adopted decision sets, from a day on not before its adoption.

    What was in force stays as it was: the day is today or ahead. Raises Refused for any other, and where the
    words that the members agreed on do not name the value.
    """
    if name not in Parameter.DEFAULTS:
        raise Refused(_("There is no such working method."))
    if not re.search(rf"(?<!\d){value}(?!\d)", decision.text):
        raise Refused(
            _("The wording of %(decision)s does not say %(value)s. A decision that changes a working method gives "
              "the new value in figures.") % {"decision": decision.symbol, "value": value}
        )  # fmt: skip
    if since < decision.adopted_on:
        raise Refused(_("It cannot be in force before the decision was adopted."))
    if since < timezone.localdate():
        raise Refused(_("Choose today or a later day: what was in force stays as it was."))
    decision.act_details = {
        "parameter": name, "was": Parameter.value_of(name, since), "value": value, "since": since.isoformat(),
    }  # fmt: skip
    return set_parameter(by=THE_PORTAL, name=name, value=value, since=since, decided_by=decision.symbol)
