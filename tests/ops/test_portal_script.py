"""`./portal`: its words where something is missing."""

import subprocess

from unmn.demo import system
from unmn.demo.processes import CHECKOUT


def portal(*arguments, **environment):
    return subprocess.run(
        ["/bin/sh", str(CHECKOUT / "portal"), *arguments],
        capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin", **environment},
    )  # fmt: skip


def test_it_lists_what_it_can_do():
    done = portal()
    assert done.returncode == 0
    assert [line.split()[1] for line in done.stdout.splitlines()] == [
        "run", "test", "lint", "fmt", "messages", "lock", "reset",
    ]  # fmt: skip


def test_an_unknown_command_is_refused():
    assert portal("dance").returncode == 2


def test_too_old_a_python_is_told_in_a_sentence(tmp_path):
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    done = portal("run", PATH=f"{tmp_path}:/usr/bin:/bin")
    assert done.returncode == 1
    assert done.stderr == (
        "Python 3.11 or newer is needed. On Debian: sudo apt-get install python3 python3-venv\n"
    )


def test_who_may_not_install_is_told_the_line_and_goes_on(monkeypatch, capsys):
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(system, "missing_packages", lambda purpose: ["chromium"])
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    assert system.main("test") == 0
    said = capsys.readouterr().out
    assert "sudo apt-get install -y --no-install-recommends chromium" in said
    assert "are skipped" in said


def test_without_the_libraries_for_pdf_it_stops(monkeypatch, capsys):
    monkeypatch.setattr(system, "missing_packages", lambda purpose: ["libpango-1.0-0"])
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    assert system.main("run") == 1
    assert "sudo apt-get install -y --no-install-recommends libpango-1.0-0" in capsys.readouterr().out


def test_continuous_integration_does_not_go_on_without(monkeypatch):
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(system, "missing_packages", lambda purpose: ["chromium"])
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    assert system.main("test") == 1


def test_a_library_that_is_not_there_is_missed(monkeypatch):
    monkeypatch.setattr(system, "LIBRARIES", {"no-such-thing": "libno-such-thing0"})
    assert system.missing_packages("run") == ["libno-such-thing0"]
