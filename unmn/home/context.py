"""What every page's frame shows: navigation and hats."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from members.standing import Standing


def _entry(request, label, name, icon):
    try:
        url = reverse(name)
    except NoReverseMatch:
        return None
    current = request.path == url or (url != "/" and request.path.startswith(url))
    return {"label": label, "url": url, "icon": icon, "current": current}


def _navigation(request, standing):
    if standing.person is None:
        return []
    entries = [
        _entry(request, _("Home"), "home:home", "home"),
        *([_entry(request, _("My word"), "home:my_word", "hand-raised")] if standing.is_co_chair else []),
        _entry(request, _("Meetings"), "meetings:meeting_list", "calendar-days"),
        _entry(request, _("Calendar"), "home:calendar", "calendar"),
        _entry(request, _("Library"), "knowledge:document_list", "book-open"),
        _entry(request, _("Updates"), "knowledge:update_list", "newspaper"),
        _entry(request, _("Action points"), "decisions:action_point_list", "check-circle"),
    ]
    if request.user.has_perm("members.see_member_list") or standing.groups:
        entries.append(_entry(request, _("Working groups"), "workinggroups:group_list", "rectangle-group"))
    if request.user.has_perm("decisions.see_register"):
        entries.append(_entry(request, _("Decisions"), "decisions:decision_list", "scale"))
    if standing.is_insider:
        entries.append(_entry(request, _("Statements"), "statements:statement_list", "megaphone"))
    if request.user.has_perm("members.see_member_list"):
        entries.append(_entry(request, _("Members"), "members:member_list", "user-group"))
    if standing.is_secretariat:
        entries.append(_entry(request, _("Circulations"), "circulation:circulation_list", "envelope"))
    return _one_current([entry for entry in entries if entry])


def _one_current(entries):
    """Of two entries on the way to a page, one address below the other, the nearer one is where the reader is."""
    here = max((entry["url"] for entry in entries if entry["current"]), key=len, default="")
    return [{**entry, "current": entry["url"] == here} for entry in entries]


def page_frame(request):
    """The navigation that this reader gets, and the hats that they wear."""
    standing = Standing.of(getattr(request, "user", None))
    hats = [office.label for office in sorted(standing.offices)]
    return {"frame": {"nav": _navigation(request, standing), "hats": hats, "standing": standing}}
