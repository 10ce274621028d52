"""Real servers for the tests that need them: SMTP on loopback and a Celery worker in a process of its own.

def test_it(smtp_server, celery_worker_process):
    smtp_server.refuse("full@demo.example", "452 4.2.2 Mailbox full")
    worker = celery_worker_process()
    …
    worker.kill()                      # SIGKILL, children included
    smtp_server.stop(); smtp_server.start()       # the same port again
    assert smtp_server.wait_for(300)   # all messages so far, once there are 300
"""

import asyncio
import email
import os
import signal
import sys
import threading
import time
from email.policy import default
from urllib.parse import urlsplit, urlunsplit

import pytest
from aiosmtpd.smtp import SMTP

from unmn.demo.mailserver import LARGEST_MESSAGE, Postbox, listening_socket
from unmn.demo.processes import last_lines, start


def pytest_configure(config):
    """Give each process of pytest-xdist a queue of its own, as it has a database of its own."""
    number = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
    broker = os.environ.get("CELERY_BROKER_URL", "")
    if not number or not broker.startswith("redis+socket:"):
        return
    from django.conf import settings

    own = f"{broker.partition('?')[0]}?virtual_host={int(number) + 1}"
    os.environ["CELERY_BROKER_URL"] = settings.CELERY_BROKER_URL = own


class ReceivedMessage:
    """A message as the server got it: `sender`, `recipients` of the envelope, `message` parsed."""

    def __init__(self, envelope):
        self.sender = envelope.mail_from
        self.recipients = list(envelope.rcpt_tos)
        self.source = envelope.original_content or envelope.content
        self.message = email.message_from_bytes(self.source, policy=default)

    def __getitem__(self, header):
        return self.message[header]

    @property
    def text(self):
        """The plain text body."""
        body = self.message.get_body(("plain",))
        return body.get_content() if body else ""

    @property
    def html(self):
        """The HTML body."""
        body = self.message.get_body(("html",))
        return body.get_content() if body else ""


class SmtpServer:
    """An SMTP server on loopback: `messages` in the order of arrival, `port`, `url`."""

    def __init__(self):
        self.messages = []
        self.delay = 0.0
        self.postbox = Postbox(self._keep)
        self.port = None
        self._thread = self._loop = self._ended = None

    def _keep(self, envelope):
        if self.delay:
            time.sleep(self.delay)
        self.messages.append(ReceivedMessage(envelope))

    @property
    def url(self):
        """The address for EMAIL_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    def refuse(self, address, reply="550 5.1.1 Recipient address rejected: User unknown"):
        """Answer `reply` whenever mail for `address` comes; `accept` takes it back."""
        self.postbox.refusals[address.lower()] = reply

    def accept(self, address):
        """Take mail for `address` again."""
        self.postbox.refusals.pop(address.lower(), None)

    def to(self, address):
        """The messages for one address."""
        return [message for message in self.messages if address.lower() in map(str.lower, message.recipients)]

    def wait_for(self, count, patience=60):
        """Wait until `count` messages have come; answer all of them. Fails when they do not come."""
        until = time.monotonic() + patience
        while len(self.messages) < count:
            if time.monotonic() > until:
                pytest.fail(f"{len(self.messages)} of {count} messages came within {patience} seconds.")
            time.sleep(0.05)
        return list(self.messages)

    def start(self):
        """Listen: the first time on a free port, later on the same one."""
        listener = listening_socket(self.port or 0)
        self.port = listener.getsockname()[1]
        ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(listener, ready), daemon=True)
        self._thread.start()
        ready.wait(10)

    def stop(self):
        """Close the door: connections are refused and those that are open are cut."""
        if self._thread and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._ended.set)
            self._thread.join(10)

    def _serve(self, listener, ready):
        asyncio.run(self._main(listener, ready))

    async def _main(self, listener, ready):
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        connections = []

        def connection():
            made = SMTP(
                self.postbox, hostname="localhost", enable_SMTPUTF8=True, data_size_limit=LARGEST_MESSAGE
            )
            connections.append(made)
            return made

        server = await self._loop.create_server(connection, sock=listener)
        ready.set()
        await self._ended.wait()
        server.close()
        for made in connections:
            if made.transport:
                made.transport.abort()


@pytest.fixture
def smtp_server(settings):
    """An SMTP server that Django's mail in this test goes to; it is stopped at the end."""
    server = SmtpServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield server
    server.stop()


def database_url():
    """DATABASE_URL of the database that this test uses, for another process."""
    from django.db import connection

    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path="/" + connection.settings_dict["NAME"]))


class WorkerProcess:
    """A running `celery -A unmn worker`."""

    def __init__(self, log, environment, arguments):
        self.log = log
        self.process = start(
            [
                sys.executable, "-m", "celery", "-A", "unmn", "worker", "--without-gossip",
                "--without-mingle", "--without-heartbeat", "-l", "INFO", *arguments,
            ],
            log=log,
            environment=environment,
            dying=signal.SIGKILL,
        )  # fmt: skip

    def wait_until_ready(self, patience=60):
        """Wait until it takes tasks. Fails with its log when it does not."""
        until = time.monotonic() + patience
        while " ready." not in self.said():
            if self.process.poll() is not None or time.monotonic() > until:
                pytest.fail(f"The worker did not start:\n{last_lines(self.log, 40)}")
            time.sleep(0.05)
        return self

    def said(self):
        """What it has written so far."""
        return self.log.read_text(errors="replace")

    def kill(self):
        """SIGKILL to it and to its children, as when the power goes."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()

    def stop(self):
        """End it in good order, with patience for what it is doing; then kill it."""
        self.process.terminate()
        try:
            self.process.wait(15)
        except Exception:  # noqa: BLE001 -- whatever happens, nothing may stay behind
            pass
        self.kill()


@pytest.fixture
def celery_worker_process(request, tmp_path, settings):
    """A function that starts a real worker on the test's database and broker.

    The test must commit (`transactional_db`, or `@pytest.mark.django_db(transaction=True)`).
    Keywords become the worker's environment; positional arguments go to its command line.
    """
    import redis

    broker = os.environ.get("CELERY_BROKER_URL", "")
    if not broker:
        pytest.skip("Needs a broker: run the tests by `make test`, or set CELERY_BROKER_URL.")
    request.getfixturevalue("transactional_db")
    # What other tests left in the queue is not this test's.
    parts = urlsplit(broker)
    if parts.scheme == "redis+socket":
        number = int(dict(pair.split("=") for pair in parts.query.split("&")).get("virtual_host", 0))
        client = redis.Redis(unix_socket_path=parts.path, db=number)
    else:
        client = redis.Redis.from_url(broker)
    client.flushdb()
    client.close()
    workers = []

    def start_worker(*arguments, **environment):
        environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "EMAIL_URL": f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
            "SITE_URL": settings.SITE_URL,
            "MEDIA_ROOT": str(settings.MEDIA_ROOT),
            "C_FORCE_ROOT": "1",
            **environment,
        }
        number = len(workers) + 1
        worker = WorkerProcess(
            tmp_path / f"worker{number}.log",
            environment,
            arguments or ("-c", "2", "-n", f"test{number}@%h"),
        )
        workers.append(worker)
        return worker.wait_until_ready()

    yield start_worker
    for worker in workers:
        worker.kill()


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogs():
    """The translations, which are not kept compiled in the repository."""
    from foundation.core.catalogs import compile_catalogs

    compile_catalogs()
