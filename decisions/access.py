"""Who may see decisions and action points, and who may change them.

Secretariat and co-chairs see all, members all but what stands in draft minutes only. Readers for the
Programme Management Team see what was adopted and every action point. Outsiders see the action points
that their own organisation owns.
"""

import rules
from django.db.models import Q
from django.utils.translation import gettext as _

from decisions.states import TAKEN, ActionState, DecisionState, EscalatedTo
from foundation.audit.models import Act
from foundation.audit.states import Hat
from foundation.core.access import explains
from foundation.documents.models import Audience
from members.access import (
    is_co_chair,
    is_insider,
    is_secretariat,
    reads_reports,
    represents_a_member,
    seen_as,
)
from members.standing import Standing
from members.states import Role
from workinggroups.states import LEADING


@rules.predicate
def owns_it(user, action_point):
    """Represents the organisation that owes the action point."""
    return action_point is not None and action_point.owner_id in Standing.of(user).represents


@rules.predicate
def brings_it_forward(user, decision):
    """Represents the member that proposed it."""
    return decision is not None and decision.proposer_id in Standing.of(user).member_organisations


@rules.predicate
def speaks_for_proposer(user, organisation):
    """Represents this member, in whose name something is proposed."""
    return organisation is None or organisation.pk in Standing.of(user).member_organisations


@rules.predicate
def has_a_seat(user, round_):
    """Represents a member that is asked in this round; for the secretariat alone there is no such seat (R2.6)."""
    if round_ is None:
        return represents_a_member(user)
    if hasattr(round_, "seats"):
        return round_.seats.filter(organisation__in=list(Standing.of(user).represents)).exists()
    return False


@rules.predicate
def is_focal_point_there(user, thing):
    """Is the focal point of this organisation, or of a member asked in this round."""
    led = [pk for pk, role in Standing.of(user).represents.items() if role == Role.FOCAL_POINT]
    if thing is None:
        return bool(led)
    if hasattr(thing, "seats") and hasattr(thing, "decision_id"):
        return thing.seats.filter(organisation__in=led).exists()
    return thing.pk in led


@rules.predicate
def leads_its_group(user, action_point):
    """Leads the working group whose action point it is; where there is none yet, leads any."""
    led = {key for key, roles in Standing.of(user).groups.items() if roles & set(LEADING)}
    return bool(led) if action_point is None else action_point.group_id in led


keeps_actions = is_secretariat | leads_its_group


@rules.predicate
def brings_its_paper_forward(user, paper):
    """Represents the member that proposed what the paper stands beside."""
    return paper is not None and paper.decision.proposer_id in Standing.of(user).member_organisations


@rules.predicate
def reads_for_pmt(user):
    """Reads for the Programme Management Team."""
    return Standing.of(user).is_pmt_reader


may_report = keeps_actions | owns_it
may_declare = is_co_chair
may_propose = represents_a_member & speaks_for_proposer
may_write_down = is_secretariat | is_co_chair
may_bring_forward = is_secretariat | is_co_chair | brings_it_forward
may_remove_paper = is_secretariat | is_co_chair | brings_its_paper_forward
may_put_on_agenda = is_secretariat | is_co_chair
may_open_rounds = is_secretariat | is_co_chair
may_judge = may_bring_forward
may_contest = represents_a_member


def hat_worn(user, thing=None):
    """The hat of an act that secretariat, co-chairs and proposing members may all make (RULES R2.6)."""
    standing = Standing.of(user)
    if standing.is_secretariat:
        return Hat.SECRETARIAT
    return Hat.CO_CHAIR if standing.is_co_chair else Hat.MEMBER


rules.add_perm("decisions.see_register", reads_reports)
rules.add_perm("decisions.see_monitor", is_secretariat | is_co_chair | reads_for_pmt)
rules.add_perm("decisions.see_working_references", is_insider)


@explains("decisions.decision")
def why_decision(user, decision):
    """Why somebody sees a decision."""
    if decision.state in TAKEN:
        return seen_as(user, _("what the Network adopted is shared with members and readers of its reports."))
    if decision.state == DecisionState.DRAFT:
        return seen_as(
            user,
            _(
                "drafts are for secretariat, co-chairs and their proposer until they are put before the members."
            ),
        )
    return seen_as(user, _("it was put before the members."))


