"""Why somebody sees the list of working groups and the forms of one (RULES R10.64)."""

from django.utils.translation import gettext as _

from foundation.core.access import explains_pages
from members.access import seen_as
from members.standing import Standing


@explains_pages("workinggroups:group_list")
def why_groups(user):
    """Which groups stand in the list."""
    standing = Standing.of(user)
    if standing.is_secretariat or standing.is_co_chair:
        return seen_as(user, _("secretariat and co-chairs see every working group and its space."))
    if standing.is_insider:
        return seen_as(
            user, _("the Network's working groups are known to all its members, their space is not.")
        )
    if standing.is_pmt_reader:
        return seen_as(user, _("readers of the reports see the working groups that were established."))
    return seen_as(user, _("you see the working groups in which you take part."))


@explains_pages("workinggroups:group_new")
def why_proposing(user):
    """Any member may propose a group."""
    return seen_as(user, _("members, secretariat and co-chairs may propose a working group."))


@explains_pages(
    "workinggroups:group_establish", "workinggroups:group_turn_down", "workinggroups:group_close",
    "workinggroups:group_reopen", "workinggroups:group_move_end",
)  # fmt: skip
def why_office(user):
    """The Network's decisions on groups are recorded by the secretariat."""
    return seen_as(user, _("only the secretariat does this."))


@explains_pages("workinggroups:group_propose_again")
def why_proposing_again(user):
    """A group that was turned down is proposed again by its proposer or the office."""
    return seen_as(user, _("who proposed the group, and the secretariat, may propose it again."))


@explains_pages(
    "workinggroups:group_edit", "workinggroups:group_hand_in", "workinggroups:group_lead",
    "workinggroups:group_invite", "workinggroups:seat_new", "workinggroups:seat_end",
    "workinggroups:deliverable_new", "workinggroups:deliverable_edit", "workinggroups:document_edit",
    "workinggroups:document_withdraw", "workinggroups:note_new", "workinggroups:note_edit",
    "workinggroups:note_circulate", "workinggroups:terms_edit", "workinggroups:terms_circulate",
    "workinggroups:terms_take_back",
)  # fmt: skip
def why_running(user):
    """Forms of who runs the group."""
    return seen_as(user, _("the lead and the co-lead run the group, and the secretariat helps."))


@explains_pages(
    "workinggroups:group_leave", "workinggroups:document_new", "workinggroups:deliverable_move",
)  # fmt: skip
def why_taking_part(user):
    """Forms of who takes part in the group."""
    return seen_as(user, _("who takes part in the group may do this."))


@explains_pages("workinggroups:group_feed")
def why_feed(_user):
    """The secret address is the reader's own."""
    return _(
        "You see this because it is your own secret address of this group's calendar; nobody else sees it."
    )


@explains_pages("workinggroups:group_join")
def why_joining(user):
    """Staff of a member may ask to join."""
    return seen_as(user, _("staff of the members may ask to join a working group."))
