"""`make run`: starts, answers, survives kill -9, keeps its data. Issue 2, "Two commands"."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from unmn.demo.processes import CHECKOUT

GIVEN_SERVERS = ("DATABASE_URL", "CELERY_BROKER_URL", "REDIS_URL", "EMAIL_URL", "SITE_URL", "MAKELEVEL")


@pytest.fixture
def state():
    """A state folder with a short name that the account of PostgreSQL can reach."""
    folder = Path(tempfile.mkdtemp(prefix="portal-"))
    folder.chmod(0o711)
    yield folder
    until = time.monotonic() + 15
    for number in processes_on(folder):
        os.kill(number, signal.SIGKILL)
    while processes_on(folder) and time.monotonic() < until:
        time.sleep(0.1)
    shutil.rmtree(folder, ignore_errors=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_demo(state, port):
    environment = {name: value for name, value in os.environ.items() if name not in GIVEN_SERVERS}
    environment |= {"PORTAL_STATE_DIR": str(state), "PORT": str(port), "PORTAL_MODE": "demo"}
    return subprocess.Popen(
        [sys.executable, "-m", "unmn.demo", "run"],
        cwd=CHECKOUT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def wait_until_ready(demo):
    """Read its words until it says that it is ready; answer them."""
    said = []
    for line in demo.stdout:
        said.append(line)
        if line.startswith("  Stop:"):
            return "".join(said)
    pytest.fail(f"The demo ended with {demo.wait()}:\n{''.join(said)}")


def processes_on(state):
    """The numbers of all living processes that were started on the state folder, zombies left out."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            known = (folder / "environ").read_bytes() + (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if os.fsencode(state) in known:
            found.append(int(folder.name))
    return found


def get(address):
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with browser.open(address, timeout=30) as answer:
        return answer.status, answer.url, answer.read().decode()


def nothing_runs_within(state, seconds):
    until = time.monotonic() + seconds
    while processes_on(state):
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.slow
def test_it_answers_survives_kill_and_keeps_its_data(state):
    port = free_port()
    first = start_demo(state, port)
    said = wait_until_ready(first)
    address = f"http://localhost:{port}"
    assert f"{address}/dev/login/aizada-suusamyrova/" in said
    assert f"{address}/dev/mail/" in said
    assert get(f"{address}/dev/mail/?format=json")[0] == 200
    status, arrived, home = get(f"{address}/dev/login/aizada-suusamyrova/")
    assert (status, arrived) == (200, f"{address}/")
    assert "Aizada Suusamyrova" in home

    second = start_demo(state, free_port())
    words, _ = second.communicate(timeout=30)
    assert (second.returncode, f"already running at {address}" in words) == (1, True)

    (state / "demo" / "mail" / "new" / "kept").write_text("X-Received: none 1\r\n\r\n")
    first.kill()
    first.wait()
    assert nothing_runs_within(state, 10)

    again = start_demo(state, port)
    words = wait_until_ready(again)
    assert "loading the demo network" not in words
    assert (state / "demo" / "mail" / "new" / "kept").exists()
    (state / "demo" / "mail" / "new" / "kept").unlink()
    assert "Aizada Suusamyrova" in get(f"{address}/dev/login/aizada-suusamyrova/")[2]
    again.send_signal(signal.SIGINT)
    words, _ = again.communicate(timeout=60)
    assert (again.returncode, "The data are kept." in words) == (0, True)
    assert processes_on(state) == []


def test_a_taken_port_is_told_in_a_sentence(state):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        demo = start_demo(state, port)
        words, _ = demo.communicate(timeout=30)
    assert demo.returncode == 1
    assert f"Port {port} cannot be used" in words
    assert f"make run PORT={port + 1}" in words
    assert processes_on(state) == []


def test_a_port_that_is_no_number_is_told_in_a_sentence(state):
    demo = start_demo(state, "web")
    words, _ = demo.communicate(timeout=30)
    assert (demo.returncode, words) == (2, "PORT is 'web'; it must be a number such as 8001.\n")
