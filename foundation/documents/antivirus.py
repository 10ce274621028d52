"""ClamAV, where the portal is told of one: a file is taken only after it was found clean.

`settings.CLAMAV` is `unix:/run/clamav/clamd.ctl` or `tcp://scanner:3310`; empty means that no scanner is there.
The protocol (INSTREAM of clamd) is four lines long, so no package stands between.
"""

import logging
import socket
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from foundation.core.workflow import Refused

PIECE = 256 * 1024
PATIENCE = 60  # seconds for one answer

logger = logging.getLogger(__name__)


def refuse_infected(name, file):
    """Raise `Refused` for what the scanner names, and for everything while it cannot be asked."""
    if not settings.CLAMAV:
        return
    try:
        answer = _ask(file)
    except OSError as error:
        logger.warning("The virus scanner cannot be asked: %s", error)
        answer = ""
    if answer.endswith("OK"):
        return
    if answer.endswith("FOUND"):
        # The answer is `stream: NAME FOUND`.
        found = answer.removesuffix("FOUND").partition(":")[2].strip()
        raise Refused(
            _("“%(name)s” was not taken: the virus scanner found %(found)s in it.")
            % {"name": name, "found": found}
        )
    raise Refused(
        _(
            "“%(name)s” cannot be taken now, because the virus scanner does not answer. Try again later, or tell "
            "the secretariat."
        )
        % {"name": name}
    )


def _ask(file):
    with _connected() as scanner:
        scanner.sendall(b"zINSTREAM\0")
        while piece := file.read(PIECE):
            scanner.sendall(len(piece).to_bytes(4, "big") + piece)
        scanner.sendall(bytes(4))
        answer = b""
        while not answer.endswith(b"\0") and (more := scanner.recv(4096)):
            answer += more
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _connected():
    address = urlsplit(settings.CLAMAV)
    if address.scheme == "unix":
        scanner = socket.socket(socket.AF_UNIX)
        scanner.settimeout(PATIENCE)
        scanner.connect(address.path)
        return scanner
    return socket.create_connection((address.hostname, address.port or 3310), timeout=PATIENCE)
