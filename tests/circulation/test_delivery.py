"""One delivery against a real SMTP server: claimed once, refusals in the server's words, patience for the rest."""

from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone
from kombu import Connection

from foundation.circulation import delivery, workflow
from foundation.circulation.letters import Recipient
from foundation.circulation.models import Delivery
from foundation.circulation.states import DeliveryState
from foundation.core.workflow import NotPermitted, Refused
from tests.circulation.letter import Notice, an_event, people

pytestmark = pytest.mark.django_db
ADDRESS = "recipient-0@test.example"


@pytest.fixture
def queued(cast):
    """One letter on its way to one person."""
    return workflow.circulate(
        Notice(people(1), event=an_event()), by=cast.aizada, at_once=True
    ).deliveries.get()


def again(row):
    """The row as it is now."""
    return Delivery.objects.get(pk=row.pk)


def test_a_queued_letter_is_sent_and_dated(queued, smtp_server):
    delivery.deliver(queued.pk)
    row = again(queued)
    assert (row.state, row.attempts, row.server_said, row.claimed_until) == (DeliveryState.SENT, 1, "", None)
    assert row.sent_at
    (message,) = smtp_server.messages
    assert message.recipients == [ADDRESS]
    assert message["Message-ID"] == queued.message_id


def test_a_second_nudge_sends_nothing(queued, smtp_server):
    delivery.deliver(queued.pk)
    delivery.deliver(queued.pk)
    assert len(smtp_server.messages) == 1


def test_a_held_letter_does_not_leave_by_a_stray_nudge(cast, smtp_server):
    row = workflow.circulate(Notice(people(1)), by=cast.aizada).deliveries.get()
    delivery.deliver(row.pk)
    assert again(row).state == DeliveryState.HELD
    assert smtp_server.messages == []


def test_a_row_that_another_worker_holds_is_left_alone(queued, smtp_server):
    held = timezone.now() + timedelta(minutes=1)
    Delivery.objects.filter(pk=queued.pk).update(state=DeliveryState.SENDING, claimed_until=held)
    delivery.deliver(queued.pk)
    assert smtp_server.messages == []
    assert again(queued).claimed_until == held


def test_a_refused_recipient_fails_with_the_servers_words(queued, smtp_server):
    smtp_server.refuse(ADDRESS, "550 5.1.1 User unknown in Bishkek")
    delivery.deliver(queued.pk)
    row = again(queued)
    assert (row.state, row.server_said) == (DeliveryState.FAILED, "550 5.1.1 User unknown in Bishkek")


def test_a_temporary_refusal_waits_and_then_arrives(queued, smtp_server, time_machine):
    smtp_server.refuse(ADDRESS, "451 4.7.1 Greylisted, come back later")
    delivery.deliver(queued.pk)
    row = again(queued)
    assert (row.state, row.server_said) == (DeliveryState.QUEUED, "451 4.7.1 Greylisted, come back later")
    assert timedelta(seconds=55) < row.next_try_at - timezone.now() <= timedelta(minutes=1)
    smtp_server.accept(ADDRESS)
    delivery.deliver(queued.pk)
    assert smtp_server.messages == []
    time_machine.move_to(timezone.now() + timedelta(minutes=1, seconds=1))
    delivery.deliver(queued.pk)
    assert again(queued).state == DeliveryState.SENT


def test_a_mail_server_that_is_down_loses_nothing(queued, smtp_server, time_machine):
    smtp_server.stop()
    delivery.deliver(queued.pk)
    row = again(queued)
    assert row.state == DeliveryState.QUEUED
    assert row.server_said.startswith("The mail server cannot be reached.")
    smtp_server.start()
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    delivery.deliver(queued.pk)
    assert len(smtp_server.messages) == 1


def test_patience_grows_and_ends_after_three_days(queued, smtp_server, time_machine):
    smtp_server.refuse(ADDRESS, "452 4.2.2 Mailbox full")
    waits = []
    for _attempt in range(delivery.MOST_ATTEMPTS):
        before = timezone.now()
        delivery.deliver(queued.pk)
        row = again(queued)
        if row.state == DeliveryState.FAILED:
            break
        waits.append(round((row.next_try_at - before).total_seconds() / 60))
        time_machine.move_to(row.next_try_at + timedelta(seconds=1))
    assert waits[:8] == [1, 2, 5, 10, 15, 30, 60, 60]
    assert 60 <= sum(waits) / 60 <= 80
    assert (row.state, row.server_said) == (DeliveryState.FAILED, "452 4.2.2 Mailbox full")


def test_an_address_that_this_server_cannot_carry_fails_in_words(cast, smtp_server):
    row = workflow.circulate(Notice(people(1)), by=cast.aizada, at_once=True).deliveries.get()
    Delivery.objects.filter(pk=row.pk).update(address="айко@test.example")
    delivery.deliver(row.pk)
    assert again(row).state == DeliveryState.FAILED
    assert again(row).server_said.startswith("This message cannot be sent as it is.")


