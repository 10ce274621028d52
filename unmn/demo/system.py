"""Find what only the operating system can give (Pango, Chromium …), and install it when we may.

Run as a file, before any package is there: standard library only, no import of ours.
Usage: system.py run | test | lint.
"""

import ctypes.util
import os
import shutil
import subprocess
import sys

LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz": "libharfbuzz0b",
    "harfbuzz-subset": "libharfbuzz-subset0",
    "fontconfig": "libfontconfig1",
}
PROGRAMS = {
    "run": {},
    "lint": {"xgettext": "gettext"},
    "test": {"chromium": "chromium", "xgettext": "gettext", "pdftoppm": "poppler-utils"},
}
# What still works without the programs, for a person who may not install anything.
WITHOUT = {
    "lint": "Going on without them: the catalogs are not compared with the source.",
    "test": "Going on without them: the tests that need them are skipped.",
}
# Without this one PDF files are only larger, so it alone is no reason to stop or to warn.
OPTIONAL = {"libharfbuzz-subset0"}


def missing_packages(purpose):
    """Answer the Debian packages of what is not found on this machine."""
    libraries = {} if purpose == "lint" else LIBRARIES
    missing = [package for name, package in libraries.items() if not library(name)]
    missing += [package for name, package in PROGRAMS[purpose].items() if not shutil.which(name)]
    return [] if set(missing) <= OPTIONAL else missing


def library(name):
    """Answer whether a shared library can be loaded."""
    if ctypes.util.find_library(name):
        return True
    # find_library needs ldconfig or a compiler, which an ordinary user's PATH may not have.
    for number in (0, 1):
        try:
            ctypes.CDLL(f"lib{name}.so.{number}")
        except OSError:
            continue
        return True
    return False


def say(sentence):
    """Tell the person at the terminal, at once."""
    print(sentence, flush=True)  # noqa: T201


def install(packages):
    """Install with apt-get, quietly; answer whether it succeeded."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "-q", *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            say(done.stdout[-2000:])
            return False
    return True


def main(purpose):
    """Make sure that the machine has what `purpose` needs; answer the exit code."""
    missing = missing_packages(purpose)
    if not missing:
        return 0
    line = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"• installing from the operating system: {' '.join(missing)}")
        if install(missing):
            return 0
        say("The installation failed; what apt-get said is above. By hand it is:")
    else:
        say(f"This machine lacks: {' '.join(missing)}. An administrator installs them with:")
        line = f"sudo {line}"
    say(f"    {line}")
    if set(missing) & set(LIBRARIES.values()):
        say("Without the libraries no PDF file can be made, and the meetings of the demo have many.")
        return 1
    if os.environ.get("CI") == "true":
        return 1
    say(WITHOUT[purpose])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
