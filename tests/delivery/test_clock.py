"""What the clock does is not held up by a long circulation."""

from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from foundation.circulation import workflow
from foundation.circulation.models import Circulation
from foundation.circulation.states import CirculationState
from tests.circulation.letter import Notice, people
from tests.delivery.gate import sent, wait

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_sweep_does_not_wait_behind_a_long_circulation(cast, smtp_server, celery_worker_process):
    due = workflow.circulate(Notice(people(1), thread="due"), by=cast.aizada)
    Circulation.objects.filter(pk=due.pk).update(leaves_at=timezone.now() - timedelta(seconds=1))
    smtp_server.delay = 0.2
    workflow.circulate(Notice(people(60)), by=cast.aizada, at_once=True)
    celery_worker_process()
    smtp_server.wait_for(4)
    current_app.send_task("circulation.sweep")
    wait(
        lambda: Circulation.objects.get(pk=due.pk).state == CirculationState.RELEASED,
        "the due letter released",
    )
    assert sent() < 40


def test_beat_knows_the_sweep_by_the_name_of_its_task(settings):
    from foundation.circulation import tasks

    current_app.loader.import_default_modules()
    named = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert tasks.sweep.name in named
    assert set(current_app.tasks) >= named
