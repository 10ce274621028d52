"""Why somebody sees the register of decisions and the list of action points (RULES R10.64)."""

from django.utils.translation import gettext as _

from foundation.core.access import explains_pages
from members.access import seen_as
from members.standing import Standing


@explains_pages("decisions:decision_list")
def why_register(user):
    """What the register shows to whom."""
    standing = Standing.of(user)
    if standing.is_secretariat or standing.is_co_chair:
        return seen_as(user, _("you see all decisions, drafts included."))
    if standing.is_insider:
        return seen_as(
            user,
            _("you see what was put before the members; drafts are for secretariat and co-chairs."),
        )
    return seen_as(user, _("what the Network adopted is shared with members and readers of its reports."))


@explains_pages("decisions:action_point_list", "decisions:action_point_overview")
def why_action_points(user):
    """Which action points stand in the list."""
    standing = Standing.of(user)
    if standing.is_secretariat or standing.is_co_chair:
        return seen_as(user, _("you see all action points, those of draft minutes included."))
    if standing.is_outsider:
        return seen_as(user, _("you see the action points of your own organisation."))
    return seen_as(user, _("all action points are shared with members and readers of the reports."))


@explains_pages(
    "decisions:decision_new", "decisions:decision_edit", "decisions:decision_paper_new",
    "decisions:decision_concern", "decisions:state_consultation_new", "decisions:state_consultation_move",
)  # fmt: skip
def why_proposing(user):
    """Why somebody sees the pages on which proposals and letters to the state are written."""
    return seen_as(user, _("members propose; secretariat and co-chairs keep proposals and the state's part."))


@explains_pages("decisions:monitor")
def why_monitor(user):
    """Who watches the implementation."""
    return seen_as(
        user, _("secretariat, co-chairs and readers of the reports watch how decisions are implemented.")
    )


@explains_pages("decisions:board_list")
def why_boards(user):
    """Open consultations are for those who are asked and who ask."""
    return seen_as(user, _("consultations are shared among members, co-chairs and secretariat."))


@explains_pages("decisions:escalation_circulate")
def why_sending_notes(user):
    """The note of an escalation is sent by who speaks for the Network (RULES R4.23)."""
    return seen_as(user, _("the secretariat and the co-chairs send notes of escalation."))


@explains_pages("decisions:round_prepare", "decisions:round_open")
def why_opening(user):
    """Only secretariat and co-chairs open a round (RULES R4.15)."""
    return seen_as(user, _("only secretariat and co-chairs open a consultation."))


@explains_pages("decisions:round_answer")
def why_answering(user):
    """The focal point and the alternate answer for the member (RULES R2.4)."""
    return seen_as(user, _("your organisation is asked in this consultation."))


@explains_pages(
    "decisions:parameter_change", "decisions:decision_revise", "decisions:record_answer",
)  # fmt: skip
def why_secretariat(user):
    """What only the secretariat does, only the secretariat sees."""
    return seen_as(user, _("only the secretariat does this."))
