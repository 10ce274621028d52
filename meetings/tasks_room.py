"""What the worker does for the room."""

import logging

from celery import shared_task

from meetings.exports_pack import make_pack
from meetings.workflow import board_pack

logger = logging.getLogger(__name__)


@shared_task(name=board_pack.TASK)
def make_board_pack(pk):
    """Make one pack that waits; a failure is kept for the page and written to the log."""
    pack = board_pack.claim(pk)
    if pack is None:
        return
    try:
        make_pack(pack)
    except Exception:
        board_pack.fail(pack)
        logger.exception("Board pack %s could not be made.", pk)
