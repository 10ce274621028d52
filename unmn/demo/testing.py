"""What `make test` does: servers of its own, then pytest, whose last line and exit code close it."""

import os
import shutil
import signal
import subprocess
import sys

from unmn.demo.embedded import Postgres, Valkey, state_home
from unmn.demo.processes import CHECKOUT, CannotStart, Lock, die_with_parent
from unmn.demo.supervisor import end_with_make, say


def with_servers(command):
    """Run `command` with a throw-away PostgreSQL and Valkey; answer its exit code.

    DATABASE_URL and CELERY_BROKER_URL replace them, as everywhere.
    """
    home = state_home() / "test"
    lock = Lock(home.with_suffix(".lock"))
    if not lock.take(patience=20):
        raise CannotStart(f"Another `make test` is using {home}; wait for its end.")
    shutil.rmtree(home, ignore_errors=True)
    (home / "log").mkdir(parents=True)
    home.chmod(0o711)
    environment = {**os.environ, "PORTAL_MODE": "test", "PORTAL_STATE_DIR": str(home)}
    # Playwright runs an event loop in the test's thread, where Django is careful by default.
    environment.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    servers = []
    try:
        if not environment.get("DATABASE_URL"):
            servers.append(
                Postgres(home / "postgres", log=home / "log/postgres.log", durable=False, fds=lock.fds)
            )
            servers[-1].start()
            environment["DATABASE_URL"] = servers[-1].url
        if not (environment.get("CELERY_BROKER_URL") or environment.get("REDIS_URL")):
            servers.append(Valkey(home / "valkey", log=home / "log/valkey.log", durable=False, fds=lock.fds))
            servers[-1].start()
            environment["CELERY_BROKER_URL"] = servers[-1].url
        return _run(command, environment)
    finally:
        for server in reversed(servers):
            server.stop()
        shutil.rmtree(home, ignore_errors=True)


def _run(command, environment):
    """Run in the foreground: Ctrl-C reaches the command, which ends by itself; we wait for it."""
    process = subprocess.Popen(
        command,
        cwd=CHECKOUT,
        env=environment,
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    signal.signal(signal.SIGHUP, lambda *_: process.terminate())
    code = process.wait()
    return 128 - code if code < 0 else code


def test(arguments):
    """Run pytest with `arguments`; answer its exit code. The whole suite is shared among the processors."""
    end_with_make()
    say("• starting PostgreSQL and Valkey for the tests")
    return with_servers([sys.executable, "-m", "pytest", *(arguments or whole_suite())])


def whole_suite():
    """The arguments for all tests: a process, with its own database and queue, for each of up to four processors."""
    return ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "worksteal"]
