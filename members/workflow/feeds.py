"""The personal calendar feed: one secret address at a time, made and closed by its person."""

import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.workflow import Refused, Workflow
from members.access import is_own_entry, owns_feed
from members.models import FeedKey

FEEDS = Workflow("members")
READING_IS_NOTED_EVERY = timedelta(hours=1)


@FEEDS.creation(
    may=is_own_entry,
    hat=Hat.SELF,
    label=_("Make a new address"),
    done=_("Secret address of the calendar made"),
)
def make_feed(person, *, by):
    """Give a person a new secret address; the one before stops working at once. Returns the `FeedKey`."""
    type(person).objects.select_for_update().get(pk=person.pk)
    person.feed_keys.filter(closed_at__isnull=True).update(closed_at=timezone.now())
    return FeedKey.objects.create(person=person, nonce=secrets.token_urlsafe(24))


@FEEDS.act(
    may=owns_feed, hat=Hat.SELF, label=_("Switch off"), done=_("Secret address of the calendar closed")
)
def close_feed(feed, *, by):
    """Close the address: calendar programs that know it read nothing any more."""
    if feed.closed_at is not None:
        raise Refused(_("This address is closed already."))
    feed.closed_at = timezone.now()


def note_reading(feed):
    """Remember roughly when a program last read the address of any calendar, so that its person sees whether it is in use."""
    now = timezone.now()
    if feed.read_at is None or feed.read_at < now - READING_IS_NOTED_EVERY:
        type(feed)._base_manager.filter(pk=feed.pk).update(read_at=now)
