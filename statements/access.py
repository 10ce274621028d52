"""Who may see statements on their way, and who may do what with them (RULES R7, R8.41).

Drafting and clearance are for insiders of the Network: secretariat, co-chairs, representatives of the members.
Nobody from outside sees a statement here, nor a reader for the PMT; what is published has pages of its own.
"""

import rules
from django.utils.translation import gettext as _

from foundation.audit.states import Hat
from foundation.core.access import explains
from members.access import is_co_chair, is_insider, is_secretariat, represents_a_member, seen_as
from members.standing import Standing
from statements.states import OUT, StatementState


def statements_visible_to(rows, user):
    """Insiders see all statements, others none."""
    return rows if Standing.of(user).is_insider else rows.none()


@rules.predicate
def leads_it(user, statement):
    """Represents the member that drafts the statement, or is the person who does."""
    if statement is None:
        return False
    standing = Standing.of(user)
    is_drafter = standing.person is not None and standing.person.pk == statement.lead_person_id
    return statement.lead_id in standing.member_organisations or (is_drafter and standing.is_insider)


@rules.predicate
def is_asked(user, statement):
    """Represents a member of the Network; which one is asked is seen when it answers."""
    return Standing.of(user).represents_a_member


@rules.predicate
def still_drafts_it(user, statement):
    """Leads the drafting, and nobody has been asked yet: afterwards the secretariat folds in what was said."""
    return statement is None or (statement.state == StatementState.DRAFT and leads_it.test(user, statement))


may_begin = is_secretariat | is_co_chair | represents_a_member
may_draft = is_secretariat | leads_it
may_reword = is_secretariat | still_drafts_it
may_ask = is_secretariat | is_co_chair
may_return = is_co_chair
may_hold = is_secretariat | is_co_chair
may_withdraw = is_secretariat | is_co_chair
may_sign = is_co_chair
may_publish = is_secretariat | is_co_chair


@rules.predicate
def remarks_on_text(user, saying):
    """Members remark on a statement, each in the name of an organisation that they represent."""
    standing = Standing.of(user)
    if not standing.represents_a_member:
        return False
    if not saying.voice:
        return True
    rows = type(standing.person.organisation).objects.filter(pk__in=standing.member_organisations)
    return rows.filter(slug=saying.voice).exists()


@rules.predicate
def answers_for_text(user, saying):
    """The drafting lead and the secretariat take wording or decline it."""
    statement = saying.text.owner.statement
    return bool(Standing.of(user).is_secretariat or leads_it.test(user, statement))


rules.add_perm("statements.remark_on_statementtext", remarks_on_text)
rules.add_perm("statements.answer_for_statementtext", answers_for_text)
rules.add_perm("statements.see_statements", is_insider)


def hat_worn(user, thing=None):
    """The hat of an act that secretariat, co-chairs and members may all make (RULES R2.6)."""
    standing = Standing.of(user)
    if standing.is_secretariat:
        return Hat.SECRETARIAT
    return Hat.CO_CHAIR if standing.is_co_chair else Hat.MEMBER


@explains("statements.statement")
def why_statement(user, statement):
    """Why somebody sees a statement room."""
    if statement.state in OUT:
        return seen_as(user, _("the statement is published; how it came about is shared inside the Network."))
    return seen_as(user, _("statements are drafted and cleared among the members of the Network only."))
