"""What `make run` does: start every part of the portal in order, watch them, stop them in reverse.

Each part dies with this process, however it ends; see `processes`.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from unmn.demo.embedded import Postgres, Valkey, is_root, state_home
from unmn.demo.mailserver import listening_socket
from unmn.demo.processes import (
    CHECKOUT,
    CannotStart,
    Lock,
    die_with_parent,
    last_lines,
    start,
    stop,
)

WHO = (
    ("aizada-suusamyrova", "secretariat officer"),
    ("ingrid-fjordheim", "co-chair, Resident Coordinator"),
    ("tomas-altamira", "co-chair, Head of IOM Office"),
    ("aiko-minatogawa", "focal point of UNICEF"),
    ("jyldyz-barskoonova", "alternate"),
    ("kubanych-sarychelekov", "state counterpart"),
    ("kwame-riverstone", "reader, Programme Management Team"),
)
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def say(sentence):
    """Tell the person at the terminal, at once; the terminal may have gone away."""
    try:
        print(sentence, flush=True)  # noqa: T201
    except OSError:
        pass


class Demo:
    """The demo network: its state folder, its parts, its address."""

    def __init__(self, home, host, port):
        self.home, self.host, self.port = home, host, port
        self.logs = home / "log"
        self.parts = []
        self.servers = []
        self.lock = Lock(home / "lock")
        self.alive = Lock(home / "alive")
        self.address = f"http://localhost:{port}"

    def run(self):
        """Start everything, say how to sign in, and stay until asked to stop."""
        began = time.monotonic()
        self._take_the_state()
        # Before the servers and the long preparation: a taken port is told at once.
        self._check_the_port()
        environment = self._start_servers()
        self._prepare(environment)
        self._start_web(environment)
        self._wait_for_a_page()
        # Afterwards, so that they do not slow down the first page.
        self._start_worker(environment)
        self._tell_how_to_sign_in(time.monotonic() - began)
        self._watch()

    def stop(self):
        """Stop the parts and then the servers, the last started first."""
        for _, process, patience in reversed(self.parts):
            stop(process, patience=patience)
        for server in reversed(self.servers):
            server.stop()

    def _take_the_state(self):
        self.home.mkdir(parents=True, exist_ok=True)
        if not self.lock.take():
            raise CannotStart(f"{self._who_runs()}Stop that one first (Ctrl-C in its window).")
        # The children of a killed supervisor hold this one until the last of them has ended.
        if not self.alive.take(patience=30):
            raise CannotStart(
                f"Processes of an earlier start still use {self.home} and do not end. "
                "Wait a moment and try again."
            )
        (self.home / "address").write_text(json.dumps({"address": self.address, "pid": os.getpid()}))
        shutil.rmtree(self.logs, ignore_errors=True)
        self.logs.mkdir()

    def _who_runs(self):
        try:
            other = json.loads((self.home / "address").read_text())
        except (OSError, ValueError):
            return f"The demo is already running on the state in {self.home}. "
        return f"The demo is already running at {other['address']} (process {other['pid']}). "

    def _check_the_port(self):
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise CannotStart(
                    f"Port {self.port} cannot be used ({error.strerror}): another program may be "
                    f"listening there. Choose another one, for example: make run PORT={self.port + 1}"
                ) from error

    def _start_servers(self):
        environment = {
            **os.environ,
            "PORTAL_MODE": "demo",
            "PORTAL_STATE_DIR": str(self.home),
            "SITE_URL": os.environ.get("SITE_URL", self.address),
            "PYTHONUNBUFFERED": "1",
        }
        if self.host not in LOOPBACK:
            environment.setdefault("ALLOWED_HOSTS", "*")
        if os.environ.get("DATABASE_URL"):
            say("• PostgreSQL: the server in DATABASE_URL")
        else:
            self._start_postgres(environment)
        broker = os.environ.get("CELERY_BROKER_URL") or os.environ.get("REDIS_URL")
        if broker:
            environment["CELERY_BROKER_URL"] = broker
            say("• broker: the server in CELERY_BROKER_URL")
        else:
            say("• starting Valkey, the broker")
            valkey = Valkey(self.home / "valkey", log=self.logs / "valkey.log", fds=self.alive.fds)
            self.servers.append(valkey)
            valkey.start()
            environment["CELERY_BROKER_URL"] = valkey.url
        if os.environ.get("EMAIL_URL"):
            say("• e-mail: the server in EMAIL_URL")
            environment["DEMO_MAIL_ELSEWHERE"] = "1"
        else:
            say("• starting the mail server that keeps what is sent")
            environment["EMAIL_URL"] = self._start_mail_server(environment)
        return environment

    def _start_postgres(self, environment):
        say("• starting PostgreSQL")
        # Root's PostgreSQL runs as another account, which must pass through.
        self.home.chmod(0o711 if is_root() else 0o700)
        postgres = Postgres(self.home / "postgres", log=self.logs / "postgres.log", fds=self.alive.fds)
        self.servers.append(postgres)
        postgres.start()
        environment["DATABASE_URL"] = postgres.url
        if (self.home / "loading").exists():
            say("  the demo network was not loaded to its end: starting afresh")
            postgres.forget()

    def _start_mail_server(self, environment):
        listener = listening_socket()
        descriptor = listener.fileno()
        self._start(
            "mail", [sys.executable, "-m", "unmn.demo.mailserver", descriptor, self.home / "mail"],
            environment, fds=(descriptor,), patience=3,
        )  # fmt: skip
        port = listener.getsockname()[1]
        listener.close()
        return f"smtp://127.0.0.1:{port}"

    def _start(self, name, arguments, environment, *, fds=(), patience=10, dying=signal.SIGTERM):
        process = start(
            arguments,
            log=self.logs / f"{name}.log",
            environment=environment,
            fds=(*fds, *self.alive.fds),
            dying=dying,
        )
        self.parts.append((name, process, patience))

    def _prepare(self, environment):
        """Make the tables and load the demo network, showing each step."""
        done = subprocess.run(
            [sys.executable, "manage.py", "prepare_demo"],
            cwd=CHECKOUT,
            env=environment,
            check=False,
            pass_fds=self.alive.fds,
            preexec_fn=die_with_parent(signal.SIGKILL),
        )
        if done.returncode:
            raise CannotStart("The preparation failed; the lines above say why.")

    def _start_web(self, environment):
        say("• starting the web server, the worker and the clock")
        self._start(
            "web",
            [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", self.host, "--port", self.port,
             "--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
             "--respawn-failed-workers", "--workers-kill-timeout", "5", "unmn.wsgi:application"],
            environment,
        )  # fmt: skip

    def _start_worker(self, environment):
        celery = (sys.executable, "-m", "celery", "-A", "unmn")
        self._start(
            "worker",
            [*celery, "worker", "-c", "2", "--without-gossip",
             "--without-mingle", "-l", "WARNING", "-n", "demo@%h"],
            {**environment, "C_FORCE_ROOT": "1"},
            # Without its broker a worker never ends by itself. A task cut off is delivered again.
            dying=signal.SIGKILL,
        )  # fmt: skip
        self._start(
            "beat",
            [*celery, "beat", "-l", "WARNING", "--pidfile=", "-s", self.home / "beat"],
            environment,
        )

    def _wait_for_a_page(self):
        host = f"[{self.host}]" if ":" in self.host else self.host
        host = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}.get(host, host)  # noqa: S104
        until = time.monotonic() + 60
        while True:
            self._complain_of_an_ended_part()
            try:
                urllib.request.urlopen(f"http://{host}:{self.port}/", timeout=20).close()
            except urllib.error.HTTPError as error:
                if error.code >= 500:
                    say(f"  The first page answers with error {error.code}; see {self.logs}/web.log")
                return
            except OSError:
                if time.monotonic() > until:
                    raise CannotStart(f"No page within a minute; see {self.logs}/web.log") from None
                time.sleep(0.1)
            else:
                return

    def _tell_how_to_sign_in(self, seconds):
        width = max(len(slug) for slug, _ in WHO)
        lines = "\n".join(
            f"    {self.address}/dev/login/{slug + '/':<{width + 1}}  {role}" for slug, role in WHO
        )
        mail = f"{self.address}/dev/mail/"
        if os.environ.get("EMAIL_URL"):
            mail = "leave through the server in EMAIL_URL"
        say(
            f"\nThe portal is ready after {seconds:.0f} seconds:  {self.address}/\n\n"
            f"  Sign in by opening\n{lines}\n"
            f"    (anyone in data/demo.json can sign in so, in the demo only)\n\n"
            f"  E-mails sent:  {mail}\n"
            f"  Logs:          {self.logs}\n"
            f"  Stop:          Ctrl-C. The data stay for the next start.\n"
        )

    def _watch(self):
        while True:
            time.sleep(0.5)
            self._complain_of_an_ended_part()

    def _complain_of_an_ended_part(self):
        started = [(type(server).__name__, server.process, server.log) for server in self.servers]
        started += [(name, process, self.logs / f"{name}.log") for name, process, _ in self.parts]
        for name, process, log in started:
            if process.poll() is not None:
                raise CannotStart(
                    f"The part “{name}” ended by itself, so everything is stopped. "
                    f"The end of {log} says:\n{last_lines(log)}"
                )


def end_with_make():
    """When `make` started us and is killed, end too: a killed `make` must leave nothing running."""
    try:
        name = Path(f"/proc/{os.getppid()}/comm").read_text().strip()
    except OSError:
        return
    if name in ("make", "gmake"):
        die_with_parent(signal.SIGTERM)()
    elif os.environ.get("MAKELEVEL") and os.getppid() == 1:
        sys.exit("make, which started this, has ended.")


def already_stopping(signal_number, frame):
    """Do nothing: the stop goes on in its order."""


def ask_to_stop(signal_number, frame):
    """Turn a signal into the orderly end of `run`, which a second one must not break."""
    listen_for_signals(already_stopping)
    raise KeyboardInterrupt


def listen_for_signals(handler):
    """Use one handler for every way in which a terminal or a person asks us to stop."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, handler)


def run():
    """Run the demo until Ctrl-C; answer the exit code."""
    end_with_make()
    listen_for_signals(ask_to_stop)
    try:
        port = int(os.environ.get("PORT") or 8000)
    except ValueError:
        say(f"PORT is {os.environ['PORT']!r}; it must be a number such as 8001.")
        return 2
    demo = Demo(state_home() / "demo", os.environ.get("HOST") or "127.0.0.1", port)
    code = 0
    try:
        demo.run()
    except KeyboardInterrupt:
        say("\nStopping …")
    except CannotStart as error:
        say(f"\n{error}")
        code = 1
    finally:
        listen_for_signals(already_stopping)
        demo.stop()
    if code == 0:
        say("Stopped. The data are kept.")
    return code
