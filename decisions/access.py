"""Who may see decisions and action points, and who may change them.

Secretariat and co-chairs see all, members all but what stands in draft minutes only. Readers for the
Programme Management Team see what was adopted and every action point. Outsiders see the action points
that their own organisation owns.
"""

import rules
from django.utils.translation import gettext as _

from decisions.models.decision import TAKEN
from decisions.states import ActionState, DecisionState
from foundation.core.access import explains
from members.access import is_co_chair, is_insider, is_secretariat, reads_reports, seen_as
from members.standing import Standing


@rules.predicate
def owns_it(user, action_point):
    """Represents the organisation that owes the action point."""
    return action_point is not None and action_point.owner_id in Standing.of(user).represents


may_report = is_secretariat | owns_it
may_declare = is_co_chair

rules.add_perm("decisions.see_register", reads_reports)
rules.add_perm("decisions.see_working_references", is_insider)


@explains("decisions.decision")
def why_decision(user, decision):
    """Why somebody sees a decision."""
    if decision.state in TAKEN:
        return seen_as(user, _("what the Network adopted is shared with members and readers of its reports."))
    if decision.state == DecisionState.DRAFT:
        return seen_as(
            user, _("drafts are for secretariat and co-chairs until they are put before the members.")
        )
    return seen_as(user, _("it was put before the members."))


@explains("decisions.actionpoint")
def why_action_point(user, action_point):
    """Why somebody sees an action point."""
    if action_point.state == ActionState.DRAFT:
        return seen_as(user, _("it stands in draft minutes, which only secretariat and co-chairs see."))
    standing = Standing.of(user)
    if standing.is_outsider or action_point.owner_id in standing.represents:
        return seen_as(user, _("your organisation owns this action point."))
    return seen_as(user, _("all action points are shared with members and readers of the reports."))


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
