"""Two at once, on real PostgreSQL: one wins, the other is told, nothing is done twice."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from foundation.circulation import delivery, workflow
from foundation.circulation.models import Circulation, Delivery
from foundation.circulation.states import CirculationState, DeliveryState
from foundation.core.workflow import THE_PORTAL, Refused
from tests.circulation.letter import Notice, people

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs):
    """Run the jobs in threads of their own that start together; return what each came to."""
    start, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(number, job):
        start.wait()
        try:
            results[number] = job()
        except Refused as refusal:
            results[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_eight_workers_with_the_same_nudge_send_one_message(cast, smtp_server):
    row = workflow.circulate(Notice(people(1)), by=cast.aizada, at_once=True).deliveries.get()
    at_once(*[lambda: delivery.deliver(row.pk)] * 8)
    assert len(smtp_server.messages) == 1
    assert Delivery.objects.get().attempts == 1


def test_called_back_or_released_but_never_both(cast):
    circulation = workflow.circulate(Notice(people(5)), by=cast.aizada)
    one, other = (Circulation.objects.get(pk=circulation.pk) for _ in range(2))
    results = at_once(
        lambda: workflow.call_back(one, by=cast.pavel), lambda: workflow.release(other, by=cast.aizada)
    )
    assert sum(isinstance(result, Refused) for result in results) == 1
    circulation.refresh_from_db()
    expected = {
        CirculationState.CALLED_BACK: {DeliveryState.CALLED_BACK},
        CirculationState.RELEASED: {DeliveryState.QUEUED},
    }
    assert set(circulation.deliveries.values_list("state", flat=True)) == expected[circulation.state]


def test_two_clocks_release_once(cast):
    circulation = workflow.circulate(Notice(people(2)), by=cast.aizada)
    Circulation.objects.update(leaves_at=timezone.now() - timedelta(seconds=1))
    copies = [Circulation.objects.get(pk=circulation.pk) for _ in range(4)]
    results = at_once(*[lambda copy=copy: workflow.release(copy, by=THE_PORTAL) for copy in copies])
    assert sum(isinstance(result, Refused) for result in results) == 3


def test_four_clicks_on_try_again_queue_it_once(cast):
    row = workflow.circulate(Notice(people(1)), by=cast.aizada, at_once=True).deliveries.get()
    Delivery.objects.update(state=DeliveryState.SENDING)
    Delivery.objects.update(state=DeliveryState.FAILED, server_said="550 no", attempts=1)
    copies = [Delivery.objects.get(pk=row.pk) for _ in range(4)]
    results = at_once(*[lambda copy=copy: workflow.retry(copy, by=cast.aizada) for copy in copies])
    assert sum(isinstance(result, Refused) for result in results) == 3
    assert Delivery.objects.get().state == DeliveryState.QUEUED
