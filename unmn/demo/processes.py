"""Child processes that end with the supervisor, however it ends. Standard library only."""

import ctypes
import fcntl
import os
import signal
import subprocess
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
# Loaded here and not in the child: after the change of user the child may be unable to import.
PRCTL = getattr(ctypes.CDLL(None), "prctl", None)
PR_SET_PDEATHSIG = 1


class CannotStart(Exception):
    """Something that the portal needs did not start; the message is a sentence for the person."""


class Lock:
    """The right to use a state folder, held while a process or any of its children lives.

    The kernel lets go of it when the last of them ends, so nothing stale can stay behind.
    """

    def __init__(self, path):
        self.path = Path(path)
        self.file = None

    def take(self, patience=0):
        """Take it, waiting up to `patience` seconds; answer whether it is ours."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.file = self.path.open("a")
        until = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    self.file.close()
                    return False
                time.sleep(0.1)
            else:
                return True

    @property
    def fds(self):
        """What a child must inherit to hold the lock with us."""
        return (self.file.fileno(),)


def die_with_parent(sign):
    """Answer a function for `preexec_fn`: the child gets `sign` when its parent is killed."""

    def ask_the_kernel():
        # Linux only; elsewhere a killed parent leaves its children.
        if PRCTL:
            PRCTL(PR_SET_PDEATHSIG, int(sign))

    return ask_the_kernel


def start(arguments, *, log, dying=signal.SIGTERM, environment=None, account=None, cwd=None, fds=()):
    """Start a child in a session of its own, writing to the file `log`, that dies with us.

    A session of its own keeps Ctrl-C from reaching it before us, so that we stop in order.
    """
    identity = {}
    if account:
        identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    with Path(log).open("ab") as output:
        return subprocess.Popen(
            [str(argument) for argument in arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(dying),
            env=environment,
            cwd=cwd or CHECKOUT,
            pass_fds=fds,
            **identity,
        )


def stop(process, sign=signal.SIGTERM, patience=10):
    """Ask a child to end, and end its whole session after `patience` seconds."""
    if process.poll() is None:
        process.send_signal(sign)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            pass
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    process.wait()


def last_lines(log, count=15):
    """Answer the end of a log, for a message."""
    try:
        return "\n".join(Path(log).read_text(errors="replace").splitlines()[-count:])
    except OSError:
        return ""


def wait_until(ready, process, *, name, log, patience=30):
    """Wait until `ready()`; raises CannotStart when the process ends before or never gets there."""
    until = time.monotonic() + patience
    while not ready():
        if process.poll() is not None:
            raise CannotStart(f"{name} did not start. The end of {log} says:\n{last_lines(log)}")
        if time.monotonic() > until:
            raise CannotStart(f"{name} gave no answer within {patience} seconds; see {log}.")
        time.sleep(0.03)
