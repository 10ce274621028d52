"""`python -m unmn.demo COMMAND`: what `./portal` calls once the packages are installed."""

import os
import shutil
import subprocess
import sys

from unmn.demo.processes import CHECKOUT, CannotStart, Lock


def main():
    """Answer the exit code of the chosen command."""
    command, *arguments = sys.argv[1:] or [""]
    commands = {
        "run": run,
        "test": test,
        "lint": lint,
        "fmt": fmt,
        "messages": messages,
        "reset": reset,
    }
    if command not in commands:
        sys.exit(f"{command!r} is not known; ./portal lists what is.")
    try:
        return commands[command](arguments)
    except CannotStart as error:
        sys.exit(str(error))


# Each imports what it needs: the packages of the tests are not there after `make run`.


def run(arguments):
    """Start the demo."""
    from unmn.demo.supervisor import run  # noqa: PLC0415

    return run()


def test(arguments):
    """Run the tests; the arguments go to pytest."""
    from unmn.demo.testing import test  # noqa: PLC0415

    return test(arguments)


def lint(arguments):
    """Check everything that can be checked without running the portal."""
    from unmn.demo.lint import lint  # noqa: PLC0415

    return lint()


def fmt(arguments):
    """Repair style and format."""
    from unmn.demo.lint import repair  # noqa: PLC0415

    return repair()


def messages(arguments):
    """Collect the texts to translate."""
    from unmn.demo.lint import MANAGE, NO_DATABASE  # noqa: PLC0415

    return subprocess.call(
        [*MANAGE, "collect_messages", *arguments], cwd=CHECKOUT, env={**os.environ, **NO_DATABASE}
    )


def reset(arguments):
    """Forget the demo's data."""
    from unmn.demo.embedded import state_home  # noqa: PLC0415

    home = state_home() / "demo"
    if not Lock(home / "lock").take():
        raise CannotStart("The demo is running; stop it first.")
    shutil.rmtree(home)
    return 0


if __name__ == "__main__":
    sys.exit(main())
