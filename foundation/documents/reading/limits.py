"""How much one reading may use. No Django here: the child stands under these limits before it opens a file."""

import resource
import sys
from dataclasses import asdict, dataclass

MEBIBYTE = 1024 * 1024
FORBIDDEN = (
    "socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "ftplib.",
    "urllib.", "http.client", "smtplib.", "pty.",
)  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """What one reading may use and give back. Sizes in bytes, times in seconds."""

    memory: int = 1024 * MEBIBYTE
    cpu: int = 120
    wall: int = 240
    pages: int = 3000
    page_characters: int = 50_000
    characters: int = 10_000_000
    unpacked: int = 400 * MEBIBYTE
    ratio: int = 200
    pixels: int = 120_000_000

    def as_arguments(self):
        """The limits as words of a command line."""
        return [f"{name}={value}" for name, value in asdict(self).items()]

    @classmethod
    def from_arguments(cls, words):
        """The limits that `as_arguments` wrote."""
        return cls(**{name: int(value) for name, value in (word.split("=") for word in words)})


def stand_under(limits):
    """Put this process under its limits: memory, processor time, no core, nothing written to a disk."""
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.cpu),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))


def close_the_doors():
    """From here on no network and no program is started, whatever a library would like to do."""

    def refuse(event, arguments):
        if event.startswith(FORBIDDEN):
            raise PermissionError(f"{event} is not for a reader of files.")

    sys.addaudithook(refuse)
