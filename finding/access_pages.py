"""Why somebody sees the pages of the search (RULES R10.64)."""

from django.utils.translation import gettext as _

from foundation.core.access import explains_pages
from members.access import seen_as
from members.standing import Standing


@explains_pages("home:search", "finding:suggest")
def why_found(user):
    """The search finds nothing that its reader could not open."""
    if Standing.of(user).person is None:
        return _("You find only what everybody may see: your account has no part in the Network yet.")
    return seen_as(user, _("the search finds only what you may open."))


@explains_pages("finding:saved_list", "finding:saved_new", "finding:saved_edit", "finding:alerts_stop")
def why_saved(_user):
    """What somebody looks for is nobody else's business."""
    return _("You see this because you saved it; nobody else sees your searches.")
