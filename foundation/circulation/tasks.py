"""What the worker and the clock do; the rules are in `delivery` and `workflow`."""

from celery import shared_task
from django.conf import settings

from foundation.circulation import delivery, workflow


@shared_task(name=delivery.TASK, time_limit=settings.DELIVERY_LEASE_SECONDS * 0.8)
def deliver(pk):
    """Send one delivery. The hard limit ends before the lease, so that two workers never hold one row."""
    delivery.deliver(pk)


@shared_task(name="circulation.sweep")
def sweep():
    """Release what is due, queue again what was left behind, nudge the broker; every few seconds."""
    workflow.release_due()
    delivery.sweep()
