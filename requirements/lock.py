"""Turn requirements/*.in into *.lock: names, versions and hashes, no address to download from."""

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path("requirements")
# The largest first: the smaller ones take its versions, so that one environment serves all.
LOCKS = {
    "test": ("run", "embedded", "test"),
    "demo": ("run", "embedded"),
    "run": ("run",),
}
COMPILE = ("pip", "compile", "-q", "--universal", "--generate-hashes", "--no-emit-index-url")


def compile_lock(name, sources, constraints, extra):
    """Resolve one lock with `uv pip compile`; an existing lock keeps its versions."""
    subprocess.run(
        [
            os.environ["UV"], *COMPILE, "--python-version", "3.11", *extra,
            *(FOLDER / f"{source}.in" for source in sources),
            *(argument for lock in constraints for argument in ("-c", FOLDER / f"{lock}.lock")),
            "-o", FOLDER / f"{name}.lock",
        ],
        check=True,
    )  # fmt: skip


if __name__ == "__main__":
    for name, sources in LOCKS.items():
        compile_lock(name, sources, () if name == "test" else ("test",), sys.argv[1:])
    compile_lock("uv", ("uv",), (), sys.argv[1:])
