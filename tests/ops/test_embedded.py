"""The embedded servers: in folders with long or unusual names, private, without a stale file in the way."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from unmn.demo.embedded import LONGEST_SOCKET_PATH, Postgres, Valkey, socket_folder
from unmn.demo.processes import Lock


@pytest.fixture
def folder():
    made = Path(tempfile.mkdtemp(prefix="portal-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


def test_servers_start_twice_in_a_folder_with_a_long_and_unusual_name(folder):
    home = folder / f"мигрантов сеть {'x' * 90}"
    home.mkdir(mode=0o711)
    home.chmod(0o711)
    for is_new in (True, False):
        postgres = Postgres(home / "postgres", log=folder / "postgres.log", durable=False)
        valkey = Valkey(home / "valkey", log=folder / "valkey.log", durable=False)
        try:
            assert postgres.start() is is_new
            valkey.start()
            assert len(os.fsencode(postgres.sockets / postgres.SOCKET)) < 108
            assert len(os.fsencode(valkey.socket)) < 108
        finally:
            valkey.stop()
            postgres.stop()
    for short in (postgres.sockets, valkey.socket.parent):
        assert short.stat().st_mode & 0o077 == 0
        shutil.rmtree(short)


def test_a_short_folder_holds_its_own_sockets(folder):
    assert socket_folder(folder, "valkey.sock") == folder
    assert len(os.fsencode(folder)) < LONGEST_SOCKET_PATH


def test_a_state_is_used_by_one_at_a_time(folder):
    first, second = Lock(folder / "lock"), Lock(folder / "lock")
    assert first.take() is True
    assert second.take() is False
    first.file.close()
    assert second.take() is True
    second.file.close()
