"""Why somebody sees the pages that gather from all apps (RULES R10.64)."""

from django.utils.translation import gettext as _

from foundation.core.access import explains_pages
from members.access import seen_as
from members.standing import Standing


@explains_pages("home:home")
def why_home(user):
    """The desk is everybody's own."""
    return seen_as(user, _("this page is made for you alone, of what you may see and what you owe."))


@explains_pages("home:needs")
def why_needs(user):
    """What one person owes is nobody else's business."""
    return seen_as(user, _("this page is made for you alone; it lists what you owe the Network."))


@explains_pages("home:calendar")
def why_calendar(user):
    """The calendar shows what its reader may see elsewhere."""
    if Standing.of(user).is_outsider:
        return seen_as(
            user, _("the calendar shows the meetings and deadlines that concern your organisation.")
        )
    return seen_as(user, _("the calendar shows the meetings and deadlines that you may see."))


@explains_pages("home:calendar_feed")
def why_feed(_user):
    """The secret address is the reader's own."""
    return _("You see this because it is the secret address of your own calendar; nobody else sees it.")


@explains_pages("home:my_word")
def why_my_word(user):
    """Only a co-chair is asked for a co-chair's word."""
    return seen_as(user, _("only co-chairs see what needs a co-chair's word."))
