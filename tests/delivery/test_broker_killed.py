"""The row is the truth, the broker's message only a nudge: a broker that loses everything loses no letter."""

import signal

import pytest
from celery import current_app

from foundation.circulation import workflow
from foundation.circulation.models import Delivery
from foundation.circulation.states import DeliveryState
from tests.circulation.letter import Notice, people
from tests.delivery.gate import assert_each_once, sent, the_clock_ticks, wait
from unmn.demo.embedded import Valkey

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def broker(tmp_path_factory, monkeypatch, settings):
    """A broker of this test's own, which keeps nothing when it is killed."""
    folder = tmp_path_factory.mktemp("b")
    valkey = Valkey(folder / "v", log=folder / "log", durable=False)
    valkey.start()
    monkeypatch.setitem(current_app.conf, "broker_url", valkey.url)
    monkeypatch.setattr(
        current_app._get_current_object(),
        "connection_for_write",
        lambda **options: current_app._connection(valkey.url, **options),
    )
    settings.DELIVERY_NUDGE_SECONDS = 2
    yield valkey
    valkey.stop()


def test_a_broker_that_is_killed_and_comes_back_empty(cast, smtp_server, celery_worker_process, broker):
    recipients = people(60)
    smtp_server.delay = 0.02
    workflow.circulate(Notice(recipients), by=cast.aizada, at_once=True)
    celery_worker_process(CELERY_BROKER_URL=broker.url, DELIVERY_LEASE_SECONDS="5")
    smtp_server.wait_for(15)
    broker.process.send_signal(signal.SIGKILL)
    broker.process.wait()
    late = workflow.circulate(Notice(people(1), thread="late"), by=cast.aizada, at_once=True)
    assert late.deliveries.get().state == DeliveryState.QUEUED
    Delivery.objects.filter(circulation=late).update(address="late@test.example")
    broker.start()
    wait(lambda: sent() == 61, "all 61 sent", meanwhile=the_clock_ticks, patience=90)
    assert_each_once(smtp_server, [*(recipient.address for recipient in recipients), "late@test.example"])
