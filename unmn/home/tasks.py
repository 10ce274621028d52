"""What the clock does across all apps."""

from celery import shared_task

from unmn.home import packs, weekly


@shared_task(name="home.send_weekly_letters")
def send_weekly_letters():
    """Send the weekly letter to those whose morning it is."""
    weekly.send_weekly_letters()


@shared_task(name="home.send_handover_packs")
def send_handover_packs():
    """Send their pack to successors whose first day has come."""
    packs.send_packs()
