"""What the clock does: it publishes what was under embargo, once, however often it asks (RULES R7.40)."""

import logging

from celery import shared_task

from foundation.core.workflow import THE_PORTAL, Refused
from statements.tasks import nudge
from statements.workflow.publishing import due_to_be_published, publish

log = logging.getLogger(__name__)


@shared_task(name="statements.publish_due")
def publish_due():
    """Publish every statement whose embargo has ended."""
    publish_after_embargo()


def publish_after_embargo():
    """Publish what is due; answer the publications. One that cannot go out stops no other and is tried again."""
    out = []
    for statement in due_to_be_published():
        try:
            out.append(publish(statement, by=THE_PORTAL))
            nudge(statement)
        except Refused as refusal:
            # Another worker was first, or the key of the seal cannot be had: the next round sees.
            log.warning("%s was not published: %s", statement.symbol, refusal)
    return out