def test_the_sweep_takes_from_a_dead_worker_and_only_from_it(queued, smtp_server, time_machine):
    lease = timezone.now() + timedelta(minutes=2)
    Delivery.objects.filter(pk=queued.pk).update(state=DeliveryState.SENDING, claimed_until=lease)
    delivery.sweep()
    assert again(queued).state == DeliveryState.SENDING
    time_machine.move_to(lease + timedelta(seconds=1))
    delivery.sweep()
    assert again(queued).state == DeliveryState.QUEUED


def test_a_worker_that_lost_its_lease_does_not_overwrite_the_other(queued, smtp_server, caplog):
    mine = delivery._claim(queued.pk)
    other = timezone.now() + timedelta(minutes=9)
    Delivery.objects.filter(pk=queued.pk).update(claimed_until=other)
    delivery._note(mine, state=DeliveryState.SENT, server_said="", sent_at=timezone.now())
    assert again(queued).claimed_until == other
    assert "taken over" in caplog.text


def test_retry_is_the_same_message(queued, smtp_server, cast):
    smtp_server.refuse(ADDRESS)
    delivery.deliver(queued.pk)
    smtp_server.accept(ADDRESS)
    workflow.retry(again(queued), by=cast.pavel)
    delivery.deliver(queued.pk)
    assert [message["Message-ID"] for message in smtp_server.messages] == [queued.message_id]


def test_retry_to_a_corrected_address_redirects_the_invitation_too(cast, smtp_server):
    letter = Notice([Recipient("Hans", "")], event=an_event())
    row = workflow.circulate(letter, by=cast.aizada, at_once=True).deliveries.get()
    with pytest.raises(Refused, match="Type one"):
        workflow.retry(row, by=cast.aizada)
    with pytest.raises(Refused, match="is not an e-mail address"):
        workflow.retry(again(row), by=cast.aizada, address="hans")
    workflow.retry(again(row), by=cast.aizada, address="hans@unhcr.test")
    delivery.deliver(row.pk)
    (message,) = smtp_server.messages
    assert message.recipients == ["hans@unhcr.test"]
    assert b"mailto:hans@unhcr.test" in next(message.message.iter_attachments()).get_content()


def test_retry_to_an_address_that_got_the_letter_already_is_refused(cast):
    circulation = workflow.circulate(
        Notice([Recipient("Hans", ""), *people(1)]), by=cast.aizada, at_once=True
    )
    with pytest.raises(Refused, match="already went to"):
        workflow.retry(circulation.deliveries.get(name="Hans"), by=cast.aizada, address=ADDRESS.upper())


def test_send_again_is_a_new_message_that_refers_to_the_first(queued, smtp_server, cast):
    delivery.deliver(queued.pk)
    (new,) = workflow.send_again(queued.circulation, deliveries=[again(queued)], by=cast.aizada)
    delivery.deliver(new.pk)
    first, second = smtp_server.messages
    assert second["In-Reply-To"] == first["Message-ID"]
    assert second["Message-ID"] != first["Message-ID"]
    assert (second.text, second.html) == (first.text, first.html)


def test_send_again_refuses_what_is_on_its_way_and_what_has_no_address(queued, cast):
    with pytest.raises(Refused, match="on their way"):
        workflow.send_again(queued.circulation, deliveries=[queued], by=cast.aizada)
    with pytest.raises(Refused, match="Nobody is ticked"):
        workflow.send_again(queued.circulation, deliveries=[], by=cast.aizada)
    with pytest.raises(NotPermitted):
        workflow.send_again(queued.circulation, deliveries=[queued], by=cast.ingrid)
    nobody = workflow.circulate(Notice([Recipient("Hans", "")]), by=cast.aizada, at_once=True)
    with pytest.raises(Refused, match="for Hans"):
        workflow.send_again(nobody, deliveries=list(nobody.deliveries.all()), by=cast.aizada)


def test_a_broker_that_is_down_keeps_nobody_from_circulating(
    cast, monkeypatch, django_capture_on_commit_callbacks
):
    nowhere = Connection("redis://127.0.0.1:1/0", transport_options={"max_retries": 0})
    monkeypatch.setattr(current_app, "connection_for_write", lambda **_options: nowhere)
    with django_capture_on_commit_callbacks(execute=True):
        row = workflow.circulate(Notice(people(1)), by=cast.aizada, at_once=True).deliveries.get()
    assert (again(row).state, again(row).nudged_at) == (DeliveryState.QUEUED, None)


def test_the_sweep_nudges_what_the_broker_may_have_lost(queued):
    assert list(Delivery.objects.due_for_a_nudge()) == [queued]
    now = timezone.now()
    Delivery.objects.filter(pk=queued.pk).update(nudged_at=now)
    assert not Delivery.objects.due_for_a_nudge().exists()
    Delivery.objects.filter(pk=queued.pk).update(nudged_at=now - timedelta(seconds=301))
    assert Delivery.objects.due_for_a_nudge().exists()
    Delivery.objects.filter(pk=queued.pk).update(next_try_at=now + timedelta(minutes=9))
    assert not Delivery.objects.due_for_a_nudge().exists()
    Delivery.objects.filter(pk=queued.pk).update(nudged_at=now - timedelta(minutes=1), next_try_at=now)
    assert Delivery.objects.due_for_a_nudge().exists()
