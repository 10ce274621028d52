"""The parts of a group's page. An app above adds its own with `add_tab`, when its addresses are loaded."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Tab:
    """One part: `name` of its address (which takes the group's slug), `may(user, group)` see it, its place."""

    name: str
    label: str
    may: object = None
    place: int = 50


TABS = {}


def add_tab(name, label, *, may=None, place=50):
    """Put a part on every group's page: `add_tab("meetings:group_meetings", _("Meetings"), place=25)`."""
    TABS[name] = Tab(name, label, may, place)


def tabs_of(user, group, here):
    """The tabs that this reader gets, for `ui/tabs.html`; `here` is the name of the present one."""
    return [
        {"label": tab.label, "url": reverse(tab.name, args=[group.slug]), "current": tab.name == here}
        for tab in sorted(TABS.values(), key=lambda tab: tab.place)
        if tab.may is None or tab.may(user, group)
    ]


def _sees_space(user, group):
    return user.has_perm("workinggroups.see_space", group)


add_tab("workinggroups:group", _("About"), place=10)
add_tab("workinggroups:group_members", _("Members"), place=20)
add_tab("workinggroups:document_list", _("Documents"), place=40)
add_tab("workinggroups:deliverable_list", _("Deliverables"), place=50)
add_tab("workinggroups:terms", _("Terms of reference"), place=60)
add_tab("workinggroups:note_list", _("Letters"), may=_sees_space, place=70)
