"""Letters of the past: kept as they were sent on their day, without sending anything now."""

from django.utils import timezone

from foundation.circulation.states import CirculationState, DeliveryState

S = DeliveryState


def posted(circulation, *, opened=0.0, failures=None):
    """Let a circulation have gone out as soon as its minutes had passed.

    `opened`: the share of readers who opened it in the portal; `failures`: address → what the server said.
    """
    failures = failures or {}
    at = circulation.leaves_at
    circulation.state = CirculationState.RELEASED
    circulation.save(update_fields=["state"])
    rows = circulation.deliveries.filter(state=S.HELD)
    rows.update(state=S.QUEUED)
    rows = circulation.deliveries.filter(state=S.QUEUED)
    rows.update(state=S.SENDING, attempts=1)
    rows = circulation.deliveries.filter(state=S.SENDING)
    for address, words in failures.items():
        rows.filter(address=address).update(state=S.FAILED, server_said=words)
    rows.exclude(state=S.FAILED).update(state=S.SENT, sent_at=at)
    _are_opened(circulation, at, opened)
    return circulation


def _are_opened(circulation, at, share):
    readers = circulation.deliveries.filter(state=S.SENT, reader__isnull=False).order_by("pk")
    for number, delivery in enumerate(readers):
        if number % 10 < share * 10:
            hours = 1 + number * 3
            type(delivery).objects.filter(pk=delivery.pk).update(
                opened_at=at + timezone.timedelta(hours=hours)
            )
