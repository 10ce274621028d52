"""Who may see decisions and action points, and who may change them.

Secretariat and co-chairs see all, members all but what stands in draft minutes only. Readers for the
Programme Management Team see what was adopted and every action point. Outsiders see the action points
that their own organisation owns.
"""

import rules

from decisions.models.decision import TAKEN
from decisions.states import ActionState, DecisionState
from members.access import is_co_chair, is_insider, is_secretariat, reads_reports
from members.standing import Standing


@rules.predicate
def owns_it(user, action_point):
    """Represents the organisation that owes the action point."""
    return action_point is not None and action_point.owner_id in Standing.of(user).represents


may_report = is_secretariat | owns_it
may_declare = is_co_chair

rules.add_perm("decisions.see_register", reads_reports)
rules.add_perm("decisions.see_working_references", is_insider)


def decisions_visible_to(rows, user):
    """Narrow decisions to those that `user` may see."""
    standing = Standing.of(user)
    if standing.is_secretariat or standing.is_co_chair:
        return rows
    if standing.is_insider:
        return rows.exclude(state=DecisionState.DRAFT)
    if standing.is_pmt_reader:
        return rows.filter(state__in=TAKEN)
    return rows.none()


def action_points_visible_to(rows, user):
    """Narrow action points to those that `user` may see."""
    standing = Standing.of(user)
    if standing.is_secretariat or standing.is_co_chair:
        return rows
    rows = rows.exclude(state=ActionState.DRAFT)
    if standing.is_insider or standing.is_pmt_reader:
        return rows
    if standing.person is None:
        return rows.none()
    return rows.filter(owner=standing.organisation_id)
