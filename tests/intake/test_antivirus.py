"""A virus scanner that is asked by clamd's protocol: what it names is refused, and so is all while it is silent."""

import io
import socketserver
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.core.workflow import Refused
from foundation.documents.antivirus import refuse_infected
from foundation.documents.files import store_upload
from foundation.documents.models import StoredFile

# Not the test signature itself, which would alarm scanners that read this file.
EVIL = b"words with an evil part in them"


class Scanner(socketserver.StreamRequestHandler):
    """clamd's INSTREAM: lengths of four bytes, pieces, a length of nothing, one answer."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        data = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            data += self.rfile.read(length)
        self.server.seen.append(data)
        self.wfile.write(b"stream: Evil.Test FOUND\0" if b"evil" in data else self.server.answer)


@pytest.fixture
def scanner(settings):
    """A scanner on loopback that the portal is told of."""
    with socketserver.TCPServer(("127.0.0.1", 0), Scanner) as server:
        server.seen, server.answer = [], b"stream: OK\0"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        settings.CLAMAV = f"tcp://127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()
        thread.join()


def test_a_clean_file_is_taken_after_all_of_it_was_shown(scanner):
    data = bytes(range(256)) * 3000
    refuse_infected("a.bin", io.BytesIO(data))
    assert scanner.seen == [data]


def test_an_infected_file_is_refused_by_name(scanner, db):
    with pytest.raises(Refused, match=r"“a.txt” was not taken: the virus scanner found Evil.Test in it"):
        store_upload(SimpleUploadedFile("a.txt", EVIL), by=None)
    assert not StoredFile.objects.exists()


def test_nothing_is_taken_from_a_scanner_that_has_trouble(scanner):
    scanner.answer = b"INSTREAM size limit exceeded. ERROR\0"
    with pytest.raises(Refused, match="does not answer"):
        refuse_infected("a.txt", io.BytesIO(b"x"))


def test_nothing_is_taken_while_the_scanner_is_away(settings):
    settings.CLAMAV = "unix:/nowhere/clamd.ctl"
    with pytest.raises(Refused, match="does not answer"):
        refuse_infected("a.txt", io.BytesIO(b"x"))


def test_without_a_scanner_nobody_is_asked(settings):
    settings.CLAMAV = ""
    refuse_infected("a.txt", io.BytesIO(EVIL))
