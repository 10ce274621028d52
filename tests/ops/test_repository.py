"""What is kept in the repository: pinned locks with hashes, no address of a package host, nothing foreign."""

import re
import subprocess

import pytest

from unmn.demo.lint import our_files
from unmn.demo.processes import CHECKOUT

LOCKS = ("run", "demo", "test", "uv")
# Written in two halves, so that this file does not name them.
PACKAGE_HOSTS = [
    "pypi" + ".org", "python" + "hosted", "npm" + "js.org", "unp" + "kg.com", "jsde" + "livr",
    "cdn" + "js.", "deb." + "debian.org", "fonts.google" + "apis", "anaconda" + ".org",
]  # fmt: skip
FOREIGN = (".woff", ".woff2", ".ttf", ".otf", ".min.js", ".min.css", ".whl", ".jar", ".mo")


def kept_files():
    """The files that git keeps or would keep; in a copy without git, all that are ours."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=CHECKOUT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        return [path for path in our_files("*") if (CHECKOUT / path).is_file() and path.suffix != ".mo"]
    names = [name for name in listed.stdout.split("\0") if name]
    return [name for name in names if (CHECKOUT / name).is_file()]


@pytest.mark.parametrize("name", LOCKS)
def test_each_package_of_a_lock_has_a_version_and_hashes(name):
    text = (CHECKOUT / "requirements" / f"{name}.lock").read_text()
    packages = re.split(r"(?m)^(?=[a-z0-9])", text)[1:]
    without = [
        package.split()[0]
        for package in packages
        if not re.match(r"[a-z0-9._-]+(\[[a-z0-9,_-]+\])?==\S+", package) or "--hash=sha256:" not in package
    ]
    assert packages
    assert without == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_no_address_to_download_from(name):
    text = (CHECKOUT / "requirements" / f"{name}.lock").read_text()
    assert re.findall(r"https?://|--index-url|--find-links|@ ", text) == []


def test_the_smaller_locks_agree_with_the_largest():
    def versions(name):
        text = (CHECKOUT / "requirements" / f"{name}.lock").read_text()
        return set(re.findall(r"(?m)^[a-z0-9][^\\\n]*==[^\\\n]*", text))

    assert versions("run") <= versions("demo") <= versions("test")


def test_no_file_names_a_package_host():
    found = []
    for name in kept_files():
        text = (CHECKOUT / name).read_bytes().decode(errors="ignore")
        found += [f"{name}: {host}" for host in PACKAGE_HOSTS if host in text]
    assert found == []


def test_nothing_foreign_or_compiled_is_kept():
    assert [str(name) for name in kept_files() if str(name).endswith(FOREIGN)] == []
