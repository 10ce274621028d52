"""Each recipient gets each letter once though the worker is killed in the middle (issue 2, DESIGN 4.5).

A real worker, a real broker, a real SMTP server. What the worker was doing when it died is decided by the server,
which holds its answer at a chosen word, so no run of this test depends on luck.
"""

import pytest

from foundation.circulation import workflow
from foundation.circulation.models import Delivery
from foundation.circulation.states import DeliveryState
from tests.circulation.letter import Notice, an_event, people
from tests.delivery.gate import assert_each_once, gate, sent, the_clock_ticks, wait

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LEASE = "2"


def kill_while_it_waits(worker, postbox, word):
    """SIGKILL the worker when each of its two processes waits at `word`: none is past it."""
    postbox.close(word)
    wait(lambda: postbox.held >= 2, f"both processes at {word}")
    worker.kill()
    # Not before the server has seen that they are gone: it must not accept what nobody waits for any more.
    wait(lambda: postbox.held == 0, "both connections cut")
    postbox.open()


@pytest.fixture
def impatient(settings):
    """The clock of this process waits as briefly as the worker's."""
    settings.DELIVERY_LEASE_SECONDS = int(LEASE)
    settings.DELIVERY_NUDGE_SECONDS = 2


def test_three_hundred_letters_each_once_though_the_worker_is_killed_three_times(
    cast, smtp_server, celery_worker_process, impatient
):
    postbox = gate(smtp_server)
    recipients = people(300)
    workflow.circulate(Notice(recipients, event=an_event()), by=cast.aizada, at_once=True)
    for word, far_enough in (("MAIL", 60), ("RCPT", 130), ("DATA", 200)):
        worker = celery_worker_process(DELIVERY_LEASE_SECONDS=LEASE)
        wait(
            lambda n=far_enough: len(smtp_server.messages) >= n,
            f"{far_enough} messages",
            meanwhile=the_clock_ticks,
        )
        kill_while_it_waits(worker, postbox, word)
        assert len(smtp_server.messages) == sent() < 300
        assert Delivery.objects.filter(state=DeliveryState.SENDING).count() == 2
    celery_worker_process(DELIVERY_LEASE_SECONDS=LEASE)
    wait(lambda: sent() == 300, "all 300 sent", meanwhile=the_clock_ticks, patience=120)
    assert_each_once(smtp_server, [recipient.address for recipient in recipients])
    assert Delivery.objects.filter(attempts=2).count() == 6


def test_killed_between_the_servers_250_and_our_note_repeats_the_same_message(
    cast, smtp_server, celery_worker_process, impatient
):
    """The one gap that no sender can close: what comes twice is the same message, and everything else once."""
    postbox = gate(smtp_server)
    recipients = people(6)
    postbox.close("KEPT")
    workflow.circulate(Notice(recipients), by=cast.aizada, at_once=True)
    worker = celery_worker_process(DELIVERY_LEASE_SECONDS=LEASE)
    kill_while_it_waits(worker, postbox, "KEPT")
    uncertain = {message["Message-ID"] for message in smtp_server.messages}
    celery_worker_process(DELIVERY_LEASE_SECONDS=LEASE)
    wait(lambda: sent() == 6, "all 6 sent", meanwhile=the_clock_ticks)
    assert len(uncertain) == 2
    assert len(smtp_server.messages) == 8
    assert len({message["Message-ID"] for message in smtp_server.messages}) == 6
    for message_id in uncertain:
        first, second = (one for one in smtp_server.messages if one["Message-ID"] == message_id)
        assert first.recipients == second.recipients
        assert (first["Subject"], first.text, first.html) == (second["Subject"], second.text, second.html)


def test_a_mail_server_that_goes_down_amid_a_circulation_loses_and_doubles_nothing(
    cast, smtp_server, celery_worker_process, impatient
):
    recipients = people(40)
    smtp_server.delay = 0.02
    workflow.circulate(Notice(recipients), by=cast.aizada, at_once=True)
    celery_worker_process(DELIVERY_LEASE_SECONDS=LEASE)
    smtp_server.wait_for(8)
    smtp_server.stop()
    down = Delivery.objects.filter(
        state=DeliveryState.QUEUED, server_said__startswith="The mail server cannot"
    )
    wait(lambda: down.count() >= 5, "five that met a closed door")
    smtp_server.start()
    wait(lambda: sent() == 40, "all 40 sent", meanwhile=the_clock_ticks)
    assert_each_once(smtp_server, [recipient.address for recipient in recipients])


def test_a_refused_recipient_does_not_hold_up_the_others(cast, smtp_server, celery_worker_process, impatient):
    recipients = people(5)
    smtp_server.refuse(recipients[2].address, "550 5.1.1 No such person")
    circulation = workflow.circulate(Notice(recipients), by=cast.aizada, at_once=True)
    celery_worker_process(DELIVERY_LEASE_SECONDS=LEASE)
    smtp_server.wait_for(4)
    failed = circulation.deliveries.filter(state=DeliveryState.FAILED)
    wait(failed.exists, "the refusal noted")
    assert failed.get().server_said == "550 5.1.1 No such person"
    smtp_server.accept(recipients[2].address)
    workflow.retry(failed.get(), by=cast.aizada)
    wait(lambda: sent() == 5, "all 5 sent")
    assert_each_once(smtp_server, [recipient.address for recipient in recipients])
