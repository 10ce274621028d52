"""What the worker and the clock do for the library; the rules are in `texts`, `digest` and `foundation.documents.uploads`."""

from celery import shared_task

from foundation.documents import uploads
from knowledge import digest, texts


@shared_task(name="knowledge.read_waiting")
def read_waiting():
    """Read the words of the files that wait for it; every few seconds."""
    texts.read_waiting()


@shared_task(name="knowledge.clean_up_uploads")
def clean_up_uploads():
    """Forget uploads that nobody went on with for a week; every night."""
    uploads.clean_up()


@shared_task(name="knowledge.send_updates_letters")
def send_updates_letters():
    """Write to those whose day, week or month has begun and who have not seen what is new."""
    digest.send_updates_letters()
