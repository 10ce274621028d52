"""The worker of the tests is a real one, and its death leaves no child behind."""

import time
from pathlib import Path

import pytest

from unmn.celery import app


def living(session):
    """The processes of a session."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[3] == str(session) and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_takes_its_children_along(celery_worker_process):
    worker = celery_worker_process("-c", "2", "-n", "short-lived@%h")
    assert [list(answer) for answer in app.control.ping(timeout=5)] != []
    session = worker.process.pid
    assert len(living(session)) == 3
    worker.process.kill()
    worker.process.wait()
    until = time.monotonic() + 5
    while living(session) and time.monotonic() < until:
        time.sleep(0.05)
    assert living(session) == []
