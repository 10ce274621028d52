"""Keeping searches for oneself. Private: no act of these goes on record."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from finding.models import SavedSearch
from finding.states import Alerts
from foundation.core.workflow import Refused
from foundation.search.finding import Found

MOST_SAVED = 50
UNDO_WITHIN = timedelta(days=1)


def save_search(user, *, name, words, facets, alerts):
    """Keep a search under a name; what it finds now is known already. Raises `Refused`."""
    if SavedSearch.objects.visible_to(user).kept().count() >= MOST_SAVED:
        raise Refused(
            _("You keep %(most)s searches already. Delete one that you do not need any more.")
            % {"most": MOST_SAVED}
        )
    if not words.strip() and not facets:
        raise Refused(_("There is nothing to look for yet. Type some words, search, and save then."))
    saved = SavedSearch(user=user, name=name, words=words, facets=list(facets), alerts=alerts)
    saved.known = _found_now(saved)
    saved.save()
    return saved


def change_search(saved, *, name, alerts):
    """Another name, or letters at other times; what was found while there were none is no news."""
    if saved.alerts == Alerts.NEVER and alerts != Alerts.NEVER:
        saved.known = _found_now(saved)
    saved.name, saved.alerts = name, alerts
    saved.save()


def remove_search(saved):
    """Delete a search; for a day it can be had back."""
    saved.removed_at = timezone.now()
    saved.save(update_fields=["removed_at"])


def restore_search(saved):
    """Have a deleted search back. Raises `Refused` after a day."""
    if saved.removed_at is not None and saved.removed_at < timezone.now() - UNDO_WITHIN:
        raise Refused(_("This search was deleted more than a day ago. Save it again."))
    saved.removed_at = None
    saved.save(update_fields=["removed_at"])


def stop_alerts(user):
    """No more letters about saved searches; the searches stay."""
    SavedSearch.objects.visible_to(user).update(alerts=Alerts.NEVER)


def _found_now(saved):
    return sorted(thing_key(thing) for thing in Found(saved.asked).things)


def thing_key(thing):
    """What tells a find from every other one: `meetings.paper:5:0`."""
    source, source_id, part = thing
    return f"{source}:{source_id}:{part}"
