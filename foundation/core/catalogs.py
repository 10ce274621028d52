"""The translations: compiled without gettext's programs, collected and checked with them."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib
from django.conf import settings

# Only what can hold a text of ours is copied, so that collecting never walks through packages.
SOURCES = (
    "foundation",
    "members",
    "workinggroups",
    "knowledge",
    "decisions",
    "statements",
    "meetings",
    "finding",
    "unmn",
    "templates",
    "static",
    "locale",
)
DOMAINS = {"django": ("html", "txt", "py"), "djangojs": ("js",)}


def catalogs():
    """Answer every .po file of the portal."""
    return [
        path for folder in settings.LOCALE_PATHS for path in sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))
    ]


def languages():
    """Answer the codes of the languages into which the English texts are translated."""
    return [code for code, _ in settings.LANGUAGES if code != "en"]


def compile_catalogs():
    """Write a .mo beside each .po that is newer; answer how many were written."""
    written = 0
    for source in catalogs():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        # Renamed into place: a process beside us must never read half a catalog.
        unfinished = target.with_suffix(f".mo.{os.getpid()}.part")
        polib.pofile(str(source)).save_as_mofile(str(unfinished))
        unfinished.replace(target)
        written += 1
    return written


def collect_messages(destination):
    """Copy the sources to `destination` and bring the catalogs there up to date with them.

    In a copy, so that a check never touches what somebody is translating.
    """
    for name in SOURCES:
        source = settings.BASE_DIR / name
        if source.exists():
            shutil.copytree(source, destination / name, ignore=shutil.ignore_patterns("__pycache__"))
    program = "from django.core.management import execute_from_command_line as run; run()"
    chosen = [f"--locale={code}" for code in languages()]
    for domain, kinds in DOMAINS.items():
        if domain == "djangojs" and not list((destination / "locale").glob("*/*/djangojs.po")):
            continue
        subprocess.run(
            [
                sys.executable, "-c", program, "makemessages", *chosen, "--domain", domain,
                *(f"--extension={kind}" for kind in kinds),
                "--no-obsolete", "--no-wrap", "--add-location=file", "--verbosity=0",
            ],
            cwd=destination,
            env={**os.environ, "PYTHONPATH": str(settings.BASE_DIR), "PYTHONWARNINGS": "ignore"},
            check=True,
        )  # fmt: skip


def complaints():
    """Answer a line for each text that is not translated, doubtful, broken, missing or no longer used."""
    found = []
    for path in catalogs():
        name = path.relative_to(settings.BASE_DIR)
        for entry in polib.pofile(str(path)):
            if entry.obsolete:
                continue
            if entry.fuzzy:
                found.append(f"{name}: doubtful (fuzzy): {entry.msgid!r}")
            elif not entry.translated():
                found.append(f"{name}: not translated: {entry.msgid!r}")
    if shutil.which("xgettext"):
        found += differences_from_the_source()
    return found


def differences_from_the_source():
    """Answer a line for each text that the catalogs lack or no longer need."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        collect_messages(Path(folder))
        for fresh in sorted(Path(folder).glob("locale/*/LC_MESSAGES/*.po")):
            name = fresh.relative_to(folder)
            ours = settings.BASE_DIR / name
            here = _texts(ours) if ours.exists() else set()
            there = _texts(fresh)
            found += [f"{name}: missing: {text!r}" for _, text in sorted(there - here)]
            found += [f"{name}: no longer used: {text!r}" for _, text in sorted(here - there)]
    return found


def _texts(path):
    return {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(path)) if not entry.obsolete}
