"""Why somebody sees the lists and forms of the directory, and of who wrote to whom (RULES R10.64)."""

from django.utils.translation import gettext as _

from foundation.core.access import explains_pages
from members.access import seen_as
from members.standing import Standing


@explains_pages("members:member_list")
def why_member_list(user):
    """The whole list is for insiders and readers of the reports."""
    return seen_as(user, _("the directory is shared inside the Network."))


@explains_pages("members:calendar", "members:parameters")
def why_network_rows(user):
    """Days and working methods bind all who take part."""
    return seen_as(
        user, _("the calendar and the working methods are known to all who take part in the Network.")
    )


@explains_pages("members:office_list")
def why_offices(user):
    """Whoever is signed in can reach the co-chairs and the secretariat."""
    if Standing.of(user).person is None:
        return _(
            "You see this because you are signed in: co-chairs and secretariat can be reached by everybody."
        )
    return seen_as(user, _("co-chairs and secretariat can be reached by all who take part in the Network."))


@explains_pages(
    "members:holiday_new", "members:holiday_edit", "members:correction_list", "members:correction_decline",
    "members:organisation_new", "members:organisation_edit", "members:participation_begin",
    "members:participation_end", "members:succession_new", "members:representation_begin",
    "members:representation_end", "members:representation_hand_over", "members:appointment_begin",
    "members:appointment_end", "members:appointment_hand_over", "members:person_new", "members:person_edit",
    "members:person_leave", "members:member_list_circulate",
)  # fmt: skip
def why_keeping(user):
    """Only the secretariat keeps the directory."""
    return seen_as(user, _("only the secretariat keeps the directory and the calendar."))


@explains_pages("members:entry_confirm")
def why_own_entry(user):
    """The entry is confirmed by who speaks for the organisation."""
    return seen_as(user, _("your organisation confirms its own entry."))


@explains_pages("members:person_contact")
def why_own_contact(_user):
    """Position and telephone are everybody's own to change."""
    return _("You see this because it is your own entry.")


@explains_pages("circulation:circulation_list", "circulation:circulation_send_again")
def why_circulations(user):
    """Who wrote to whom is the secretariat's."""
    return seen_as(user, _("only the secretariat sees to whom letters went."))
