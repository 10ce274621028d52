"""Which decision an agenda item is about: linked by the secretariat, and let go again."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from decisions.models import Decision
from decisions.states import DecisionState
from decisions.workflow import decisions
from foundation.audit.states import Hat
from foundation.core.workflow import Refused
from meetings.access import is_secretariat
from meetings.states import ItemKind, ItemState
from meetings.workflow.agenda import AGENDA, _open_meeting, _refuse_impossible
from meetings.workflow.agenda_decisions import LINKABLE, release, standing_items


@AGENDA.act(
    ItemState.ON_AGENDA, may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Link a decision"),
    done=_("Decision linked to an agenda item"),
)  # fmt: skip
def link_decision(item, *, by, decision):
    """Let an item deal with a decision; it becomes “for decision”. Members are asked once the agenda leaves.

    Raises Refused at an annual meeting (R6.35), for a decision that is settled or in a silence procedure, and for
    one that stands on another agenda.
    """
    _open_meeting(item.meeting)
    _refuse_impossible({"kind": ItemKind.DECISION}, item.meeting)
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if decision.state not in LINKABLE:
        raise Refused(
            _("This decision is settled, or members are asked about it. It cannot go on an agenda now.")
        )
    live = decisions.live_round(decision)
    if live is not None and live.is_silence:
        raise Refused(_("A silence procedure on it is prepared or open. Wait for its result."))
    other = standing_items(decision).exclude(pk=item.pk).first()
    if other is not None:
        raise Refused(
            _now("It stands on the agenda of “%(meeting)s” already. Take it off there first.")
            % {"meeting": other.meeting}
        )
    if item.decision_id and item.decision_id != decision.pk:
        release(item)
    if decision.state == DecisionState.DEFERRED:
        decisions.take_up_again(decision, by=by)
    item.decision, item.kind = decision, ItemKind.DECISION
    item.version += 1
    item.act_details = {"decision": decision.reference}


@AGENDA.act(
    ItemState.ON_AGENDA, may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Unlink the decision"),
    done=_("Decision unlinked from an agenda item"),
)  # fmt: skip
def unlink_decision(item, *, by):
    """The item does not deal with the decision any more."""
    _open_meeting(item.meeting)
    release(item)
    item.act_details = {"decision": item.decision.reference if item.decision else ""}
    item.decision = None
    item.version += 1
