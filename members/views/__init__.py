"""Pages of the directory."""

from members.views.entries import (
    correction_apply,
    correction_decline,
    correction_list,
    entry_confirm,
    entry_is_correct,
)
from members.views.lists import (
    member_list,
    member_list_circulate,
    member_list_pdf_file,
    member_list_vcard,
    member_list_xlsx_file,
    person_vcard,
)
from members.views.network import calendar, holiday_edit, holiday_new, parameters
from members.views.organisations import organisation, organisation_edit, organisation_new, succession_new
from members.views.people import (
    person,
    person_contact,
    person_edit,
    person_invite,
    person_leave,
    person_new,
    person_return,
    person_withdraw_invitation,
)
from members.views.roles import (
    appointment_begin,
    appointment_end,
    appointment_hand_over,
    office_list,
    participation_begin,
    participation_end,
    representation_begin,
    representation_end,
    representation_hand_over,
)

__all__ = (
    "appointment_begin",
    "appointment_end",
    "appointment_hand_over",
    "calendar",
    "correction_apply",
    "correction_decline",
    "correction_list",
    "entry_confirm",
    "entry_is_correct",
    "holiday_edit",
    "holiday_new",
    "member_list",
    "member_list_circulate",
    "member_list_pdf_file",
    "member_list_vcard",
    "member_list_xlsx_file",
    "office_list",
    "organisation",
    "organisation_edit",
    "organisation_new",
    "parameters",
    "participation_begin",
    "participation_end",
    "person",
    "person_contact",
    "person_edit",
    "person_invite",
    "person_leave",
    "person_new",
    "person_return",
    "person_vcard",
    "person_withdraw_invitation",
    "representation_begin",
    "representation_end",
    "representation_hand_over",
    "succession_new",
)
