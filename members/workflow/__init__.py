"""What the secretariat and the focal points do with the directory.

    organisation  added → edited, takes part from … to …, succeeds another
    person        added → edited → leaves (roles end on the day, access with it) → may come back
    role, office  begins → handed over (the old ends the day before, the new begins, one act) → ends
    entry         confirmed, or a correction proposed → applied or declined with a reason
    account       invited → (accepted by the person) ; invitation withdrawn ; closed after the last day
    calendar feed secret address made → a new one closes it → closed
    member list   circulated, numbered, with what changed since the last one

ToR: the secretariat keeps the list of members and their focal points and shares it regularly.
"""

from members.workflow.accounts import close_account, invite, withdraw_invitation
from members.workflow.directory import (
    add_organisation,
    add_person,
    edit_organisation,
    edit_own_contact,
    edit_person,
    record_succession,
)
from members.workflow.entries import apply_correction, confirm_entry, decline_correction, propose_correction
from members.workflow.feeds import close_feed, make_feed, note_reading
from members.workflow.issue import circulate_member_list
from members.workflow.leaving import bring_back, leave
from members.workflow.network import add_holiday, edit_holiday, set_parameter
from members.workflow.offices import appoint, end_appointment, hand_over_office
from members.workflow.roles import (
    begin_participation,
    begin_representation,
    end_participation,
    end_representation,
    hand_over_representation,
)

__all__ = (
    "add_holiday",
    "add_organisation",
    "add_person",
    "apply_correction",
    "appoint",
    "begin_participation",
    "begin_representation",
    "bring_back",
    "circulate_member_list",
    "close_account",
    "close_feed",
    "confirm_entry",
    "decline_correction",
    "edit_holiday",
    "edit_organisation",
    "edit_own_contact",
    "edit_person",
    "end_appointment",
    "end_participation",
    "end_representation",
    "hand_over_office",
    "hand_over_representation",
    "invite",
    "leave",
    "make_feed",
    "note_reading",
    "propose_correction",
    "record_succession",
    "set_parameter",
    "withdraw_invitation",
)
