"""What `make lint` checks and what `make fmt` repairs. No database is needed."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from unmn.demo.processes import CHECKOUT

BIN = Path(sys.executable).parent
MANAGE = (sys.executable, "manage.py")
NO_DATABASE = {"PORTAL_MODE": "test", "DATABASE_URL": "postgres://nobody@/none?host=/nonexistent"}
# Values of the right shape, so that the settings of production can be read and judged.
PRODUCTION = {
    "PORTAL_MODE": "production",
    "SECRET_KEY": "".join(chr(33 + number * 7 % 90) for number in range(60)),
    "SITE_URL": "https://portal.example",
    "ALLOWED_HOSTS": "portal.example",
    "DATABASE_URL": NO_DATABASE["DATABASE_URL"],
    "CELERY_BROKER_URL": "redis://localhost",
    "EMAIL_URL": "smtp://localhost",
    "SEAL_PKCS11_MODULE": "module.so",
    "SEAL_PKCS11_PIN": "0000",
    "SEAL_PKCS11_KEY_LABEL": "seal",
    # Any file: it is not read here.
    "SEAL_ROOTS": "README.md",
}
DJANGO = "5.2"
DJADE = (BIN / "djade", "--target-version", DJANGO)
DJANGOFMT = (BIN / "djangofmt", "--line-length", "120")


@dataclass
class Check:
    """One check: what it looks at, in words, and the command."""

    what: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=lambda: dict(NO_DATABASE))

    def run(self):
        """Answer whether it passed, what it said, and the seconds that it took."""
        began = time.monotonic()
        done = subprocess.run(
            [str(part) for part in self.command],
            cwd=CHECKOUT,
            env={**os.environ, "PYTHONWARNINGS": "ignore", **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode == 0, done.stdout, time.monotonic() - began


def our_files(pattern):
    """Answer the project's files of a kind, the environments and the state left out."""
    left_out = {".venv", ".uv", ".uv-cache", "var", ".git"}
    return sorted(
        path.relative_to(CHECKOUT)
        for folder in CHECKOUT.iterdir()
        if folder.is_dir() and folder.name not in left_out
        for path in folder.rglob(pattern)
    )


def page_templates():
    """Answer the HTML templates; letters in plain text are not formatted."""
    return [path for path in our_files("*.html") if path.parts[0] == "templates"]


def checks():
    """Answer every check, the slow ones first so that two processors end together."""
    pages = page_templates()
    return [
        Check("types", [BIN / "mypy"]),
        Check("translations complete and up to date", [*MANAGE, "check_catalogs"]),
        Check(
            "settings of a real server",
            [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
            PRODUCTION,
        ),
        Check("migrations match the models", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
        Check("style", [BIN / "ruff", "check", "."]),
        Check("format", [BIN / "ruff", "format", "--check", "."]),
        Check("layers", [BIN / "lint-imports"]),
        Check("template tags", [*DJADE, "--check", *pages]),
        Check("template format", [*DJANGOFMT, "--check", *pages]),
        Check("dependencies", [BIN / "deptry", "."]),
    ]


def lint():
    """Run every check, show what the failing ones say; answer the exit code."""
    chosen = checks()
    failed = []
    with ThreadPoolExecutor(max_workers=2) as two_at_a_time:
        results = two_at_a_time.map(Check.run, chosen)
        for check, (passed, output, seconds) in zip(chosen, results, strict=True):
            sys.stdout.write(f"{'ok  ' if passed else 'FAIL'}  {check.what} ({seconds:.1f} s)\n")
            if not passed:
                failed.append(check.what)
                sys.stdout.write(output.rstrip() + "\n\n")
            sys.stdout.flush()
    if failed:
        sys.stdout.write(f"Not in order: {', '.join(failed)}. `make fmt` repairs style and format.\n")
        return 1
    sys.stdout.write("All in order.\n")
    return 0


def repair():
    """Repair what a program can; answer the exit code, 0 unless something could not be read."""
    pages = page_templates()
    sources = [path for path in our_files("*.py") if "migrations" not in path.parts]
    commands = [
        [BIN / "django-upgrade", "--target-version", DJANGO, "--exit-zero-even-if-changed", *sources],
        [BIN / "ruff", "check", "--fix-only", "-q", "."],
        [BIN / "ruff", "format", "-q", "."],
        # The one writes tags, the other breaks lines, which matters to the first: twice, then they agree.
        *2 * ([*DJADE, *pages], [*DJANGOFMT, "-q", *pages]),
    ]
    for command in commands:
        done = subprocess.run([str(part) for part in command], cwd=CHECKOUT, check=False)
        # djade answers 1 when it has changed something.
        if done.returncode and "djade" not in str(command[0]):
            return done.returncode
    return 0
