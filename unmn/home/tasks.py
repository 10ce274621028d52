"""What the clock does across all apps."""

from celery import shared_task

from unmn.home import weekly


@shared_task(name="home.send_weekly_letters")
def send_weekly_letters():
    """Send the weekly letter to those whose morning it is."""
    weekly.send_weekly_letters()
