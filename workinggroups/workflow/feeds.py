"""The calendar of a group in somebody's own program: one secret address for each person, made and closed by them.

Whoever is in the group's space may have one. What it shows is asked anew at each reading, so it is dead from
the day on which its person leaves the group (RULES R8.44).
"""

import secrets

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.workflow import Refused, Workflow
from members.standing import Standing
from workinggroups.access import in_its_space, owns_group_feed
from workinggroups.models import GroupFeedKey

GROUP_FEEDS = Workflow("workinggroups")


@GROUP_FEEDS.creation(
    may=in_its_space,
    hat=Hat.SELF,
    label=_("Make a new address"),
    done=_("Secret address of the group's calendar made"),
)
def make_group_feed(group, *, by):
    """Give oneself a new secret address; the one before stops working at once. Returns the `GroupFeedKey`."""
    person = Standing.of(by).person
    type(person).objects.select_for_update().get(pk=person.pk)
    open_address(group, by).update(closed_at=timezone.now())
    return GroupFeedKey.objects.create(group=group, person=person, nonce=secrets.token_urlsafe(24))


@GROUP_FEEDS.act(
    may=owns_group_feed,
    hat=Hat.SELF,
    label=_("Switch off"),
    done=_("Secret address of the group's calendar closed"),
)
def close_group_feed(feed, *, by):
    """Close the address: calendar programs that know it read nothing any more."""
    if feed.closed_at is not None:
        raise Refused(_("This address is closed already."))
    feed.closed_at = timezone.now()


def open_address(group, user):
    """The address of the group's calendar that somebody has now: none or one."""
    return group.feed_keys.filter(person=Standing.of(user).person, closed_at__isnull=True)
