"""What the clock does for saved searches."""

from celery import shared_task

from finding.alerts import send_search_alerts


@shared_task(name="finding.send_search_alerts")
def send_alerts():
    """Write to those whose saved searches found something new."""
    send_search_alerts()
