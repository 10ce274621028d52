"""The life of a decision (RULES R3.9 to R3.14); consultation and silence come with a later issue.

    draft ─► proposed ─► adopted ─► in_implementation ─► implemented
      │          │          └──────────────────────────────┘ when nothing is left to do
      └──────────┴─► withdrawn

There is no vote: a co-chair declares adoption, and the text is fixed by its hash from then on.
"""

import hashlib

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.access import is_secretariat, may_declare
from decisions.models import Decision
from decisions.states import DECISION_MAP, ActionState, DecisionState
from foundation.audit.states import Hat
from foundation.core.workflow import THE_PORTAL, Refused, Workflow
from foundation.documents.symbols import next_symbol

S = DecisionState
DECISION = Workflow("decisions", DecisionState, DECISION_MAP)


@DECISION.creation(
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Record a decision"), done=_("Decision recorded")
)
def record_decision(*, by, title, text, lead=None, due_on=None):
    """Write down the wording of a decision; it has a working reference until it is adopted (R3.14)."""
    year = timezone.localdate().year
    return Decision.objects.create(
        title=title.strip(),
        text=text.strip(),
        lead=lead,
        due_on=due_on,
        working_reference=next_symbol(f"UNMN-KG/{year}/DRAFT-DEC"),
    )


@DECISION.act(
    S.DRAFT, S.PROPOSED, may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Change the wording"),
    done=_("Wording of the decision changed"), automatic=True,
)  # fmt: skip
def reword(decision, *, by, text, title=None, lead=None, due_on=None):
    """Change what is not adopted yet. `title`, `lead` and `due_on` change only together, with a title."""
    decision.act_details = {"was": decision.text}
    decision.text = text.strip()
    if title is not None:
        decision.title, decision.lead, decision.due_on = title.strip(), lead, due_on


@DECISION.move(
    S.DRAFT, to=S.PROPOSED, may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Propose"),
    done=_("Decision proposed"), automatic=True,
)  # fmt: skip
def propose(decision, *, by):
    """Put the wording before the members."""


@DECISION.move(
    S.PROPOSED, to=S.ADOPTED, may=may_declare, hat=Hat.CO_CHAIR, label=_("Declare adopted"),
    done=_("Adoption declared"), automatic=True,
)  # fmt: skip
def adopt(decision, *, by, adopted_on, declared_by=""):
    """Declare that nobody objects: the decision gets its number, and its text is fixed by its hash.

    `adopted_on` is the day of the meeting; `declared_by` names the co-chairs when the portal counts their
    approvals. Rule: RULES R3.12 to R3.14.
    """
    if adopted_on > timezone.localdate():
        raise Refused(_("A decision cannot be adopted before its meeting has taken place."))
    decision.adopted_on = adopted_on
    decision.symbol = next_symbol(f"UNMN-KG/{adopted_on.year}/DEC")
    decision.declared_by = declared_by or str(by)
    decision.text_hash = hashlib.sha256(decision.text.encode()).hexdigest()


@DECISION.move(
    S.ADOPTED, to=S.IN_IMPLEMENTATION, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Begin implementation"), done=_("Implementation began"), automatic=True,
)  # fmt: skip
def begin_implementation(decision, *, by):
    """The decision has a due date or action points that wait to be done."""


@DECISION.move(
    S.ADOPTED, S.IN_IMPLEMENTATION, to=S.IMPLEMENTED, may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Mark as implemented"), done=_("Decision implemented"), automatic=True,
)  # fmt: skip
def implement(decision, *, by):
    """All that the decision asks for is done. Raises Refused while an action point of it is open."""
    if decision.action_points.filter(state=ActionState.OPEN).exists():
        raise Refused(_("An action point of this decision is still open. Close it first."))
    decision.implemented_on = timezone.localdate()


@DECISION.move(
    S.DRAFT, S.PROPOSED, to=S.WITHDRAWN, may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Withdraw"),
    done=_("Decision withdrawn"),
)  # fmt: skip
def withdraw(decision, *, by, reason):
    """Take a wording back that was not adopted."""
    if not reason.strip():
        raise Refused(_("Give the reason for withdrawing."))


def declare_adopted(decision, *, by, adopted_on, declared_by=""):
    """Adopt, and go on to what follows: implementation, or nothing left to do (RULES R3.9)."""
    adopt(decision, by=by, adopted_on=adopted_on, declared_by=declared_by)
    is_to_do = decision.due_on or decision.action_points.exclude(state=ActionState.DONE).exists()
    follow = begin_implementation if is_to_do else implement
    follow(decision, by=THE_PORTAL)
