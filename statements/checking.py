"""Whether a file is what the Network published: the same bytes, else what its seal says. Nothing is stored."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from foundation.documents import sealing
from foundation.documents.sealing import Report
from statements.models import Publication

# The verdicts, worst first; the page has words for each.
TOO_LARGE, EMPTY, NOT_A_PDF, DAMAGED = "too-large", "empty", "not-a-pdf", "damaged"
CHANGED, APPENDED, FOREIGN, NO_SEAL, SEALED, THE_FILE = (
    "changed", "appended", "foreign", "no-seal", "sealed", "the-file",
)  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """What is to be said about a file; `publication` is what it is, or says that it is."""

    what: str
    publication: Publication | None = None
    by: str = ""
    at: datetime | None = None

    @property
    def is_good(self):
        """Whether the reader may rely on it."""
        return self.what in (THE_FILE, SEALED)


def judge(upload):
    """Answer the `Verdict` on an uploaded file; it is read once, in memory, and forgotten."""
    if upload.size > settings.MAX_CHECKED_BYTES:
        return Verdict(TOO_LARGE)
    data = upload.read()
    sha256 = hashlib.sha256(data).hexdigest()
    same = Publication.objects.out().for_lists().filter(pdf__sha256=sha256).first()
    report = sealing.check(data)
    if report.problem:
        return Verdict(report.problem)
    what = _what(report, same)
    first = report.seals[0] if report.seals else None
    named = same or (_named(first.reason) if first and first.is_intact and first.is_trusted else None)
    return Verdict(what, named, first.by if first else "", first.at if first else None)


def _what(report: Report, same):
    if not report.seals:
        return NO_SEAL
    if not all(one.is_intact for one in report.seals):
        return CHANGED
    if not all(one.covers_all for one in report.seals):
        return APPENDED
    if not all(one.is_trusted for one in report.seals):
        # The very bytes stay what they are, should the authority of an old seal not be known any more.
        return THE_FILE if same else FOREIGN
    return THE_FILE if same else SEALED


def _named(reason):
    """The publication whose reference the seal names."""
    return Publication.objects.out().for_lists().filter(symbol=reason.rpartition(" ")[2]).first()