@explains("decisions.stateconsultation")
def why_state_consultation(user, consultation):
    """Why somebody sees a letter to the state."""
    if consultation.sent_on is None:
        return seen_as(user, _("letters that have not left are for secretariat and co-chairs."))
    return seen_as(user, _("what the state was asked and answered is shared inside the Network."))


@explains("decisions.escalation")
def why_escalation(user, escalation):
    """Why somebody sees the note of an escalation."""
    if Standing.of(user).is_insider:
        return seen_as(user, _("the Network reads what was asked in its name."))
    return seen_as(user, _("this question was put to the Programme Management Team."))


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
        own = Q(state=DecisionState.DRAFT, proposer__in=list(standing.member_organisations))
        return rows.filter(~Q(state=DecisionState.DRAFT) | own)
    if standing.is_pmt_reader:
        return rows.filter(state__in=TAKEN)
    return rows.none()


# What readers of adopted decisions are told of their life; what was said on the way is the members' own.
TOLD_TO_READERS = (
    "decisions.adopt", "decisions.begin_implementation", "decisions.implement", "decisions.supersede",
    "decisions.issue_corrigendum", "decisions.explain_position", "decisions.change_parameter",
)  # fmt: skip


def acts_visible_to(user, decision):
    """The acts on a decision of which this reader is told, newest first (USERS.md 8)."""
    acts = Act.objects.about(decision).open()
    standing = Standing.of(user)
    if standing.is_secretariat or standing.is_co_chair:
        return acts
    if standing.is_insider:
        # Members learn of a silence procedure when it opens; its preparation is between office and co-chairs.
        return acts.exclude(verb="decisions.prepare_round")
    return acts.filter(verb__in=TOLD_TO_READERS)


def rounds_visible_to(rows, user):
    """Insiders see the rounds of what they see; one that is prepared is for secretariat and co-chairs."""
    standing = Standing.of(user)
    if standing.is_secretariat or standing.is_co_chair:
        return rows
    if standing.is_insider:
        return rows.exclude(opened_at=None)
    return rows.none()


def state_consultations_visible_to(rows, user):
    """Insiders see what the state was asked and answered; a draft letter is the secretariat's and co-chairs'."""
    standing = Standing.of(user)
    if standing.is_secretariat or standing.is_co_chair:
        return rows
    return rows.exclude(sent_on=None) if standing.is_insider else rows.none()


def escalations_visible_to(rows, user):
    """The Network reads every note of escalation; who reads for the PMT, what was sent to it (RULES R4.23).

    The note names no member beside its objection: positions stay inside the Network (USERS.md 8).
    """
    standing = Standing.of(user)
    if standing.is_insider:
        return rows
    if standing.is_pmt_reader:
        return rows.filter(to=EscalatedTo.PMT, sent_at__isnull=False)
    return rows.none()


def background_papers_visible_to(rows, user):
    """Papers of decisions that `user` sees and insiders may read (RULES R8.41).

    Those for named persons are for secretariat, co-chairs and the people of the proposer.
    """
    from decisions.models import Decision  # noqa: PLC0415 -- models import this module lazily too

    standing = Standing.of(user)
    if not standing.is_insider:
        return rows.none()
    rows = rows.filter(removed_at=None, decision__in=Decision.objects.visible_to(user))
    if standing.is_secretariat or standing.is_co_chair:
        return rows
    own = Q(decision__proposer__in=list(standing.member_organisations))
    return rows.filter(~Q(audience=Audience.NAMED) | own)


def action_points_visible_to(rows, user):
    """Narrow action points to those that `user` may see."""
    standing = Standing.of(user)
    if standing.is_secretariat or standing.is_co_chair:
        return rows
    if standing.person is None:
        return rows.none()
    led = [key for key, roles in standing.groups.items() if roles & set(LEADING)]
    rows = rows.filter(~Q(state=ActionState.DRAFT) | Q(group__in=led))
    own = Q(group__in=list(standing.groups)) | Q(owner__in=list(standing.represents))
    if standing.is_insider or standing.is_pmt_reader:
        return rows.filter(Q(group__isnull=True) | own)
    return rows.filter(own | Q(owner=standing.organisation_id, group__isnull=True))
