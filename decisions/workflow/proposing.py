"""A proposal as it is written: drafted with all its facts, changed without treading on others (RULES R3.9, R5.26)."""

import hashlib
import json

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from decisions.models import Decision
from decisions.states import DecisionState, StateConcern, TextKind
from decisions.workflow.decisions import draft_proposal, record_decision, reword
from decisions.workflow.state_track import judge_state_concern
from foundation.core.workflow import Refused, Stale
from members.standing import Standing

STAMPED = (
    "title", "text", "background", "kind", "bar", "lead_id", "proposer_id", "network_objectives",
    "gcm_objectives", "due_on", "supersedes_id",
)  # fmt: skip


def usual_concern(kind):
    """What is assumed where nobody says it: policy texts and public statements concern the state (RULES R5.26).

    Empty for a routine matter: whether it concerns the state is still to be said.
    """
    return StateConcern.YES if kind in (TextKind.POLICY, TextKind.URGENT) else ""


def stamp_of(decision):
    """A short mark of the words and facts of a proposal: it differs once anybody changed one."""
    facts = {name: getattr(decision, name) for name in STAMPED}
    facts["mandates"] = sorted(decision.mandates.values_list("pk", flat=True))
    return hashlib.sha256(json.dumps(facts, default=str, sort_keys=True).encode()).hexdigest()[:16]


def write_down(*, by, proposer=None, concern="", concern_reason="", **facts):
    """Draft a proposal, and record who judged whether it concerns the state. Returns the `Decision`.

    Who represents the proposer drafts it as a member; secretariat and co-chairs write down anybody's. Raises
    Refused when the very same proposal waits already, as after a page was sent twice.
    """
    concern = concern or usual_concern(facts.get("kind", TextKind.ROUTINE))
    # Nobody said it of a routine matter: it is left to be said, and no judgement is written for anybody.
    with transaction.atomic():
        _is_not_there_already(proposer, facts["title"], facts["text"])
        if proposer is not None and proposer.pk in Standing.of(by).member_organisations:
            decision = draft_proposal(proposer, by=by, **facts)
        else:
            decision = record_decision(by=by, proposer=proposer, **facts)
        if concern:
            judge_state_concern(decision, by=by, answer=concern, reason=concern_reason)
    return decision


def _is_not_there_already(proposer, title, text):
    waiting = Decision.objects.filter(
        proposer=proposer, state__in=(DecisionState.DRAFT, DecisionState.PROPOSED)
    )
    same = waiting.filter(title=title.strip(), text=text.strip()).first()
    if same is not None:
        raise Refused(
            _("This very proposal is there already, as %(reference)s. Open it instead of writing it again.")
            % {"reference": same.reference}
        )


def change_proposal(decision, *, by, stamp, **facts):
    """Change words and facts of a proposal that was read with this stamp.

    Raises `Stale`, with the proposal as it is now, when somebody else was quicker: nothing is overwritten.
    """
    with transaction.atomic():
        now = Decision.objects.select_for_update().get(pk=decision.pk)
        if stamp_of(now) != stamp:
            raise Stale(_("Somebody else changed this proposal while you were writing."), now)
        reword(decision, by=by, **facts)
