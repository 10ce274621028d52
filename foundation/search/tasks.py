"""What the clock does for the search."""

from celery import shared_task

from foundation.search.keeping import index_stale


@shared_task(name="search.keep_in_step")
def keep_in_step():
    """Index what has changed, until nothing waits."""
    while index_stale():
        pass
