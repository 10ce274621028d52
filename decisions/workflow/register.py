"""What is put beside a decision: papers, explanations of position, corrigenda (RULES R3.13, R8.45)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.access import hat_worn, is_secretariat, may_bring_forward, may_contest, may_remove_paper
from decisions.models import BackgroundPaper, Corrigendum, Explanation
from decisions.states import IN_FORCE, PENDING, TAKEN, DecisionState
from decisions.workflow.action_points import record_action_point
from decisions.workflow.decisions import DECISION
from decisions.workflow.texts import names_of
from foundation.audit.states import Hat
from foundation.core.workflow import Refused, Workflow
from foundation.documents.files import store_upload
from foundation.documents.models import Audience, Classification
from members.standing import Standing

PAPER = Workflow("decisions")


@DECISION.act(
    *PENDING, *TAKEN, may=may_contest, hat=Hat.MEMBER, label=_("Explain your position"),
    done=_("Explanation of position added"),
)  # fmt: skip
def explain_position(decision, *, by, organisation, text):
    """A member explains its position: no effect on adoption, printed with the decision for good."""
    standing = Standing.of(by)
    if organisation.pk not in standing.member_organisations:
        raise Refused(_("You do not represent this member."))
    if not text.strip():
        raise Refused(_("Write down what you want to say."))
    Explanation.objects.create(
        decision=decision, organisation=organisation, names=names_of(organisation), text=text.strip(),
        by=standing.person, at=timezone.now(),
    )  # fmt: skip


@DECISION.act(
    *TAKEN,
    may=is_secretariat,
    hat=Hat.SECRETARIAT,
    label=_("Issue a corrigendum"),
    done=_("Corrigendum issued"),
)
def issue_corrigendum(decision, *, by, reads_now, should_read, reason):
    """Correct a slip of an adopted text in a record of its own (RULES R3.13). Returns the `Corrigendum`.

    Raises Refused when the words to correct do not stand in the text: a change of substance is a new decision.
    """
    if reads_now.strip() not in decision.text:
        raise Refused(_("These words do not stand in the adopted text. Copy them from it."))
    if decision.text.count(reads_now.strip()) > 1:
        raise Refused(_("These words stand in the text more than once. Copy more of the words around them."))
    if not reason.strip() or not should_read.strip():
        raise Refused(_("Give the corrected words and the reason."))
    if reads_now.split() == should_read.split():
        raise Refused(_("Both wordings are the same. Write how it should read."))
    return Corrigendum.objects.create(
        decision=decision, number=decision.corrigenda.count() + 1, reads_now=reads_now.strip(),
        should_read=should_read.strip(), reason=reason.strip(), by=Standing.of(by).person, at=timezone.now(),
    )  # fmt: skip


@DECISION.act(
    *IN_FORCE, may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Add an action point"),
    done=_("Action point ordered"),
)  # fmt: skip
def order_action(decision, *, by, text, owner, person=None, due_on=None):
    """Order what carries the decision out: it is in implementation (again) until that is done (RULES R3.9).

    For decisions that no minutes record, such as those by silence. Returns the `ActionPoint`.
    """
    return record_action_point(by=by, text=text, owner=owner, person=person, due_on=due_on, decision=decision)


@DECISION.act(
    DecisionState.DRAFT, *PENDING, may=may_bring_forward, hat=hat_worn, label=_("Add a background paper"),
    done=_("Background paper added"),
)  # fmt: skip
def add_paper(decision, *, by, title, upload, language="en", **access):
    """Put a paper beside a proposal. `access`: classification and audience. Returns the `BackgroundPaper`."""
    _fits(**access)
    stored = store_upload(upload, by=by)
    decision.act_details = {"paper": title.strip()}
    return BackgroundPaper.objects.create(
        decision=decision, title=title.strip(), language=language, stored_file=stored, added_by=by, **access
    )


def _fits(classification=Classification.UNCLASSIFIED, audience=Audience.NETWORK):
    if classification == Classification.STRICTLY_CONFIDENTIAL and audience != Audience.NAMED:
        raise Refused(
            _("A strictly confidential paper is for named persons only. Choose that audience first.")
        )


@PAPER.act(may=may_remove_paper, hat=hat_worn, label=_("Remove"), done=_("Background paper removed"))
def remove_paper(paper, *, by):
    """Take a paper away from a proposal; the file stays on record. What was adopted keeps its papers."""
    if paper.decision.is_taken:
        raise Refused(_("This decision is adopted: the papers that it stood on stay with it."))
    paper.removed_at = timezone.now()
