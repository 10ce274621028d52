"""What the clock does after an annual meeting: the names of stakeholders go (RULES R10.67)."""

from celery import shared_task

from meetings.workflow.registration import forget_what_is_due


@shared_task(name="meetings.forget_names")
def forget_names_of_stakeholders():
    """Once a day: delete the names whose days have passed; done twice, it is once."""
    forget_what_is_due()
