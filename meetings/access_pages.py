"""Why somebody sees the lists and pages around meetings (RULES R10.64)."""

from django.utils.translation import gettext as _

from foundation.core.access import explains, explains_pages, pages_about
from meetings.access import leads_where_it_began, sees_preparation
from members.access import seen_as
from members.standing import Standing


@explains_pages("meetings:meeting_list")
def why_meetings(user):
    """Which meetings stand in the list."""
    standing = Standing.of(user)
    if sees_preparation(user):
        return seen_as(user, _("you see all meetings, those in preparation included."))
    if standing.person is None:
        return _("You see no meeting here: your account has no part in the Network yet.")
    if standing.is_outsider:
        return seen_as(user, _("you see the meetings to which your organisation is invited."))
    return seen_as(
        user, _("you see every meeting that was convened; drafts are for secretariat and co-chairs.")
    )


pages_about(
    "meeting",
    "meetings:rsvp", "meetings:board_pack", "meetings:live_screen", "meetings:live_follow",
    "meetings:item_propose",
)  # fmt: skip
pages_about("minutes", "meetings:minutes_changes", "meetings:minutes_extract", "meetings:minutes_paragraph")
pages_about("group", "meetings:group_meetings", "meetings:group_meeting_new")
pages_about("poll", "meetings:date_poll", "meetings:date_poll_answer")
pages_about("asked", "meetings:request")


@explains_pages(
    "meetings:representation_map", "meetings:attendance", "meetings:room", "meetings:briefing",
    "meetings:sign_in_code", "meetings:template_list", "meetings:template", "meetings:agenda_matters",
    "meetings:paper_leave", "meetings:paper_from_library", "meetings:item_decision", "meetings:item_decision_new",
    "meetings:room_decision",
)  # fmt: skip
def why_preparation(user):
    """What is prepared is for secretariat and co-chairs."""
    return seen_as(user, _("secretariat and co-chairs prepare and run the meetings."))


@explains_pages(
    "meetings:meeting_new", "meetings:meeting_edit", "meetings:meeting_postpone", "meetings:meeting_cancel",
    "meetings:meeting_convene_again", "meetings:guest_new", "meetings:agenda_edit", "meetings:item_edit",
    "meetings:agenda_circulate", "meetings:agenda_circulate_guests", "meetings:meeting_circulate",
    "meetings:agenda_keep", "meetings:template_new", "meetings:request_plan", "meetings:rsvp_record",
    "meetings:minutes_edit", "meetings:minutes_circulate", "meetings:minutes_extract_circulate",
    "meetings:minutes_record_form", "meetings:minutes_record_edit", "meetings:live",
    "meetings:arrival_confirm", "meetings:courtesy_note", "meetings:courtesy_note_send",
    "meetings:date_poll_new", "meetings:date_poll_withdraw", "meetings:date_poll_circulate",
    "meetings:unct_new", "meetings:unct_edit", "meetings:unct_source", "meetings:unct_beside",
    "meetings:unct_move", "meetings:minutes_issue_revision", "meetings:minutes_close_review",
    "meetings:minutes_ask_approval", "meetings:stakeholder_new", "meetings:stakeholder_paste",
    "meetings:stakeholder_terms", "meetings:stakeholder_edit", "meetings:stakeholder_register",
    "meetings:stakeholder_circulate", "meetings:minutes_share",
)  # fmt: skip
def why_secretariat(user):
    """What only the secretariat does, only the secretariat sees."""
    return seen_as(user, _("only the secretariat does this."))


@explains_pages("meetings:unct_list")
def why_unct(user):
    """Dates of the UNCT are for the Network's own people."""
    return seen_as(user, _("the plans for dates are shared among members, co-chairs and secretariat."))


@explains_pages("meetings:backlog")
def why_backlog(user):
    """Which items stand in the backlog."""
    if sees_preparation(user):
        return seen_as(user, _("secretariat and co-chairs prepare the agenda."))
    return seen_as(user, _("you see the items that your own organisation proposed."))


@explains_pages("meetings:backlog_new", "meetings:request_new")
def why_asking(user):
    """What any member may ask for."""
    return seen_as(user, _("any member may propose an item and ask for a meeting."))


@explains("meetings.datepoll")
def why_poll(user, _poll):
    """Why somebody sees a date poll."""
    return why_unct(user)


@explains("meetings.meetingrequest")
def why_request(user, _asked):
    """Why somebody sees a request for an extraordinary meeting."""
    if sees_preparation(user):
        return seen_as(user, _("the co-chairs answer requests for meetings, and the secretariat plans them."))
    return seen_as(user, _("your organisation asks for this meeting."))


@explains("meetings.backlogitem")
def why_backlog_item(user, item):
    """Why somebody sees an item of the backlog."""
    if sees_preparation(user):
        return seen_as(user, _("secretariat and co-chairs prepare the agenda."))
    if item.group_id is not None or leads_where_it_began.test(user, item):
        return seen_as(user, _("you take part in the working group from which this item comes."))
    return seen_as(user, _("your organisation proposed this item."))


pages_about("item", "meetings:backlog_item")


@explains_pages("meetings:group_report_new")
def why_reporting(user):
    """Who runs a group reports back to the Network."""
    return seen_as(user, _("the lead and the co-lead run the group, and the secretariat helps."))
