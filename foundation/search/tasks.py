"""What the clock does for the search."""

from celery import shared_task

from foundation.search.keeping import index_everything_stale, mark_everything


@shared_task(name="search.keep_in_step")
def keep_in_step():
    """Index what has changed, until nothing waits."""
    index_everything_stale()


@shared_task(name="search.index_anew")
def index_anew():
    """Make the whole table anew, once a week: names that stand in the words of others may have changed."""
    mark_everything()
    index_everything_stale()
